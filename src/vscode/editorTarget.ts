import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { InputError, readDocument, readRange } from './readInput';

/** Names a place in a document from outside, as a code action does. */
export interface EditorTarget {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/**
 * What a command about "the selection" means: the given place; else the selection of the active editor; without one,
 * the function or class around the cursor; failing that, the whole file.
 * @throws InputError when no text editor is open, or it is empty.
 */
export async function readTarget(target?: EditorTarget): Promise<InputBlock> {
  if (target !== undefined) {
    const document = await vscode.workspace.openTextDocument(target.uri);
    return target.range.isEmpty
      ? readEnclosing(document, target.range.start)
      : readRange(document, target.range);
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new InputError('Open a file and select some code first.');
  const { document, selection } = editor;
  return selection.isEmpty ? readEnclosing(document, selection.active) : readRange(document, selection);
}

async function readEnclosing(document: vscode.TextDocument, position: vscode.Position): Promise<InputBlock> {
  const symbols = await vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >('vscode.executeDocumentSymbolProvider', document.uri);
  const found = innermost(symbols ?? [], position);
  return found === undefined ? readDocument(document) : readRange(document, found.range);
}

const enclosingKinds = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
]);

function innermost(
  symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
  position: vscode.Position,
): vscode.DocumentSymbol | undefined {
  for (const symbol of symbols) {
    if (!('children' in symbol) || !symbol.range.contains(position)) continue;
    return innermost(symbol.children, position) ?? (enclosingKinds.has(symbol.kind) ? symbol : undefined);
  }
  return undefined;
}
