import * as vscode from 'vscode';
import type { ChangedFile } from '../session/boundedDiff';
import type { GuardPorts } from '../tools/guard';
import { maskSecrets } from '../util/maskSecrets';
import type { GitRepository } from './gitApi';
import { diffOf } from './tools/gitDiff';

/** The changes of a repository, as far as the model may read them. */
export interface ReadChanges {
  readonly files: readonly ChangedFile[];
  /** Where each of them is. */
  readonly uris: ReadonlyMap<string, vscode.Uri>;
  /** As many changed files may not be shown: they are kept from the model, or outside of the workspace. */
  readonly hidden: number;
  /** As many credentials were taken out. */
  readonly masked: number;
}

/** Characters of diffs that are read; of what is beyond, only names are told. */
const mostRead = 1_000_000;
/** As many new files are read, and so much of each. */
const mostNew = 30;
const longestNew = 20_000;

/** Reads the changes of a kind, file by file, each let pass by the guard. Credentials in them are masked. */
export async function readChanges(
  repository: GitRepository,
  against: 'staged' | 'unstaged' | { readonly ref: 'HEAD' },
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<ReadChanges> {
  const diff = await diffOf([repository], { against, place: undefined, most: mostRead }, guard, signal);
  const files: ChangedFile[] = [...diff.files, ...diff.unread.map((each) => ({ ...each, diff: '' }))];
  for (const [at, each] of diff.untracked.entries()) {
    signal.throwIfAborted();
    const text = at < mostNew ? await textOf(each.uri) : undefined;
    files.push({ file: each.file, what: 'new', diff: text === undefined ? '' : asAdded(text) });
  }
  let masked = 0;
  const safe = files.map((each) => {
    const { text, count } = maskSecrets(each.diff);
    masked += count;
    return { ...each, diff: text };
  });
  const seen = [...diff.files, ...diff.unread, ...diff.untracked];
  return {
    files: safe,
    uris: new Map(seen.map(({ file, uri }) => [file, uri])),
    hidden: Math.max(diff.hidden, changedIn(repository, against) - seen.length),
    masked,
  };
}

/** How many files are changed, those included that the model may know nothing of. */
function changedIn({ state }: GitRepository, against: Parameters<typeof readChanges>[1]): number {
  const { indexChanges, mergeChanges, workingTreeChanges, untrackedChanges = [] } = state;
  const working = [...mergeChanges, ...workingTreeChanges, ...untrackedChanges];
  const changes =
    against === 'staged' ? indexChanges : against === 'unstaged' ? working : [...indexChanges, ...working];
  return new Set(changes.map(({ uri, renameUri }) => (renameUri ?? uri).toString())).size;
}

/** The beginning of a file that Git does not know yet; `undefined` for what is no text. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = (await vscode.workspace.fs.readFile(uri)).subarray(0, longestNew);
    return bytes.includes(0) ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined; // It is gone, or a folder.
  }
}

function asAdded(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line.replace(/\r$/, '')}`)].join('\n');
}
