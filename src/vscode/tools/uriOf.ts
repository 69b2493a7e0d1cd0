import * as vscode from 'vscode';
import type { Place } from '../../tools/guard';

/** The URI of a place, in the scheme of its workspace folder. */
export function uriOf({ root, relative }: Place): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.find(
    ({ uri }) => (uri.scheme === 'file' ? uri.fsPath : uri.path) === root.path,
  );
  if (folder === undefined) throw new Error(`The workspace folder ${root.name} is no longer open.`);
  return relative === '' ? folder.uri : vscode.Uri.joinPath(folder.uri, relative);
}
