import * as vscode from 'vscode';
import type { Place } from '../../tools/guard';
import type { Root } from '../../tools/paths';

/** The URI of a place, in the scheme of its workspace folder. */
export function uriOf({ root, relative }: Place): vscode.Uri {
  return uriIn(root, relative);
}

/** The URI of a path in a workspace folder. */
export function uriIn(root: Root, relative: string): vscode.Uri {
  const { uri } = folderOf(root);
  return relative === '' ? uri : vscode.Uri.joinPath(uri, relative);
}

/** The URI of what a place leads to, every link followed: what is read through it is what was checked. */
export function realUriOf(place: Place): vscode.Uri {
  return isOnDisk(place) ? vscode.Uri.file(place.real) : uriOf(place);
}

/** Whether a place is of this machine, and not of another extension's file system. */
export function isOnDisk({ root }: Place): boolean {
  return isRootOnDisk(root);
}

/** The same for a workspace folder. */
export function isRootOnDisk(root: Root): boolean {
  return folderOf(root).uri.scheme === 'file';
}

/** Whether a URI means a place, by its own name or by what that leads to. */
export function isUriOf(uri: vscode.Uri, place: Place): boolean {
  return isOnDisk(place)
    ? uri.scheme === 'file' && (uri.fsPath === place.absolute || uri.fsPath === place.real)
    : uri.toString() === uriOf(place).toString();
}

/**
 * The workspace folder of that path.
 * @throws when it is no longer open.
 */
export function folderOf(root: Root): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.find(
    ({ uri }) => (uri.scheme === 'file' ? uri.fsPath : uri.path) === root.path,
  );
  if (folder === undefined) throw new Error(`The workspace folder ${root.name} is no longer open.`);
  return folder;
}
