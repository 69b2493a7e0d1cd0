import * as vscode from 'vscode';

/** Documents that no file system keeps, and that can be written all the same. */
const unsaved = new Set(['untitled', 'vscode-notebook-cell']);

/** Whether what is in an editor can be changed, as far as its place tells: no output, no old version of a file. */
export function isWritable({ uri }: vscode.TextDocument): boolean {
  return unsaved.has(uri.scheme) || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/** The text editor that was used last, or else one that is to be seen, of those that can be changed. */
export function writableEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor: active, visibleTextEditors: visible } = vscode.window;
  return [...(active === undefined ? [] : [active]), ...visible].find(({ document }) => isWritable(document));
}
