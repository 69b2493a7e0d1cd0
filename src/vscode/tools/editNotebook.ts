import * as vscode from 'vscode';
import { diffSequences } from '../../review/diffLines';
import { withLineFeeds } from '../../review/lineEnds';
import { parseNotebookSource, type SourceCell } from '../../tools/notebookSource';
import type { Place } from '../../tools/guard';
import type { ChangeOutcome } from '../../tools/ports';
import { ToolError } from '../../util/toolError';
import type { TextEdit } from './editText';
import { isOnDisk, isUriOf, uriOf } from './uriOf';
import { refuseReadonly } from './writePlace';

/**
 * Changes the cells of a notebook through its document, as one step that can be undone. Cells that stay keep what they
 * have printed, and so do those of which only the text changes.
 * @param edit the sources of the notebook, as `notebookSource` makes them
 * @throws ToolError when it is no longer as it was before, or cannot be saved.
 */
export async function editNotebook({ place, before, after }: TextEdit): Promise<ChangeOutcome> {
  if (isOnDisk(place)) await refuseReadonly(place);
  const notebook = await opened(place);
  const old = parseNotebookSource(place.name, before);
  const wanted = parseNotebookSource(place.name, after);
  const cells = notebook.getCells();
  const isSame =
    cells.length === old.length &&
    cells.every(({ document }, at) => withLineFeeds(document.getText()) === old[at]?.text);
  if (!isSame)
    throw new ToolError(
      `${place.name} was changed since the edit was made up. Read it again, and edit it anew.`,
    );
  const wasSaved = !notebook.isDirty;
  const edits = diffSequences(old.map(keyOf), wanted.map(keyOf)).map(
    ({ oldStart, oldEnd, newStart, newEnd }) =>
      vscode.NotebookEdit.replaceCells(
        new vscode.NotebookRange(oldStart, oldEnd),
        wanted.slice(newStart, newEnd).map((cell) => dataOf(cell, old, cells)),
      ),
  );
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) throw new ToolError(`${place.name} could not be changed.`);
  if (!wasSaved)
    return {
      told: `${place.name} was changed in the editor. It had changes that are not saved, so it was not saved.`,
      summary: 'changed, not saved',
      rejected: false,
    };
  if (!(await notebook.save()) && notebook.isDirty)
    throw new ToolError(`${place.name} was changed in the editor, but could not be saved.`);
  return { told: `${place.name} was changed and saved.`, summary: 'changed', rejected: false };
}

function keyOf({ language, text }: SourceCell): string {
  return `${language}\n${text}`;
}

function dataOf(
  { number, language, text }: SourceCell,
  old: readonly SourceCell[],
  cells: readonly vscode.NotebookCell[],
): vscode.NotebookCellData {
  const own = number === undefined ? undefined : cells[number - 1];
  if (own !== undefined && number !== undefined && old[number - 1]?.language === language) {
    const data = new vscode.NotebookCellData(own.kind, text, own.document.languageId);
    data.metadata = own.metadata;
    data.outputs = [...own.outputs];
    if (own.executionSummary !== undefined) data.executionSummary = own.executionSummary;
    return data;
  }
  const kind = language === 'markdown' ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code;
  return new vscode.NotebookCellData(kind, text, language === '' ? 'plaintext' : language);
}

async function opened(place: Place): Promise<vscode.NotebookDocument> {
  const open = vscode.workspace.notebookDocuments.find(({ uri }) => isUriOf(uri, place));
  if (open !== undefined) return open;
  try {
    return await vscode.workspace.openNotebookDocument(uriOf(place));
  } catch (error) {
    throw new ToolError(`${place.name} cannot be opened as a notebook.`, { cause: error });
  }
}
