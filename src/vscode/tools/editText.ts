import * as vscode from 'vscode';
import { adoptForm } from '../../review/adoptForm';
import { diffLines } from '../../review/diffLines';
import { hunksOf, lineCounts, newTextOf } from '../../review/hunks';
import { withLineFeeds } from '../../review/lineEnds';
import type { GuardPorts, Place } from '../../tools/guard';
import type { ChangeOutcome } from '../../tools/ports';
import { ToolError } from '../../util/toolError';
import { encodedChange, refuseUnwritable } from './encodedChange';
import { readBytes, writeBytes } from './placeBytes';
import { isOnDisk, isUriOf, uriOf } from './uriOf';
import { refuseReadonly } from './writePlace';

/** A change of the text of a file. */
export interface TextEdit {
  readonly place: Place;
  readonly before: string;
  readonly after: string;
}

/** Milliseconds in which the editor hears that a file was changed on the disk. */
const watchMs = 2000;
/** Milliseconds in which the editor has copied a file that it has just saved. */
const copyMs = 1000;

/**
 * Changes the text of a file through its document, as one step that can be undone. A file with changes that are not
 * saved keeps them and is not saved; any other is saved, and whatever was not edited has the same bytes as before, also
 * where the editor would have evened out line ends or written characters anew.
 * @throws ToolError when it is no longer as it was before, or cannot be written.
 */
export async function editText(edit: TextEdit, guard: GuardPorts): Promise<ChangeOutcome> {
  const { place } = edit;
  const open = vscode.workspace.textDocuments.filter(({ uri }) => isUriOf(uri, place));
  const unsaved = open.find(({ isDirty }) => isDirty);
  if (unsaved !== undefined) return editUnsaved(unsaved, edit);
  if (isOnDisk(place)) await refuseReadonly(place);
  const document = open[0] ?? (await opened(place));
  return document.isDirty ? editUnsaved(document, edit) : editSaved(document, edit, guard);
}

async function editUnsaved(
  document: vscode.TextDocument,
  { place, before, after }: TextEdit,
): Promise<ChangeOutcome> {
  const current = document.getText();
  refuseChanged(place, current, before);
  await refuseUnwritable(place.name, diffLines(before, after), document.encoding);
  await applyHunks(document, current, after, place);
  return {
    told: `${place.name} was changed in the editor. It had changes that are not saved, so it was not saved.`,
    summary: 'changed, not saved',
    rejected: false,
  };
}

async function editSaved(
  document: vscode.TextDocument,
  change: TextEdit,
  guard: GuardPorts,
): Promise<ChangeOutcome> {
  const { place, before, after } = change;
  const { encoding, eol } = document;
  const bytes = await readBytes(place, guard);
  const current = await vscode.workspace.decode(bytes, { encoding });
  refuseChanged(place, current, before);
  // Whoever made the change may have seen the text as the editor shows it, with one kind of line end.
  const goal = current === before ? after : adoptForm(current, after);
  const bytesOf = (text: string): Promise<Uint8Array> =>
    encodedChange({ name: place.name, bytes, before: current, after: text, encoding });
  const wanted = await bytesOf(goal);
  // The editor does not save what its settings name as read-only, which the person let pass, nor what it has not seen.
  const isWritten = guard.isReadonly(place.root, place.relative) || !(await shows(document, current));
  if (document.isDirty) return editUnsaved(document, change);
  if (isWritten) {
    await writeBytes(place, guard, wanted);
    return saved(place, 0);
  }
  await applyHunks(document, document.getText(), goal, place);
  if (!(await document.save()) && document.isDirty)
    throw new ToolError(`${place.name} was changed in the editor, but could not be saved.`);
  const shown = document.getText();
  const further = isSameText(shown, goal) ? 0 : differentLines(goal, shown);
  // What formats files while they are saved may also have chosen other line ends: then they were meant.
  if (document.eol === eol && !document.isDirty) {
    const form = further === 0 ? wanted : await bytesOf(adoptForm(current, shown));
    await restoreForm(document, form, place, guard);
  }
  return saved(place, further);
}

/** Gives what was not edited the bytes again that it had before the editor saved the file. */
async function restoreForm(
  document: vscode.TextDocument,
  form: Uint8Array,
  place: Place,
  guard: GuardPorts,
): Promise<void> {
  const asSaved = Buffer.from(await readBytes(place, guard));
  if (asSaved.equals(form)) return;
  if (form.length < asSaved.length && copiesSaved()) {
    const { version } = document;
    await new Promise((resolve) => setTimeout(resolve, copyMs));
    if (document.version !== version || !asSaved.equals(await readBytes(place, guard))) return;
  }
  await writeBytes(place, guard, form, true);
}

/**
 * Whether the editor copies what it has saved for its history of the file. On Linux it never comes to the end of a file
 * that becomes shorter meanwhile, and can neither read nor save it any more.
 *
 * Source: `uv__fs_copyfile` of https://github.com/libuv/libuv/blob/v1.x/src/unix/fs.c, which waits for bytes that are gone
 */
function copiesSaved(): boolean {
  return (
    process.platform === 'linux' &&
    vscode.workspace.getConfiguration('workbench.localHistory').get<boolean>('enabled', true)
  );
}

function saved({ name }: Place, further: number): ChangeOutcome {
  return further === 0
    ? { told: `${name} was changed and saved.`, summary: 'changed', rejected: false }
    : {
        told: `${name} was changed and saved. What the editor does at each save, such as formatting, changed ${further === 1 ? 'another line' : `${further} more lines`}: read it again before you change it again.`,
        summary: 'changed and formatted',
        rejected: false,
      };
}

/** Waits until a document shows what is on the disk. False when the editor does not hear of it, or it was typed in. */
export async function shows(document: vscode.TextDocument, text: string): Promise<boolean> {
  const isSo = (): boolean => !document.isDirty && isSameText(document.getText(), text);
  if (isSo() || document.isDirty) return isSo();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(isSo());
    };
    const timer = setTimeout(end, watchMs);
    const listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && (isSo() || document.isDirty)) end();
    });
  });
}

/** Changes the lines that differ, and no others: what is folded, marked or selected in the rest stays where it is. */
export async function applyHunks(
  document: vscode.TextDocument,
  before: string,
  after: string,
  { name }: Place,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const hunk of hunksOf(withLineFeeds(before), withLineFeeds(after))) {
    const lines = new vscode.Range(hunk.oldStart, 0, hunk.oldEnd, 0);
    edit.replace(document.uri, document.validateRange(lines), newTextOf(hunk));
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new ToolError(`${name} could not be changed.`);
}

async function opened(place: Place): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uriOf(place));
  } catch (error) {
    throw new ToolError(`${place.name} cannot be opened as text.`, { cause: error });
  }
}

function refuseChanged({ name }: Place, current: string, before: string): void {
  if (!isSameText(current, before))
    throw new ToolError(`${name} was changed since the edit was made up. Read it again, and edit it anew.`);
}

/** The editor has one kind of line end in a file, and no byte order mark. */
function isSameText(a: string, b: string): boolean {
  return a === b || folded(a) === folded(b);
}

function folded(text: string): string {
  return withLineFeeds(text.startsWith('\uFEFF') ? text.slice(1) : text);
}

function differentLines(a: string, b: string): number {
  const { added, removed } = lineCounts(hunksOf(folded(a), folded(b)));
  return Math.max(added, removed);
}
