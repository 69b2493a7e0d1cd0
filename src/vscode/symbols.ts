import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { fuzzyScore } from '../util/fuzzyScore';
import { within } from '../util/within';
import type { IgnoreRules } from './ignoreRules';
import { readRange } from './readInput';

/** As many symbols as a list shows. */
const shown = 8;
/** Of so many symbols the best are looked for. */
const looked = 2_000;
/** How long the symbols of a file are waited for, in milliseconds. */
const patienceMs = 2_000;

/** Something with a name in the code of the workspace. */
export type FoundSymbol = vscode.SymbolInformation;

/** The symbols of the workspace that match what was typed, the best first, without those of files that are ignored. */
export async function findSymbols(typed: string, rules: IgnoreRules): Promise<readonly FoundSymbol[]> {
  const all = await vscode.commands.executeCommand<readonly FoundSymbol[] | undefined>(
    'vscode.executeWorkspaceSymbolProvider',
    typed,
  );
  const best = (all ?? [])
    .slice(0, looked)
    .filter(({ location }) => vscode.workspace.getWorkspaceFolder(location.uri) !== undefined)
    .flatMap((symbol) => {
      const score = fuzzyScore(symbol.name, typed);
      return score === undefined ? [] : [{ symbol, score }];
    })
    .sort((a, b) => b.score - a.score);
  const found = new Map<string, FoundSymbol>();
  for (const { symbol } of best) {
    if (found.size >= shown) break;
    const { uri } = symbol.location;
    if (/\/node_modules\//.test(uri.path) || (await rules.verdict(uri)).kind !== 'open') continue;
    found.set(symbolId(symbol), symbol);
  }
  return [...found.values()];
}

/** Names a symbol by where it is. */
export function symbolId({ name, location: { uri, range } }: FoundSymbol): string {
  return `${uri.toString()}#${range.start.line}:${range.start.character} ${name}`;
}

/**
 * The whole lines of a symbol as a block. Some languages tell only where its name stands: then the file's own symbols
 * tell how far it goes.
 */
export async function readSymbol(symbol: FoundSymbol): Promise<InputBlock> {
  const { uri, range } = symbol.location;
  const document = await vscode.workspace.openTextDocument(uri);
  const whole = range.isSingleLine ? ((await declared(symbol)) ?? range) : range;
  return readRange(
    document,
    document.validateRange(new vscode.Range(whole.start.line, 0, whole.end.line, Number.MAX_SAFE_INTEGER)),
  );
}

async function declared({ name, location: { uri, range } }: FoundSymbol): Promise<vscode.Range | undefined> {
  const symbols = await within(
    patienceMs,
    vscode.commands.executeCommand<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    ),
    undefined,
  );
  const find = (
    all: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
  ): vscode.Range | undefined => {
    for (const each of all) {
      if (!('children' in each) || !each.range.contains(range.start)) continue;
      return find(each.children) ?? (each.name === name ? each.range : undefined);
    }
    return undefined;
  };
  return find(symbols ?? []);
}
