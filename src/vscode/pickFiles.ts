import * as vscode from 'vscode';

/** Asks for files to attach, beginning in the workspace. Nothing chosen is an empty list. */
export async function pickFiles(): Promise<readonly vscode.Uri[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: 'Attach files to the chat',
    openLabel: 'Attach',
    canSelectMany: true,
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return chosen ?? [];
}
