import * as vscode from 'vscode';
import type { GuardPorts, Place } from '../../tools/guard';
import type { CodeLocation, SymbolFindings, SymbolUse } from '../../tools/codePorts';
import type { Files } from '../../tools/ports';
import { lastName, occurrences, onLine, type TextPosition } from '../../tools/symbolPosition';
import { ToolError } from '../../util/toolError';
import { createLineReader } from './lineReader';
import { openDocument } from './openDocument';
import type { Patience } from './patience';
import { declarationsOf } from './symbols';
import { createWhereabouts } from './whereabouts';

const commands = {
  definition: 'vscode.executeDefinitionProvider',
  references: 'vscode.executeReferenceProvider',
  implementations: 'vscode.executeImplementationProvider',
  typeDefinition: 'vscode.executeTypeDefinitionProvider',
} as const;
/** As many places of a name are tried: the first may be in a comment. */
const mostTries = 4;

interface Asking {
  readonly guard: GuardPorts;
  readonly files: Pick<Files, 'text'>;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}
type Found = vscode.Location | vscode.LocationLink;

/** Asks where a symbol is defined, used or implemented. */
export async function lookUp(
  what: keyof typeof commands,
  use: SymbolUse,
  most: number,
  asking: Asking,
): Promise<SymbolFindings> {
  const { guard, patience, signal } = asking;
  const document = await openDocument(use.place, guard);
  const { at, answer, note } = await firstAnswer(
    document,
    use,
    asking,
    (position) =>
      vscode.commands.executeCommand<readonly Found[] | undefined>(commands[what], document.uri, position),
    (found) => found?.length ?? 0,
  );
  const found = await locate(answer ?? [], use.place, asking);
  const readLine = createLineReader(asking.files);
  const items: CodeLocation[] = [];
  for (const { place, name, line } of found.shown) {
    signal.throwIfAborted();
    items.push({ file: name, line, text: items.length < most ? await readLine(place, line) : '' });
  }
  const notes = [note, patience.note(document.languageId, items.length)].filter((each) => each !== undefined);
  return {
    items,
    outside: found.outside,
    hidden: found.hidden + found.unlisted,
    at,
    note: notes.length === 0 ? undefined : notes.join('\n'),
  };
}

/** What the editor shows beside the pointer on a symbol. */
export async function hoverOf(
  use: SymbolUse,
  asking: Asking,
): Promise<{ readonly at: number; readonly text: string }> {
  const document = await openDocument(use.place, asking.guard);
  const { at, answer, note, position } = await firstAnswer(
    document,
    use,
    asking,
    (tried) =>
      vscode.commands.executeCommand<readonly vscode.Hover[] | undefined>(
        'vscode.executeHoverProvider',
        document.uri,
        tried,
      ),
    (hovers) => hovers?.length ?? 0,
  );
  const defined = await vscode.commands.executeCommand<readonly Found[] | undefined>(
    commands.definition,
    document.uri,
    position,
  );
  // The type of a constant can be its very value.
  if ((await locate(defined ?? [], use.place, asking)).hidden > 0)
    throw new ToolError(`${use.symbol} is defined in a file that may not be shown.`);
  const text = (answer ?? []).flatMap(({ contents }) => contents.map(hoverText)).join('\n');
  return { at, text: [text.trim(), ...(note === undefined || text === '' ? [] : [note])].join('\n') };
}

function hoverText(content: vscode.Hover['contents'][number]): string {
  return typeof content === 'string' ? content : content.value;
}

/** Tries the places a symbol may be meant at, until one has an answer. */
async function firstAnswer<T>(
  document: vscode.TextDocument,
  use: SymbolUse,
  { patience, signal }: Asking,
  query: (position: vscode.Position) => Thenable<T>,
  size: (answer: T) => number,
): Promise<{
  readonly at: number;
  readonly answer: T;
  readonly position: vscode.Position;
  readonly note: string | undefined;
}> {
  const { positions, note } = await positionsOf(document, use, patience, signal);
  let last: { readonly at: number; readonly answer: T; readonly position: vscode.Position } | undefined;
  for (const { line, column } of positions.slice(0, mostTries)) {
    const position = new vscode.Position(line - 1, column);
    const answer = await patience.ask(document.languageId, () => query(position), size, signal);
    if (size(answer) > 0) return { at: line, answer, position, note };
    last ??= { at: line, answer, position };
  }
  if (last === undefined) throw new ToolError(`${use.place.name} has no "${use.symbol}".`);
  return { ...last, note };
}

/** On the line if it is given, else where the name is declared, else wherever it stands. */
async function positionsOf(
  document: vscode.TextDocument,
  { place, symbol, line }: SymbolUse,
  patience: Patience,
  signal: AbortSignal,
): Promise<{ readonly positions: readonly TextPosition[]; readonly note: string | undefined }> {
  const name = lastName(symbol);
  const all = occurrences(document.getText(), name);
  if (all.length === 0)
    throw new ToolError(
      `"${name}" does not stand in ${place.name}. Give a file that declares or uses it; search_text finds one.`,
    );
  const there = line === undefined ? [] : onLine(all, line);
  if (there.length > 0) return { positions: there, note: undefined };
  const declared = (await declarationsOf(document, patience, signal)).filter(
    (each) => lastName(each.name) === name,
  );
  const qualifiers = new Set(symbol.slice(0, symbol.lastIndexOf(name)).split(/[.:#\s]+/));
  const meant = declared.filter(({ container }) => container !== '' && qualifiers.has(container));
  const places = (meant.length > 0 ? meant : declared).flatMap(({ nameRange }) =>
    all.filter(({ line: at, column }) => nameRange.contains(new vscode.Position(at - 1, column))).slice(0, 1),
  );
  const others = [...new Set(declared.map(({ firstLine }) => firstLine))];
  return {
    positions: places.length > 0 ? places : all,
    note:
      others.length > 1 && meant.length !== 1
        ? `${place.name} declares ${name} on lines ${others.join(', ')}. Give the line of the one you mean.`
        : undefined,
  };
}

interface Located {
  readonly shown: readonly { readonly place: Place; readonly name: string; readonly line: number }[];
  readonly outside: readonly string[];
  readonly hidden: number;
  /** As many are in files that are left out of what is found. */
  readonly unlisted: number;
}

/** Sorts places by file and line, and out of them what may not be told. */
async function locate(found: readonly Found[], asked: Place, { guard, signal }: Asking): Promise<Located> {
  const whereabouts = createWhereabouts(guard, asked);
  const shown = new Map<string, Located['shown'][number]>();
  const outside = new Set<string>();
  let hidden = 0;
  let unlisted = 0;
  for (const each of found) {
    signal.throwIfAborted();
    const [uri, range] =
      'targetUri' in each
        ? [each.targetUri, each.targetSelectionRange ?? each.targetRange]
        : [each.uri, each.range];
    const where = await whereabouts(uri);
    const line = range.start.line + 1;
    if (where.kind === 'outside') outside.add(where.name);
    else if (where.kind === 'hidden') hidden += 1;
    else if (!where.isListed) unlisted += 1;
    else shown.set(`${where.name}:${line}`, { place: where.place, name: where.name, line });
  }
  return {
    shown: [...shown.values()].sort((a, b) =>
      a.name === b.name ? a.line - b.line : a.name < b.name ? -1 : 1,
    ),
    outside: [...outside].sort(),
    hidden,
    unlisted,
  };
}
