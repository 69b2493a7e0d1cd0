import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { within } from '../util/within';
import { InputError, readDocument, readRange } from './readInput';

/** Names a place in a document from outside, as a code action does. */
export interface EditorTarget {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/** How long the symbols of a file are waited for, in milliseconds: a question must not wait for a slow language server. */
const patienceMs = 300;

/**
 * What a command about "the selection" means: the given place; else the selections of the active editor, from top to
 * bottom; for a cursor without one, the function or class around it; failing that, the whole file.
 * @throws InputError when no text editor is open, or it is empty.
 */
export async function readTarget(target?: EditorTarget): Promise<readonly InputBlock[]> {
  if (target !== undefined)
    return readPlaces(await vscode.workspace.openTextDocument(target.uri), [target.range]);
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new InputError('Open a file and select some code first.');
  const { document, selections } = editor;
  // A cursor beside selections is one that was left behind.
  const selected = selections.filter(({ isEmpty }) => !isEmpty);
  return readPlaces(document, selected.length > 0 ? selected : selections);
}

async function readPlaces(
  document: vscode.TextDocument,
  places: readonly vscode.Range[],
): Promise<readonly InputBlock[]> {
  const symbols = places.some(({ isEmpty }) => isEmpty) ? await symbolsOf(document) : [];
  const ranges = places
    .map((place) => (place.isEmpty ? innermost(symbols, place.start)?.range : place))
    .filter((range, at, all) => all.findIndex((each) => sameRange(each, range)) === at);
  if (ranges.includes(undefined)) return [readDocument(document)];
  return ranges
    .flatMap((range) => (range === undefined ? [] : [range]))
    .sort((a, b) => a.start.compareTo(b.start))
    .map((range) => readRange(document, range));
}

function sameRange(a: vscode.Range | undefined, b: vscode.Range | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.isEqual(b));
}

async function symbolsOf(
  document: vscode.TextDocument,
): Promise<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]> {
  const symbols = vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >('vscode.executeDocumentSymbolProvider', document.uri);
  return (await within(patienceMs, symbols, undefined)) ?? [];
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
