import * as vscode from 'vscode';
import { writableEditor } from './writableEditor';

/**
 * Replaces the selections of the editor that was used last with the text, as one undo step, and shows it.
 * @returns `false` when no text editor is open that can be written to.
 */
export async function insertAtCursor(text: string): Promise<boolean> {
  const editor = writableEditor();
  if (editor === undefined) return false;
  const shown = await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  const selections = editor.selections;
  return shown.edit((edit) => {
    for (const selection of selections) edit.replace(selection, text);
  });
}
