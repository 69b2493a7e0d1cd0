import * as vscode from 'vscode';
import type { Content } from '../../review/changeSet';
import { hunksOf, newTextOf } from '../../review/hunks';
import type { FileState } from '../../review/outcome';
import { ToolError } from '../../util/toolError';
import type { ReviewTarget } from './reviews';
import { asDocument, sameText } from './sameText';

/**
 * A document that the person has open, wherever it is: saved, not saved or without a file. One that had nothing to save
 * is saved after each step.
 */
export function documentTarget(uri: vscode.Uri): ReviewTarget {
  return {
    uri: () => uri,
    read: async (): Promise<Content> => ({
      kind: 'text',
      text: (await vscode.workspace.openTextDocument(uri)).getText(),
    }),
    make: ({ path, content: from }, { content: to }) => make(uri, path, from, to),
  };
}

async function make(
  uri: vscode.Uri,
  path: string,
  from: FileState['content'],
  to: FileState['content'],
): Promise<void> {
  if (from?.kind !== 'text' || to?.kind !== 'text') throw new ToolError(`${path} is no text.`);
  const document = await vscode.workspace.openTextDocument(uri);
  if (!sameText(document.getText(), from.text)) throw new ToolError(`${path} was changed since.`);
  const wasSaved = !document.isDirty && !document.isUntitled;
  const edit = new vscode.WorkspaceEdit();
  for (const hunk of hunksOf(asDocument(from.text), asDocument(to.text))) {
    const lines = new vscode.Range(hunk.oldStart, 0, hunk.oldEnd, 0);
    edit.replace(uri, document.validateRange(lines), newTextOf(hunk));
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new ToolError(`${path} could not be changed. It may be read-only.`);
  // What has other changes that are not saved is left to the person.
  if (wasSaved && !(await document.save()))
    throw new ToolError(`${path} was changed, but could not be saved.`);
}
