import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { questionBlock } from '../session/input';
import type { ApiKey } from '../vscode/apiKey';
import { attachByHand, mayBeSent } from '../vscode/attachByHand';
import { builtInPrompts, type BuiltInPrompt } from '../vscode/builtInPrompts';
import type { ChatPanels } from '../vscode/chatPanels';
import type { CodeContext } from '../vscode/codeContext';
import { readTarget, type EditorTarget } from '../vscode/editorTarget';
import type { IgnoreRules } from '../vscode/ignoreRules';
import { InputError } from '../vscode/readInput';

/** What a caller of a selection command may pass; a keybinding passes `prompt`, a code action the rest. */
export interface SelectionArguments {
  readonly prompt?: string;
  readonly uri?: vscode.Uri;
  readonly range?: vscode.Range;
  /** The problems that are to be fixed, one sentence each. */
  readonly problems?: readonly string[];
  /** Who says so; the editor, unless it is given. */
  readonly source?: string;
  /** What the problems refer to. */
  readonly related?: readonly vscode.Location[];
}

/** The commands that take code or files along. */
export function selectionCommands(panels: ChatPanels, apiKey: ApiKey, rules: IgnoreRules) {
  /** Sends at once, or after the running answer; without a key everything waits in the composer instead. */
  async function ask(
    blocks: readonly InputBlock[],
    prompt: string,
    allowedTools?: readonly string[],
  ): Promise<void> {
    const panel = await panels.reveal();
    const { draft, outbox } = panel.chat;
    const keep = (): void => {
      for (const block of blocks) draft.add(block);
      panel.focusInput(prompt);
    };
    if ((await apiKey.get()) === undefined) {
      keep();
      return;
    }
    panel.focusInput();
    const options = allowedTools === undefined ? {} : { allowedTools };
    if (!(await outbox.send([...blocks, questionBlock(prompt)], options))) keep();
  }
  const target = (given: SelectionArguments | undefined): EditorTarget | undefined =>
    given?.uri instanceof vscode.Uri && given.range instanceof vscode.Range
      ? { uri: given.uri, range: given.range }
      : undefined;
  /** @throws CancellationError when the file is kept from the model, and the person leaves it so. */
  const read = async (given: SelectionArguments | undefined): Promise<readonly InputBlock[]> => {
    const blocks = await readTarget(target(given));
    const uri = blocks[0]?.origin?.uri;
    if (uri !== undefined && !(await mayBeSent(vscode.Uri.parse(uri, true), rules)))
      throw new vscode.CancellationError();
    return blocks;
  };
  const preset =
    (name: keyof typeof builtInPrompts) =>
    async (given?: SelectionArguments): Promise<void> => {
      const { prompt: usual, tools }: BuiltInPrompt = builtInPrompts[name];
      const blocks = await read(given);
      const more = await moreFor(name, blocks, given);
      await ask([...blocks, ...more.blocks], (given?.prompt ?? usual) + more.words, tools);
    };
  /** What goes along beside the code: problems and what they refer to, or how the project is tested. */
  async function moreFor(
    name: keyof typeof builtInPrompts,
    blocks: readonly InputBlock[],
    given: SelectionArguments | undefined,
  ): Promise<CodeContext> {
    const shown = placeOf(blocks[0]);
    if (shown === undefined || (name !== 'fixSelection' && name !== 'generateTests'))
      return { blocks: [], words: '' };
    const { problemsAt, relatedCode, testContext } = await import('../vscode/codeContext');
    if (name === 'generateTests') return testContext(shown.uri, rules);
    const found = given?.problems === undefined ? problemsAt(shown.uri, shown.range) : undefined;
    const problems = given?.problems ?? found?.words ?? [];
    const related = await relatedCode(given?.related ?? found?.related ?? [], shown, rules);
    const list = problems.map((each) => `- ${each}`).join('\n');
    return {
      blocks: related,
      words: list === '' ? '' : `\n\n${given?.source ?? 'The editor reports'}:\n${list}`,
    };
  }

  return {
    async askAboutSelection(given?: SelectionArguments): Promise<void> {
      const blocks = await read(given);
      if (given?.prompt !== undefined) {
        await ask(blocks, given.prompt);
        return;
      }
      const panel = await panels.reveal();
      for (const block of blocks) panel.chat.draft.add(block);
      panel.focusInput();
    },
    explainSelection: preset('explainSelection'),
    fixSelection: preset('fixSelection'),
    simplifySelection: preset('simplifySelection'),
    generateTests: preset('generateTests'),
    documentSelection: preset('documentSelection'),
    async addSelectionToChat(given?: SelectionArguments): Promise<void> {
      const blocks = await read(given);
      const { draft } = (await panels.reveal()).chat;
      for (const block of blocks) draft.add(block);
    },
    /** The explorer passes the file that was clicked and all that are selected; elsewhere it is the active file. */
    async addFileToChat(clicked?: vscode.Uri, selected?: readonly vscode.Uri[]): Promise<void> {
      const active = vscode.window.activeTextEditor?.document.uri ?? activeTabUri();
      const uris = selected?.length
        ? selected
        : [clicked ?? active].filter((uri) => uri instanceof vscode.Uri);
      if (uris.length === 0) throw new InputError('Open a file first, or choose files in the explorer.');
      await attachToActive(panels, uris, rules);
    },
  };
}

/** The lines that a block shows; the whole file when it does not say. */
function placeOf(
  block: InputBlock | undefined,
): { readonly uri: vscode.Uri; readonly range: vscode.Range } | undefined {
  const { uri, firstLine = 1, lastLine = Number.MAX_SAFE_INTEGER } = block?.origin ?? {};
  if (uri === undefined) return undefined;
  return { uri: vscode.Uri.parse(uri, true), range: new vscode.Range(firstLine - 1, 0, lastLine, 0) };
}

/** Attaches files and folders to the chat of the panel used last. What cannot be attached is named; the rest is. */
export async function attachToActive(
  panels: ChatPanels,
  uris: readonly vscode.Uri[],
  rules: IgnoreRules,
): Promise<void> {
  const panel = await panels.reveal();
  await attachByHand(panel.chat, uris, rules);
  panel.focusInput();
}

/** The file of the active tab when that is no text editor, such as a picture. */
function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.uri : undefined;
}
