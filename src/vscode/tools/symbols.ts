import * as vscode from 'vscode';
import { untilAborted } from '../../api/untilAborted';
import { createGuard, type GuardPorts, type Place } from '../../tools/guard';
import type { CodeSymbol, Findings } from '../../tools/codePorts';
import { isToolError } from '../../util/toolError';
import { openDocument } from './openDocument';
import type { Patience } from './patience';
import { createWhereabouts } from './whereabouts';

/** Words of the languages whose servers find symbols, for a workspace of which nothing is open yet. */
const sources = '**/*.{ts,tsx,mts,js,jsx,mjs,py,go,rs,java,kt,cs,c,cc,cpp,h,hpp,php,rb,swift,dart,scala}';
const excluded = '**/{node_modules,.git,dist,out,build,target}/**';
/** As many files are looked at to find one of each language. */
const mostSources = 200;
const mostLanguages = 3;
/** As many symbols are taken from the servers, which may know hundreds of thousands. */
const mostSymbols = 2000;

/** The name under which all servers together are waited for. */
const allLanguages = 'the languages of the workspace';

type Declared = vscode.DocumentSymbol | vscode.SymbolInformation;

/** The declarations of a document, in its order. */
export async function declarationsOf(
  document: vscode.TextDocument,
  patience: Patience,
  signal: AbortSignal,
): Promise<readonly (Omit<CodeSymbol, 'file'> & { readonly nameRange: vscode.Range })[]> {
  const found = await patience.ask(
    document.languageId,
    () =>
      vscode.commands.executeCommand<readonly Declared[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      ),
    (symbols) => symbols?.length ?? 0,
    signal,
  );
  return flat(found ?? [], 0, '');
}

function flat(
  symbols: readonly Declared[],
  depth: number,
  container: string,
): readonly (Omit<CodeSymbol, 'file'> & { readonly nameRange: vscode.Range })[] {
  const first = (symbol: Declared): number =>
    ('children' in symbol ? symbol.range : symbol.location.range).start.line;
  return symbols
    .toSorted((a, b) => first(a) - first(b))
    .flatMap((symbol) => {
      const nested = 'children' in symbol;
      const range = nested ? symbol.range : symbol.location.range;
      const own = {
        name: symbol.name,
        kind: kindOf(symbol.kind),
        firstLine: range.start.line + 1,
        lastLine: range.end.line + 1,
        container: nested ? container : symbol.containerName,
        depth,
        nameRange: nested ? symbol.selectionRange : range,
      };
      return [own, ...(nested ? flat(symbol.children, depth + 1, symbol.name) : [])];
    });
}

/** The declarations of a file. */
export async function symbolsOfFile(
  place: Place,
  guard: GuardPorts,
  patience: Patience,
  signal: AbortSignal,
): Promise<Findings<CodeSymbol>> {
  const document = await openDocument(place, guard);
  const symbols = await declarationsOf(document, patience, signal);
  return {
    items: symbols.map(({ nameRange: _range, ...symbol }) => ({ ...symbol, file: place.name })),
    outside: [],
    hidden: 0,
    note: symbols.length === 0 ? patience.note(document.languageId, 0) : undefined,
  };
}

/** The declarations of the workspace whose names are like a word. */
export async function symbolsOfWorkspace(
  query: string,
  guard: GuardPorts,
  patience: Patience,
  signal: AbortSignal,
): Promise<Findings<CodeSymbol>> {
  const ask = (): Thenable<readonly vscode.SymbolInformation[] | undefined> =>
    vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', query);
  const size = (symbols: readonly vscode.SymbolInformation[] | undefined): number => symbols?.length ?? 0;
  let found = await untilAborted(Promise.resolve(ask()), signal);
  const wasAsleep = size(found) === 0;
  if (wasAsleep) {
    await untilAborted(wake(guard), signal);
    found = await patience.ask(allLanguages, ask, size, signal);
  }
  const whereabouts = createWhereabouts(guard);
  const items: CodeSymbol[] = [];
  let hidden = 0;
  for (const { name, kind, containerName, location } of (found ?? []).slice(0, mostSymbols)) {
    signal.throwIfAborted();
    const where = await whereabouts(location.uri);
    const isShown = where.kind === 'shown' && where.isListed;
    if (where.kind !== 'outside' && !isShown) hidden += 1;
    // Libraries declare thousands of names that nobody asked for.
    if (!isShown) continue;
    items.push({
      file: where.name,
      firstLine: location.range.start.line + 1,
      lastLine: location.range.end.line + 1,
      name: name.replace(/\(\)$/, ''),
      kind: kindOf(kind),
      container: containerName,
      depth: 0,
    });
  }
  return {
    items: best(items, query),
    outside: [],
    hidden,
    note: wasAsleep ? patience.note(allLanguages, items.length) : undefined,
  };
}

/** Those of just that name first, then those that begin with it, then as the servers have them. */
function best(items: readonly CodeSymbol[], query: string): readonly CodeSymbol[] {
  const wanted = query.trim().toLowerCase();
  const rank = ({ name }: CodeSymbol): number => {
    const lower = name.toLowerCase();
    return lower === wanted ? 0 : lower.startsWith(wanted) ? 1 : 2;
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/** Opens a file of each of some languages, which is what starts their servers. */
async function wake(guard: GuardPorts): Promise<void> {
  const known = new Set<string>();
  for (const uri of await vscode.workspace.findFiles(sources, excluded, mostSources)) {
    const ending = uri.path.split('.').at(-1) ?? '';
    if (known.has(ending) || known.size >= mostLanguages) continue;
    try {
      const place = await createGuard(guard).pass(uri.scheme === 'file' ? uri.fsPath : uri.path, 'read');
      await openDocument(place, guard);
      known.add(ending);
    } catch (error) {
      if (!isToolError(error)) throw error; // What is ignored or is no text opens nothing.
    }
  }
}

function kindOf(kind: vscode.SymbolKind): string {
  return (vscode.SymbolKind[kind] ?? 'symbol').replace(/(?<=.)([A-Z])/g, ' $1').toLowerCase();
}
