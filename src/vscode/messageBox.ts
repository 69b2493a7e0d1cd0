import * as vscode from 'vscode';
import type { GitRepository } from './gitApi';

/** The box for a commit message while one is written into it. What the person writes there themselves stays. */
export interface MessageBox {
  /** What the person has written, when the message shall go by it. */
  readonly hint: string | undefined;
  /** Whether the person went on writing: nothing is written any more. */
  readonly isTaken: boolean;
  show(message: string): void;
  /** Puts back what was there before. */
  restore(): void;
}

const choices = {
  below: { label: 'Write Below', detail: 'Your text stays, and the message comes under it.' },
  hint: { label: 'Go by My Text', detail: 'The message says what your text says, and takes its place.' },
  replace: { label: 'Replace', detail: 'Your text is thrown away.' },
} as const;

/**
 * Takes the box of a repository over. What stands in it is asked about, unless a message was written there before and
 * is still as it was.
 * @param earlier that message
 * @throws CancellationError when the person chooses nothing
 */
export async function messageBox(
  { inputBox }: Pick<GitRepository, 'inputBox'>,
  earlier: string | undefined,
): Promise<MessageBox> {
  const before = inputBox.value;
  const isOwn = before.trim() !== '' && before !== earlier;
  const chosen = isOwn ? await ask() : choices.replace;
  const head = chosen === choices.below ? `${inputBox.value.trimEnd()}\n\n` : '';
  let shown = inputBox.value;
  let isTaken = false;
  const put = (text: string): void => {
    // The editor may bring the text back with other line ends.
    if (inputBox.value.replaceAll('\r\n', '\n') !== shown.replaceAll('\r\n', '\n')) isTaken = true;
    if (isTaken) return;
    inputBox.value = text;
    shown = text;
  };
  return {
    hint: chosen === choices.hint ? before.trim() : undefined,
    get isTaken() {
      return isTaken;
    },
    show: (message) => put(head + message),
    restore: () => put(before),
  };
}

async function ask(): Promise<(typeof choices)[keyof typeof choices]> {
  const chosen = await vscode.window.showQuickPick(Object.values(choices), {
    title: 'The message box is not empty',
    placeHolder: 'What shall become of your text',
  });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen;
}
