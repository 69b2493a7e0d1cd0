import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { beyondLimit, inlineLimit, megabytes } from '../session/attachmentLimits';
import { mediaBlock } from '../session/input';
import type { LargeFile } from '../session/largeFile';
import type { MediaStore } from '../session/media';
import { largeFile, readHead } from './largeFile';
import { pdfPages } from './pdfPages';
import { InputError, notTaken, pathOf, readDocument, textTooLarge, typeOf } from './readInput';

/** So many bytes tell what a file is; an archive says it in its first entries. */
const headLength = 1_000_000;

/** A file as it is attached. */
export interface FileInput {
  readonly block: InputBlock;
  /** Set when its bytes go to the service by themselves. */
  readonly large?: LargeFile;
}

/**
 * A file as a block: text in the encoding that the editor finds, anything else by its bytes as what it is. A file that
 * is open as text is read from the editor, unsaved changes included. What a message has no room for is not read here.
 * @param room how many bytes may still go along within the message as anything but text
 * @throws InputError when it is a folder, vanished, empty, too large or of a kind that the service does not take.
 */
export async function readFileInput(
  uri: vscode.Uri,
  media: MediaStore,
  room: number = inlineLimit,
): Promise<FileInput> {
  const name = pathOf(uri);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const shown = open === undefined ? undefined : new TextEncoder().encode(open.getText());
  // What is open as text needs no file: it may be unsaved, deleted or made by another extension.
  if (open !== undefined && shown !== undefined && (await typeOf(name, shown)).kind === 'text')
    return { block: readDocument(open) };
  const unsaved = open?.isDirty === true || open?.isUntitled === true ? shown : undefined;
  const size = unsaved?.length ?? (await sizeOf(uri, name));
  const bytes = unsaved ?? (await readWhole(uri, name, size));
  const type = await typeOf(name, bytes ?? (await readBeginning(uri, name, size)));
  if (type.kind === 'unknown') throw new InputError(notTaken(name, type.what));
  if (type.kind === 'text') {
    if (bytes === undefined) throw new InputError(textTooLarge(name, size));
    return { block: readDocument(await openAsText(uri, name)) };
  }
  const known = { kind: type.kind, path: name, uri: uri.toString(), mimeType: type.mimeType, bytes: size };
  refuseBeyondLimit(name, known);
  const pages =
    type.mimeType === 'application/pdf'
      ? pdfPages(bytes ?? (await explained(name, () => vscode.workspace.fs.readFile(uri))))
      : undefined;
  const file = { ...known, pages };
  refuseBeyondLimit(name, file);
  if (bytes !== undefined && size <= room)
    return { block: mediaBlock({ ...file, media: await media.put(bytes, type.mimeType) }) };
  if (unsaved !== undefined) throw new InputError(`${name} has unsaved changes. Save it, then attach it.`);
  if (uri.scheme !== 'file') throw new InputError(elsewhere(name, size));
  const block = mediaBlock(file);
  const { mimeType } = type;
  return {
    block,
    large: largeFile(uri.fsPath, { name: block.origin?.name ?? name, mimeType, bytes: size }),
  };
}

/** @throws InputError when the service does not take the file. */
export function refuseBeyondLimit(name: string, file: Omit<Parameters<typeof beyondLimit>[0], 'name'>): void {
  const refusal = beyondLimit({ ...file, name });
  if (refusal !== undefined) throw new InputError(refusal);
}

async function sizeOf(uri: vscode.Uri, name: string): Promise<number> {
  const { type, size } = await explained(name, () => vscode.workspace.fs.stat(uri));
  if ((type & vscode.FileType.Directory) !== 0)
    throw new InputError(`${name} is a folder. Choose files in it.`);
  if (size === 0) throw new InputError(`${name} is empty.`);
  return size;
}

/** `undefined` when there is more than ever goes along within a message. */
async function readWhole(uri: vscode.Uri, name: string, size: number): Promise<Uint8Array | undefined> {
  return size > inlineLimit ? undefined : explained(name, () => vscode.workspace.fs.readFile(uri));
}

async function readBeginning(uri: vscode.Uri, name: string, size: number): Promise<Uint8Array> {
  if (uri.scheme !== 'file') throw new InputError(elsewhere(name, size));
  return explained(name, () => readHead(uri.fsPath, headLength));
}

async function openAsText(uri: vscode.Uri, name: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new InputError(`${name} cannot be opened as text.`, { cause: error });
  }
}

/** Says for a person why a file cannot be read. */
export async function explained<T>(name: string, read: () => Thenable<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound')
      throw new InputError(`${name} no longer exists.`, { cause: error });
    throw new InputError(`${name} cannot be read.`, { cause: error });
  }
}

/** The editor gives files of other places in one piece only. */
function elsewhere(name: string, size: number): string {
  return `${name} has ${megabytes(size)}. From where it lies, up to ${megabytes(inlineLimit)} can be attached to a message; a copy on the computer that the extension runs on can have more.`;
}
