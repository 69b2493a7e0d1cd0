import * as vscode from 'vscode';
import type { ContextItem } from '../protocol/messages';
import type { Chat } from '../session/chats';
import { fuzzyScore } from '../util/fuzzyScore';
import { attachFiles } from './attachFiles';
import { changesBlock, hasChanges } from './gitChanges';
import { problemCount, problemsBlock } from './problems';
import { pathOf } from './readInput';

/** Something that can be attached by its name, and the way to do so. */
export interface FoundContext extends ContextItem {
  readonly attach: (chat: Pick<Chat, 'draft' | 'media'>) => Promise<void>;
}

/** The most that a list shows. */
const shown = 20;
/** The most files that are looked through. */
const looked = 50_000;
/** How long a list of files is taken for current, in milliseconds: typing asks at every letter. */
const currentMs = 10_000;
const excluded = '{**/node_modules/**,**/bower_components/**,**/.git/**,**/.hg/**,**/.svn/**}';
/** Files that hold secrets by their names are not offered; they can still be attached by hand. */
const secret = /(?:^|\/)(?:\.env[^/]*|id_(?:rsa|dsa|ecdsa|ed25519)|[^/]*\.(?:pem|key|p12|pfx))$/i;

/** Finds what a word of the composer may mean: open editors, files, problems, changes. */
export function createContextFinder(): (typed: string) => Promise<readonly FoundContext[]> {
  let files: { readonly at: number; readonly uris: Thenable<readonly vscode.Uri[]> } | undefined;
  const workspaceFiles = (): Thenable<readonly vscode.Uri[]> => {
    if (files === undefined || Date.now() - files.at > currentMs)
      files = { at: Date.now(), uris: vscode.workspace.findFiles('**/*', excluded, looked) };
    return files.uris;
  };
  return async (typed) => {
    const open = openUris();
    const isOpen = new Set(open.map((uri) => uri.toString()));
    const others = (await workspaceFiles()).filter((uri) => !isOpen.has(uri.toString()));
    return [
      ...best(await sources(), typed),
      ...best(
        open.map((uri) => fileItem('editor', uri)),
        typed,
      ),
      ...best(
        others.map((uri) => fileItem('file', uri)).filter(({ detail }) => !secret.test(detail)),
        typed,
      ),
    ].slice(0, shown);
  };
}

function best(items: readonly FoundContext[], typed: string): readonly FoundContext[] {
  return items
    .flatMap((item) => {
      const score = fuzzyScore(isFile(item) ? item.detail : item.label, typed);
      return score === undefined ? [] : [{ item, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, shown)
    .map(({ item }) => item);
}

function isFile({ kind }: ContextItem): boolean {
  return kind === 'file' || kind === 'editor';
}

function fileItem(kind: 'file' | 'editor', uri: vscode.Uri): FoundContext {
  const path = pathOf(uri);
  return {
    id: uri.toString(),
    kind,
    label: path.split('/').at(-1) ?? path,
    detail: path,
    attach: (chat) => attachFiles(chat, [uri]),
  };
}

function openUris(): readonly vscode.Uri[] {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? [input.uri] : [],
    );
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** What is no file. Each is offered only when there is something of it. */
async function sources(): Promise<readonly FoundContext[]> {
  const items: FoundContext[] = [];
  const problems = problemCount();
  if (problems > 0)
    items.push({
      id: 'problems',
      kind: 'problems',
      label: 'problems',
      detail: `${problems} reported by the editor`,
      attach: async ({ draft }) => draft.add(problemsBlock()),
    });
  if (await hasChanges())
    items.push({
      id: 'changes',
      kind: 'changes',
      label: 'changes',
      detail: 'what Git has not committed',
      attach: async ({ draft }) => draft.add(await changesBlock()),
    });
  return items;
}
