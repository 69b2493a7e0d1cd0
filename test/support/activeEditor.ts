import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** How long VS Code may take on a busy machine, in milliseconds. */
const patience = 20_000;

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + patience;
  while (!holds()) {
    assert.ok(Date.now() < end, `VS Code did not get to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Shows a document, and waits until it is the one that commands work on: VS Code tells of that some time after it has
 * shown the editor.
 */
export async function showActive(
  document: vscode.TextDocument | vscode.Uri,
  column?: vscode.ViewColumn,
): Promise<vscode.TextEditor> {
  const opened = 'scheme' in document ? await vscode.workspace.openTextDocument(document) : document;
  const editor = await vscode.window.showTextDocument(opened, column);
  await until(`${opened.uri.path} is active`, () => vscode.window.activeTextEditor?.document === opened);
  return vscode.window.activeTextEditor ?? editor;
}

/** Closes a document without saving it, and waits until it is gone. Otherwise VS Code keeps it for the next test. */
export async function closeWithoutSaving(document: vscode.TextDocument): Promise<void> {
  await showActive(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await until(
    `${document.uri.path} is closed`,
    () => !document.isDirty && vscode.window.activeTextEditor?.document !== document,
  );
}

/** Closes every document that is not saved, and then all editors. */
export async function closeAllWithoutSaving(): Promise<void> {
  const dirty = (): readonly vscode.TextDocument[] =>
    vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  for (const document of dirty()) await closeWithoutSaving(document);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
