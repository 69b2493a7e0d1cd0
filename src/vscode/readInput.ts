import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { imageBlock, imageType, looksLikeText, textBlock } from '../session/input';
import type { MediaStore } from '../session/media';

/** The most that goes inline into one request is 20 MB; base64 adds a third. */
const largestImage = 14 * 1024 * 1024;
const largestText = 2 * 1024 * 1024;

/** Says, for a person, why something cannot be attached. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/**
 * What a person and the model call a file: its path in the workspace, with the folder's name when there are several.
 * A cell of a notebook has the path of its notebook, and its number.
 */
export function pathOf(uri: vscode.Uri): string {
  if (uri.scheme === 'untitled') return uri.path;
  if (uri.scheme === 'vscode-notebook-cell') {
    for (const notebook of vscode.workspace.notebookDocuments) {
      const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri.toString());
      if (cell !== undefined) return `${pathOf(notebook.uri)} (cell ${cell.index + 1})`;
    }
  }
  return vscode.workspace.asRelativePath(uri);
}

/**
 * A piece of the document as a block, its text exact, unsaved changes included.
 * A range that ends at the start of a line does not count that line.
 * @throws InputError when it is too large.
 */
export function readRange(document: vscode.TextDocument, range: vscode.Range): InputBlock {
  const text = document.getText(range);
  refuseTooLong(document, text);
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return textBlock({
    path: pathOf(document.uri),
    uri: document.uri.toString(),
    languageId: document.languageId,
    text,
    lines: { first: range.start.line + 1, last: range.end.line + (endsBefore ? 0 : 1) },
  });
}

/** The whole document as a block, unsaved changes included. */
export function readDocument(document: vscode.TextDocument): InputBlock {
  const text = document.getText();
  if (text.trim() === '') throw new InputError(`${pathOf(document.uri)} is empty.`);
  refuseTooLong(document, text);
  return textBlock({
    path: pathOf(document.uri),
    uri: document.uri.toString(),
    languageId: document.languageId,
    text,
  });
}

/**
 * A file as a block: an image by its first bytes, else text in the encoding that the editor finds.
 * @throws InputError when it is a folder, vanished, empty, too large or neither image nor text.
 */
export async function readFileInput(uri: vscode.Uri, media: MediaStore): Promise<InputBlock> {
  const name = pathOf(uri);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return readDocument(open);
  let bytes: Uint8Array;
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0)
      throw new InputError(`${name} is a folder. Choose files in it.`);
    if (size === 0) throw new InputError(`${name} is empty.`);
    if (size > largestImage) throw new InputError(tooLarge(name, size, largestImage));
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      throw new InputError(`${name} no longer exists.`, { cause: error });
    }
    throw new InputError(`${name} cannot be read.`, { cause: error });
  }
  const mimeType = imageType(bytes);
  if (mimeType !== undefined) {
    return imageBlock({
      path: name,
      uri: uri.toString(),
      mimeType,
      media: await media.put(bytes, mimeType),
      bytes: bytes.length,
    });
  }
  if (!looksLikeText(bytes)) {
    throw new InputError(
      `${name} is neither text nor an image, the two kinds of file that can be attached so far.`,
    );
  }
  return readDocument(await vscode.workspace.openTextDocument(uri));
}

function refuseTooLong(document: vscode.TextDocument, text: string): void {
  if (text.length > largestText)
    throw new InputError(tooLarge(pathOf(document.uri), text.length, largestText));
}

function tooLarge(name: string, size: number, limit: number): string {
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  return `${name} has ${megabytes(size)} MB; the limit is ${megabytes(limit)} MB. Select the part that matters instead.`;
}
