import * as vscode from 'vscode';
import type { ContextItem } from '../protocol/messages';
import type { Chat } from '../session/chats';
import { fuzzyScore } from '../util/fuzzyScore';
import { lineSuffix, type NameWithLines } from '../util/lineSuffix';
import { within } from '../util/within';
import { allowedOf, attachByHand } from './attachByHand';
import { attachFolder } from './attachFolder';
import { contextSources } from './contextSources';
import type { IgnoreRules } from './ignoreRules';
import { pathOf } from './readInput';
import { readFileLines } from './readFileLines';
import { findSymbols, readSymbol, symbolId, type FoundSymbol } from './symbols';

/** Something that can be attached by its name, and the way to do so. */
export interface FoundContext extends ContextItem {
  readonly attach: (chat: Pick<Chat, 'draft' | 'media'>) => Promise<void>;
}

/** The most that a list shows of files and folders, and of each before anything is typed. */
const shown = 20;
const shownUnasked = 8;
const shownFolders = 5;
/** The most files that are looked through. */
const looked = 50_000;
/** How long a list of files is taken for current, in milliseconds: typing asks at every letter. */
const currentMs = 10_000;
/** A search of all symbols is for the word that is left standing for so long, in milliseconds. */
const restMs = 120;
/** How long symbols are waited for, in milliseconds. */
const patienceMs = 3_000;
const excluded = '{**/node_modules/**,**/bower_components/**,**/.git/**,**/.hg/**,**/.svn/**}';

interface Named {
  readonly uri: vscode.Uri;
  readonly path: string;
}
interface Listed {
  readonly files: readonly Named[];
  readonly folders: readonly Named[];
}

/**
 * Finds what a word of the composer may mean: problems, changes, the terminal, open editors, files, folders, symbols.
 * Symbols can take a while, so a second list with them may follow the first.
 */
export type FindContext = (
  typed: string,
  /** Whether nothing else was typed since. */
  stillWanted: () => boolean,
) => AsyncIterable<readonly FoundContext[]>;

/** Creates the search. What the ignore rules leave out is not found; it can still be attached by hand. */
export function createContextFinder(rules: IgnoreRules): FindContext {
  let listed: { readonly at: number; readonly list: Promise<Listed> } | undefined;
  const list = (): Promise<Listed> => {
    if (listed === undefined || Date.now() - listed.at > currentMs)
      listed = { at: Date.now(), list: listWorkspace(rules) };
    return listed.list;
  };
  return async function* find(typed, stillWanted) {
    const named = lineSuffix(typed);
    const folderName = typed.replace(/\/$/, '');
    const { files, folders } = await list();
    const open = await openFiles(rules);
    const isOpen = new Set(open.map(({ uri }) => uri.toString()));
    const others = files.filter(({ uri }) => !isOpen.has(uri.toString()));
    const most = typed === '' ? shownUnasked : shown;
    const found = [
      ...best(others, named.name, most, pathOfNamed).map((each) => fileItem('file', each, named, rules)),
      ...best(folders, folderName, shownFolders, pathOfNamed).map((each) => folderItem(each, rules)),
    ];
    const quick = [
      ...best(await contextSources(), typed, shown, ({ label }) => label),
      ...best(open, named.name, most, pathOfNamed).map((each) => fileItem('editor', each, named, rules)),
      ...(typed === '' ? found : best(found, named.name.replace(/\/$/, ''), shown, ({ detail }) => detail)),
    ].slice(0, shown);
    const maySymbol = /^[\p{L}_$][\p{L}\p{N}_$.]+$/u.test(typed);
    if (!maySymbol || quick.length > 0) yield quick;
    if (!maySymbol) return;
    await new Promise((resolve) => setTimeout(resolve, restMs));
    if (!stillWanted()) return;
    const symbols = await within(patienceMs, findSymbols(typed, rules), []);
    if (symbols.length > 0 || quick.length === 0) yield [...quick, ...symbols.map(symbolItem)];
  };
}

function pathOfNamed({ path }: Named): string {
  return path;
}

function best<T>(
  items: readonly T[],
  typed: string,
  most: number,
  nameOf: (item: T) => string,
): readonly T[] {
  return items
    .flatMap((item) => {
      const score = fuzzyScore(nameOf(item), typed);
      return score === undefined ? [] : [{ item, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}

/** The files of all workspace folders that may be shown, and the folders that they are in. */
async function listWorkspace(rules: IgnoreRules): Promise<Listed> {
  const found = await rules.shown(await vscode.workspace.findFiles('**/*', excluded, looked));
  const folders = new Map<string, Named>();
  for (const uri of found) {
    const root = vscode.workspace.getWorkspaceFolder(uri);
    if (root === undefined) continue;
    for (let { path } = uri; path.length > root.uri.path.length;) {
      path = path.slice(0, path.lastIndexOf('/'));
      const folder = path.length > root.uri.path.length ? uri.with({ path }) : root.uri;
      const key = folder.toString();
      if (folders.has(key)) break;
      folders.set(key, { uri: folder, path: folder === root.uri ? root.name : pathOf(folder) });
    }
  }
  return { files: found.map((uri) => ({ uri, path: pathOf(uri) })), folders: [...folders.values()] };
}

async function openFiles(rules: IgnoreRules): Promise<readonly Named[]> {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? [input.uri] : [],
    );
  const unique = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const verdicts = await Promise.all(unique.map((uri) => rules.verdict(uri)));
  return unique
    .filter((_uri, at) => verdicts[at]?.kind === 'open')
    .map((uri) => ({ uri, path: pathOf(uri) }));
}

function fileItem(
  kind: 'file' | 'editor',
  { uri, path }: Named,
  { lines }: NameWithLines,
  rules: IgnoreRules,
): FoundContext {
  const name = path.split('/').at(-1) ?? path;
  const suffix = lines === undefined ? '' : `:${lines.first}-${lines.last}`;
  return {
    id: `${uri.toString()}${suffix}`,
    kind,
    label: `${name}${suffix}`,
    detail: path,
    async attach(chat) {
      if (lines === undefined) await attachByHand(chat, [uri], rules);
      else for (const each of await allowedOf([uri], rules)) chat.draft.add(await readFileLines(each, lines));
    },
  };
}

function folderItem({ uri, path }: Named, rules: IgnoreRules): FoundContext {
  return {
    id: `${uri.toString()}/`,
    kind: 'folder',
    label: `${path.split('/').at(-1) ?? path}/`,
    detail: path,
    attach: (chat) => attachFolder(chat, uri, rules),
  };
}

function symbolItem(symbol: FoundSymbol): FoundContext {
  const { uri, range } = symbol.location;
  return {
    id: symbolId(symbol),
    kind: 'symbol',
    label: symbol.name,
    detail: `${pathOf(uri)}:${range.start.line + 1}`,
    attach: async ({ draft }) => draft.add(await readSymbol(symbol)),
  };
}
