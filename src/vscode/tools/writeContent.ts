import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { recheck, type GuardPorts, type Place } from '../../tools/guard';
import { ToolError } from '../../util/toolError';
import { applyHunks, shows } from './editText';
import { readBytes, writeBytes } from './placeBytes';
import { isOnDisk, isUriOf, uriOf } from './uriOf';
import { refuseReadonly } from './writePlace';

/** What shall be in a file. */
export interface WantedContent {
  readonly bytes: Uint8Array;
  /** The mode of a file that is made for it. */
  readonly mode?: number | undefined;
  /** Whether it goes into the editor only, where the file is open there and not saved. */
  readonly isUnsaved?: boolean;
}

/**
 * Makes a file hold just these bytes. One that is not saved gets them through its document, as one step that can be
 * undone; one that is open and saved follows the disk.
 * @throws ToolError when that cannot be done.
 */
export async function writeContent(
  place: Place,
  { bytes, mode, isUnsaved = false }: WantedContent,
  guard: GuardPorts,
): Promise<void> {
  await recheck(place, guard);
  const open = vscode.workspace.textDocuments.filter(({ uri }) => isUriOf(uri, place));
  const unsaved = open.find(({ isDirty }) => isDirty);
  if (unsaved !== undefined) {
    await applyHunks(unsaved, unsaved.getText(), await decoded(unsaved, bytes), place);
    if (isUnsaved) return;
    if (!(await unsaved.save()) && unsaved.isDirty)
      throw new ToolError(`${place.name} was changed in the editor, but could not be saved.`);
  }
  const present = await readBytes(place, guard, Infinity).catch(() => undefined);
  if (present === undefined) {
    await create(place, bytes, mode);
    return;
  }
  if (Buffer.from(bytes).equals(present)) return;
  if (isOnDisk(place)) await refuseReadonly(place);
  await writeBytes(place, guard, bytes, unsaved !== undefined);
  for (const document of open) await shows(document, await decoded(document, bytes));
}

async function create(place: Place, contents: Uint8Array, mode: number | undefined): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uriOf(place), { contents, overwrite: false });
  if (!(await vscode.workspace.applyEdit(edit))) throw new ToolError(`${place.name} could not be created.`);
  if (mode !== undefined && isOnDisk(place)) await chmod(place.real, mode);
}

async function decoded({ encoding }: vscode.TextDocument, bytes: Uint8Array): Promise<string> {
  return vscode.workspace.decode(bytes, { encoding });
}
