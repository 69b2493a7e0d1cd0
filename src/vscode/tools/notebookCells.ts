import * as vscode from 'vscode';
import { withoutTerminalCodes } from '../../tools/parseNotebook';
import type { NotebookCell } from '../../tools/ports';

/** The cells of a notebook that is open, with what is not saved yet. */
export function cellsOf(notebook: vscode.NotebookDocument): readonly NotebookCell[] {
  return notebook.getCells().map(({ kind, document, outputs }) => ({
    kind: kind === vscode.NotebookCellKind.Code ? 'code' : 'text',
    language: document.languageId,
    text: document.getText(),
    output: outputs
      .map(outputText)
      .filter((text) => text !== '')
      .join('\n'),
  }));
}

/** The first of these that an output has is its text. */
const textTypes = [
  'application/vnd.code.notebook.stdout',
  'application/vnd.code.notebook.stderr',
  'application/vnd.code.notebook.error',
  'text/plain',
];

function outputText({ items }: vscode.NotebookCellOutput): string {
  const item = textTypes.flatMap((type) => items.find(({ mime }) => mime === type) ?? [])[0];
  if (item === undefined) return items.length === 0 ? '' : `[${items.map(({ mime }) => mime).join(', ')}]`;
  const text = new TextDecoder().decode(item.data);
  return withoutTerminalCodes(item.mime.endsWith('.error') ? errorText(text) : text);
}

function errorText(json: string): string {
  try {
    const { name, message, stack } = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return typeof stack === 'string' && stack !== '' ? stack : `${String(name)}: ${String(message)}`;
  } catch {
    return json;
  }
}
