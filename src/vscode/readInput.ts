import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { attachmentType, type AttachmentType } from '../session/attachmentType';
import { megabytes } from '../session/attachmentLimits';
import { textBlock } from '../session/input';

const largestText = 2_000_000;

/** Says, for a person, why something cannot be attached. Also one of another bundle, with a class of its own, is one. */
export class InputError extends Error {
  override readonly name = 'InputError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'InputError';
  }
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

/** What the bytes of a file, or of the clipboard, are. */
export function typeOf(name: string, bytes: Uint8Array): Promise<AttachmentType> {
  return attachmentType(name, bytes, async (read) => {
    const { detectMimeType } = await import('./detectMimeType');
    return detectMimeType(read);
  });
}

function refuseTooLong(document: vscode.TextDocument, text: string): void {
  if (text.length > largestText) throw new InputError(textTooLarge(pathOf(document.uri), text.length));
}

/** Says that a text is larger than one may be. */
export function textTooLarge(name: string, size: number): string {
  return `${name} has ${megabytes(size)}; the limit is ${megabytes(largestText)}. Select the part that matters instead.`;
}

/** Says that a file is of no kind that can be sent; `what` is its MIME type. */
export function notTaken(name: string, what: string | undefined): string {
  const known = what === undefined ? '' : ` (${what})`;
  return `${name}${known} is of a kind that Gemini does not read. Text, pictures, sound, films, PDF, CSV and office documents can be attached.`;
}
