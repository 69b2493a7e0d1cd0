import * as vscode from 'vscode';
import type { Content } from '../../review/changeSet';
import { hunksOf, newTextOf } from '../../review/hunks';
import { ToolError } from '../../util/toolError';
import type { ReviewTarget } from './reviews';
import { asDocument, sameText } from './sameText';

/**
 * A document, wherever it is: saved, not saved or without a file; or a text file that is not there yet. One that had
 * nothing to save is saved after each step.
 */
export function documentTarget(uri: vscode.Uri): ReviewTarget {
  return {
    uri: () => uri,
    read: () => read(uri),
    async make({ path, content: from }, { content: to }) {
      if (to?.kind !== 'text' || from?.kind === 'binary') throw new ToolError(`${path} is no text.`);
      if (from === undefined) await create(uri, path, to.text);
      else await change(uri, path, from.text, to.text);
    },
  };
}

async function read(uri: vscode.Uri): Promise<Content | undefined> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open?.isDirty !== true && !(await exists(uri)))
    return open?.isUntitled === true ? text(open) : undefined;
  return text(open ?? (await vscode.workspace.openTextDocument(uri)));
}

function text(document: vscode.TextDocument): Content {
  return { kind: 'text', text: document.getText() };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function create(uri: vscode.Uri, path: string, contents: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { contents: new TextEncoder().encode(contents), overwrite: false });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new ToolError(`${path} could not be made. It may exist by now.`);
}

async function change(uri: vscode.Uri, path: string, from: string, to: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (!sameText(document.getText(), from)) throw new ToolError(`${path} was changed since.`);
  const wasSaved = !document.isDirty && !document.isUntitled;
  const edit = new vscode.WorkspaceEdit();
  for (const hunk of hunksOf(asDocument(from), asDocument(to))) {
    const lines = new vscode.Range(hunk.oldStart, 0, hunk.oldEnd, 0);
    edit.replace(uri, document.validateRange(lines), newTextOf(hunk));
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new ToolError(`${path} could not be changed. It may be read-only.`);
  // What has other changes that are not saved is left to the person.
  if (wasSaved && !(await document.save()))
    throw new ToolError(`${path} was changed, but could not be saved.`);
}
