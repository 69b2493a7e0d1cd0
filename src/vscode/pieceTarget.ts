import * as vscode from 'vscode';
import { hunksOf, newTextOf } from '../review/hunks';
import { ToolError } from '../util/toolError';
import { documentTarget } from './review/documentTarget';
import type { ReviewTarget } from './review/reviews';
import { asDocument, sameText } from './review/sameText';

/** How the document of an edit is reached. The cell of a notebook is in no file of its own, and is not saved by itself. */
export function pieceTarget(uri: vscode.Uri): ReviewTarget {
  if (uri.scheme !== 'vscode-notebook-cell') return documentTarget(uri);
  return {
    uri: () => uri,
    async read() {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      return document === undefined ? undefined : { kind: 'text', text: document.getText() };
    },
    async make({ path, content: from }, { content: to }) {
      if (from?.kind !== 'text' || to?.kind !== 'text') throw new ToolError(`${path} is no text.`);
      const document = await vscode.workspace.openTextDocument(uri);
      if (!sameText(document.getText(), from.text)) throw new ToolError(`${path} was changed since.`);
      const edit = new vscode.WorkspaceEdit();
      for (const hunk of hunksOf(asDocument(from.text), asDocument(to.text))) {
        const lines = document.validateRange(new vscode.Range(hunk.oldStart, 0, hunk.oldEnd, 0));
        edit.replace(uri, lines, newTextOf(hunk));
      }
      if (!(await vscode.workspace.applyEdit(edit))) throw new ToolError(`${path} could not be changed.`);
    },
  };
}
