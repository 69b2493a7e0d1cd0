import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { InputError, pathOf, readRange } from './readInput';

/**
 * Some lines of a text file, counted from 1, as a block; as many of them as the file has.
 * @throws InputError when it is no text, or has none of them.
 */
export async function readFileLines(
  uri: vscode.Uri,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<InputBlock> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new InputError(`${pathOf(uri)} cannot be opened as text.`, { cause: error });
  }
  if (first > document.lineCount)
    throw new InputError(`${pathOf(uri)} has no line ${first}: it ends with line ${document.lineCount}.`);
  const range = new vscode.Range(first - 1, 0, last - 1, Number.MAX_SAFE_INTEGER);
  return readRange(document, document.validateRange(range));
}
