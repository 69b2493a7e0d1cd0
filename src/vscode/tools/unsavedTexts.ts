import path from 'node:path';
import * as vscode from 'vscode';
import { isShown, type GuardPorts, type Place } from '../../tools/guard';
import { isWithin, relativeTo } from '../../tools/paths';
import { matchesGlob } from './matchesGlob';
import type { LookedFolder } from './searchFolders';
import { folderOf } from './uriOf';

/** The text of a file as it stands in the editor. */
export interface UnsavedText {
  /** The path of the file in its workspace folder. */
  readonly relative: string;
  readonly text: string;
}

/** The files of a folder that the editor has other than the disk, those that a search of it is about. */
export async function unsavedTexts(
  folder: LookedFolder,
  below: Place | undefined,
  guard: GuardPorts,
): Promise<readonly UnsavedText[]> {
  const { root } = folder;
  const found: UnsavedText[] = [];
  for (const document of vscode.workspace.textDocuments) {
    const { uri, isDirty } = document;
    if (!isDirty || uri.scheme !== 'file' || !isWithin(uri.fsPath, root.path, guard.style)) continue;
    const relative = relativeTo(root.path, uri.fsPath, guard.style);
    if (
      folder.owns(relative) &&
      isSearched(folder, relative, uri) &&
      (await isShown(guard, root, relative, 'file', below)) &&
      (await isOwnName(uri.fsPath, relative, folder, guard))
    )
      found.push({ relative, text: document.getText() });
  }
  return found;
}

function isSearched(
  { root, below, include, exclude }: LookedFolder,
  relative: string,
  uri: vscode.Uri,
): boolean {
  const workspaceFolder = folderOf(root);
  const takes = (glob: string): boolean =>
    matchesGlob(new vscode.RelativePattern(workspaceFolder, glob), uri);
  return (
    (below === '' || relative === below || relative.startsWith(`${below}/`)) &&
    (include.length === 0 || include.some(takes)) &&
    !exclude.some(takes)
  );
}

/** Whether no link is on the way: else the file has another name, by which it is searched. */
async function isOwnName(
  absolute: string,
  relative: string,
  { root }: LookedFolder,
  guard: GuardPorts,
): Promise<boolean> {
  const folder = (await guard.realPath(root.path)) ?? root.path;
  try {
    const real = await guard.realPath(absolute);
    return real === undefined || real === path.join(folder, relative);
  } catch {
    return false;
  }
}
