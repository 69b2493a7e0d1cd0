import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { changeScheme } from '../manifest';
import type { LineRange } from '../review/edit';
import { hunksOf, newTextOf } from '../review/hunks';
import { placeCode } from '../review/placeCode';
import { recheck, type Place } from '../tools/guard';
import type { AnsweredCode, CodeChanges } from './codeChanges';
import { codeTarget } from './codeTarget';
import type { IgnoreRules } from './ignoreRules';
import { pathOf } from './readInput';
import { createGuardPorts } from './tools/guardPorts';
import { writableEditor } from './writableEditor';

/** A change that is shown and not made yet. */
interface Proposal {
  readonly uri: vscode.Uri;
  /** `undefined` for a file that does not exist yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly place: Place | undefined;
}

/** Shows what code blocks would change, in the editor for differences, and makes what is accepted. */
export function proposeCode(rules: IgnoreRules): CodeChanges {
  const guardPorts = createGuardPorts(rules);
  const proposals = new Map<string, Proposal>();
  const subscriptions = [
    vscode.workspace.registerTextDocumentContentProvider(changeScheme, {
      provideTextDocumentContent({ query }) {
        return proposals.get(query)?.after ?? '';
      },
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === changeScheme) proposals.delete(uri.query);
    }),
  ];

  return {
    async propose(code) {
      const proposal = await planned(code);
      if (typeof proposal === 'string') return proposal;
      const id = randomUUID();
      proposals.set(id, proposal);
      const { uri, before } = proposal;
      const proposed = uri.with({ scheme: changeScheme, authority: '', query: id, fragment: '' });
      // A document of no proposal is empty.
      const left = before === undefined ? proposed.with({ query: 'new' }) : uri;
      const title = `${pathOf(uri)} (${before === undefined ? 'new file' : 'proposed change'})`;
      await vscode.commands.executeCommand('vscode.diff', left, proposed, title, { preview: true });
      return undefined;
    },
    async accept(resource) {
      const shown = shownChange(resource);
      const proposal = proposals.get(shown?.query ?? '');
      if (shown === undefined || proposal === undefined) {
        void vscode.window.showWarningMessage('That change is no longer known. Apply the code again.');
        return;
      }
      const made = await make(proposal);
      if (typeof made === 'string') {
        void vscode.window.showWarningMessage(made);
        return;
      }
      await reveal(proposal);
      await closeTab(shown);
      // Last, because what formats a file while it is saved may take its time.
      if (made.saves && !(await made.document.save()))
        void vscode.window.showWarningMessage(`${pathOf(proposal.uri)} was changed, but could not be saved.`);
    },
    async reject(resource) {
      const shown = shownChange(resource);
      if (shown !== undefined) await closeTab(shown);
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };

  async function planned(code: AnsweredCode): Promise<Proposal | string> {
    const target = await codeTarget(code, guardPorts);
    if ('refused' in target) return target.refused;
    const { uri, exists, place } = target;
    if (!exists) return { uri, before: undefined, after: `${target.code.trimEnd()}\n`, place };
    let document: vscode.TextDocument;
    try {
      document = await vscode.workspace.openTextDocument(uri);
    } catch {
      return `${pathOf(uri)} cannot be opened as text.`;
    }
    const before = document.getText();
    const placed = placeCode(before, target.code, { lines: meantLines(document, code.input) });
    return placed.placed
      ? { uri, before, after: placed.text, place }
      : `${pathOf(uri)} is not changed. ${placed.reason}`;
  }

  /** Makes the change as one step that can be undone. Returns why it could not be made, or what is to be saved. */
  async function make({
    uri,
    before,
    after,
    place,
  }: Proposal): Promise<string | { readonly document: vscode.TextDocument; readonly saves: boolean }> {
    try {
      if (place !== undefined) await recheck(place, guardPorts);
    } catch {
      return `${pathOf(uri)} leads to another place by now, so it was not changed.`;
    }
    const edit = new vscode.WorkspaceEdit();
    if (before === undefined) {
      edit.createFile(uri, { contents: new TextEncoder().encode(after), overwrite: false });
      if (!(await vscode.workspace.applyEdit(edit)))
        return `${pathOf(uri)} could not be made. It may exist by now.`;
      return { document: await vscode.workspace.openTextDocument(uri), saves: false };
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== before)
      return `${pathOf(uri)} was changed since. Apply the code again to see what it would change now.`;
    // What has other changes that are not saved is left to the person.
    const wasSaved = !document.isDirty && !document.isUntitled;
    for (const hunk of hunksOf(before, after)) {
      const lines = new vscode.Range(hunk.oldStart, 0, hunk.oldEnd, 0);
      edit.replace(uri, document.validateRange(lines), newTextOf(hunk));
    }
    if (!(await vscode.workspace.applyEdit(edit)))
      return `${pathOf(uri)} could not be changed. It may be read-only.`;
    return { document, saves: wasSaved };
  }
}

/** The lines that the question was about, where they still are as they were sent; then what is selected. */
function meantLines(document: vscode.TextDocument, input: readonly InputBlock[]): readonly LineRange[] {
  const asked = input.flatMap(({ content, origin }): readonly LineRange[] => {
    const { firstLine, lastLine = firstLine, uri } = origin ?? {};
    if (uri !== document.uri.toString() || firstLine === undefined || lastLine === undefined) return [];
    if (lastLine > document.lineCount || content.type !== 'text') return [];
    const now = document.getText(new vscode.Range(firstLine - 1, 0, lastLine - 1, Number.MAX_SAFE_INTEGER));
    return content.text.includes(now) ? [{ first: firstLine, last: lastLine }] : [];
  });
  const editor = writableEditor();
  if (editor === undefined || editor.document !== document || editor.selection.isEmpty) return asked;
  const { start, end } = editor.selection;
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return [...asked, { first: start.line + 1, last }];
}

/** The address of a change: the one that a menu passes, else that of the active editor. */
function shownChange(resource: unknown): vscode.Uri | undefined {
  if (resource instanceof vscode.Uri && resource.scheme === changeScheme) return resource;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === changeScheme
    ? input.modified
    : undefined;
}

async function closeTab(shown: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.modified.toString() === shown.toString(),
    );
  await vscode.window.tabGroups.close(tabs);
}

async function reveal({ uri, before = '', after }: Proposal): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri);
  const [first] = hunksOf(before, after);
  const place = new vscode.Position(first?.newStart ?? 0, 0);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
