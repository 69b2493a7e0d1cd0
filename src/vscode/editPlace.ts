import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { EditedPiece } from '../session/inlineEdit';
import type { EditArguments } from './inlineEdits';
import { InputError, pathOf } from './readInput';

/** What is to be edited. */
export interface EditPlace {
  readonly document: vscode.TextDocument;
  readonly pieces: readonly EditedPiece[];
  /** How deep something new is at the cursor; absent when lines are replaced. */
  readonly indent?: string;
  /** Whether the line of the cursor keeps what is above and below apart, so that something new gets such a line too. */
  readonly isSeparator?: boolean;
}

/**
 * The lines that are selected in the active editor; without a selection the place of the cursor.
 * @throws InputError when there is no editor, or its document cannot be changed.
 */
export async function editPlace(given: EditArguments | undefined): Promise<EditPlace> {
  if (given?.uri instanceof vscode.Uri && given.range instanceof vscode.Range) {
    const document = await vscode.workspace.openTextDocument(given.uri);
    await refuseReadonly(document);
    return placeIn(document, [given.range]);
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined)
    throw new InputError('Open a file first, and put the cursor where something shall change.');
  await refuseReadonly(editor.document);
  const selected = editor.selections.filter(({ isEmpty }) => !isEmpty);
  return placeIn(editor.document, selected.length > 0 ? selected : [editor.selection]);
}

/** What the person calls the place: "line 3 of src/cart.ts". */
export function placeName({ document, pieces }: EditPlace): string {
  const name = pathOf(document.uri);
  const [first, ...others] = pieces;
  if (first === undefined || others.length > 0) return `${pieces.length} selections in ${name}`;
  const { start, end } = first;
  if (end - start <= 1) return `line ${start + 1} of ${name}`;
  return `lines ${start + 1}-${end} of ${name}`;
}

function placeIn(document: vscode.TextDocument, ranges: readonly vscode.Range[]): EditPlace {
  const [only] = ranges;
  if (ranges.length === 1 && only?.isEmpty === true) return atCursor(document, only.start.line);
  const pieces: EditedPiece[] = [];
  const sorted = [...ranges].sort((a, b) => a.start.compareTo(b.start));
  for (const { start, end } of sorted) {
    const endsBefore = end.character === 0 && end.line > start.line;
    const piece = { start: start.line, end: end.line + (endsBefore ? 0 : 1) };
    const last = pieces.at(-1);
    // Two selections within a line, or in lines that touch, are one piece.
    if (last !== undefined && piece.start <= last.end)
      pieces.splice(-1, 1, { start: last.start, end: Math.max(last.end, piece.end) });
    else pieces.push(piece);
  }
  return { document, pieces };
}

/** A blank line is taken up by what comes; under another one there is room for it. */
function atCursor(document: vscode.TextDocument, line: number): EditPlace {
  const current = document.lineAt(line);
  if (!current.isEmptyOrWhitespace)
    return {
      document,
      pieces: [{ start: line + 1, end: line + 1 }],
      indent: indentBelow(current.text),
    };
  let above = line - 1;
  while (above >= 0 && document.lineAt(above).isEmptyOrWhitespace) above -= 1;
  const isSeparator = [line - 1, line + 1].every(
    (each) => each >= 0 && each < document.lineCount && /^\S/.test(document.lineAt(each).text),
  );
  const indent = current.text !== '' || above < 0 ? current.text : indentBelow(document.lineAt(above).text);
  return { document, pieces: [{ start: line, end: line + 1 }], indent, isSeparator };
}

/** The indentation of a line under another: a level deeper than one that opens a block. */
function indentBelow(text: string): string {
  const indent = text.slice(0, text.length - text.trimStart().length);
  if (!/[{([:]\s*$/.test(text)) return indent;
  const { insertSpaces = true, tabSize = 4 } = vscode.window.activeTextEditor?.options ?? {};
  return indent + (insertSpaces === true ? ' '.repeat(Number(tabSize) || 4) : '\t');
}

async function refuseReadonly({ uri, isUntitled }: vscode.TextDocument): Promise<void> {
  if (isUntitled) return;
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some(({ document }) => document.uri.toString() === uri.toString()),
  );
  const file = notebook?.uri ?? uri;
  if (notebook?.isUntitled === true) return;
  const isWritable =
    vscode.workspace.fs.isWritableFileSystem(file.scheme) === true && (await mayBeWritten(file));
  if (!isWritable) throw new InputError(`${pathOf(uri)} is read-only, so it cannot be edited.`);
}

async function mayBeWritten(file: vscode.Uri): Promise<boolean> {
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(file);
    if ((permissions & vscode.FilePermission.Readonly) !== 0) return false;
    if (file.scheme === 'file') await access(file.fsPath, constants.W_OK);
    return true;
  } catch (error) {
    // A file that is gone may be written anew.
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}
