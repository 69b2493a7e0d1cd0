import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { madeBlock } from '../session/input';
import { InputError } from './readInput';

/** As much of a terminal as a message should carry, in characters; of more, the end goes along. */
const longest = 200_000;

/**
 * What is selected in the terminal that was used last.
 * @throws InputError when nothing is.
 */
export async function terminalSelection(): Promise<InputBlock> {
  const text = await copied('workbench.action.terminal.copySelection');
  if (text.trim() === '') throw new InputError('Select something in the terminal first.');
  return terminalBlock('terminal selection', 'Selected in the terminal', text);
}

/**
 * The last command of the terminal that was used last, with its output, as the shell integration tells it.
 * @throws InputError when it tells of none.
 */
export async function lastCommand(): Promise<InputBlock> {
  const text = await copied('workbench.action.terminal.copyLastCommandAndLastCommandOutput');
  if (text.trim() === '') throw new InputError('The terminal tells of no command that has written anything.');
  return terminalBlock('last command', 'The last command in the terminal, and what it has written', text);
}

function terminalBlock(name: string, heading: string, text: string): InputBlock {
  const cut = text.length > longest;
  return madeBlock({
    kind: 'terminal',
    name,
    heading: cut ? `${heading} (the end of it)` : heading,
    languageId: '',
    text: cut ? text.slice(-longest) : text,
  });
}

/**
 * What a command puts into the clipboard, which is the only way to the text of a terminal. The clipboard has its text
 * back afterwards.
 */
async function copied(command: string): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  const nothing = randomUUID();
  try {
    await clipboard.writeText(nothing);
    await vscode.commands.executeCommand(command);
    const text = await clipboard.readText();
    return text === nothing ? '' : text;
  } finally {
    await clipboard.writeText(before);
  }
}
