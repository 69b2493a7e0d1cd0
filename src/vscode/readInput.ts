import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { attachmentType, type AttachmentType } from '../session/attachmentType';
import { mediaBlock, textBlock } from '../session/input';
import type { MediaStore } from '../session/media';
import { inlineLimit } from '../session/request';

const largestText = 2_000_000;

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
 * A file as a block: text in the encoding that the editor finds, anything else by its bytes as what it is. A file that
 * is open as text is read from the editor, unsaved changes included.
 * @param room how many bytes may still go along with the message as anything but text
 * @throws InputError when it is a folder, vanished, empty, too large or of a kind that the service does not take.
 */
export async function readFileInput(
  uri: vscode.Uri,
  media: MediaStore,
  room: number = inlineLimit,
): Promise<InputBlock> {
  const name = pathOf(uri);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const shown = open === undefined ? undefined : new TextEncoder().encode(open.getText());
  // What is open as text needs no file: it may be unsaved, deleted or made by another extension.
  if (open !== undefined && shown !== undefined && (await typeOf(name, shown)).kind === 'text')
    return readDocument(open);
  const unsaved = open?.isDirty === true || open?.isUntitled === true ? shown : undefined;
  const bytes = unsaved ?? (await readBytes(uri, name));
  const type = await typeOf(name, bytes);
  if (type.kind === 'unknown') throw new InputError(notTaken(name, type.what));
  if (type.kind === 'text') return readDocument(await openAsText(uri, name));
  if (bytes.length > room) throw new InputError(noRoom(name, bytes.length, room));
  return mediaBlock({
    kind: type.kind,
    path: name,
    uri: uri.toString(),
    mimeType: type.mimeType,
    media: await media.put(bytes, type.mimeType),
    bytes: bytes.length,
  });
}

/** Also used for what comes from elsewhere than a file, such as the clipboard. */
export function typeOf(name: string, bytes: Uint8Array): Promise<AttachmentType> {
  return attachmentType(name, bytes, async (read) => {
    const { detectMimeType } = await import('./detectMimeType');
    return detectMimeType(read);
  });
}

async function readBytes(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0)
      throw new InputError(`${name} is a folder. Choose files in it.`);
    if (size === 0) throw new InputError(`${name} is empty.`);
    if (size > inlineLimit) throw new InputError(noRoom(name, size, inlineLimit));
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      throw new InputError(`${name} no longer exists.`, { cause: error });
    }
    throw new InputError(`${name} cannot be read.`, { cause: error });
  }
}

async function openAsText(uri: vscode.Uri, name: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new InputError(`${name} cannot be opened as text.`, { cause: error });
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1).replace('.0', '');
}

function refuseTooLong(document: vscode.TextDocument, text: string): void {
  if (text.length > largestText)
    throw new InputError(tooLarge(pathOf(document.uri), text.length, largestText));
}

function tooLarge(name: string, size: number, limit: number): string {
  return `${name} has ${megabytes(size)} MB; the limit is ${megabytes(limit)} MB. Select the part that matters instead.`;
}

/** Says that a message has no room for so many bytes. */
export function noRoom(name: string, size: number, room: number): string {
  const limit = `A message takes up to ${megabytes(inlineLimit)} MB of pictures, sound, films and documents`;
  const left = room < inlineLimit ? `, and ${megabytes(inlineLimit - room)} MB are attached already` : '';
  return `${name} has ${megabytes(size)} MB. ${limit}${left}.`;
}

/** Says that a file is of no kind that can be sent; `what` is its MIME type. */
export function notTaken(name: string, what: string | undefined): string {
  const known = what === undefined ? '' : ` (${what})`;
  return `${name}${known} is of a kind that Gemini does not read. Text, pictures, sound, films, PDF, CSV and office documents can be attached.`;
}
