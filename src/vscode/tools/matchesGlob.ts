import * as vscode from 'vscode';

/** Whether a glob of the editor takes a file. */
export function matchesGlob(pattern: vscode.RelativePattern, uri: vscode.Uri): boolean {
  return vscode.languages.match({ pattern }, { uri, languageId: '' } as vscode.TextDocument) > 0;
}
