import type { GuardPorts, Place } from '../../tools/guard';
import type { GitDiff, GitFileDiff } from '../../tools/gitPorts';
import { ToolError } from '../../util/toolError';
import type { GitChangeEntry, GitRepository } from '../gitApi';
import { changesOf, type ToldChange } from './gitChangeList';
import { createWhereabouts } from './whereabouts';

/** `Status.UNTRACKED` of the Git extension. */
const untrackedStatus = 7;

interface Comparison {
  readonly against: 'staged' | 'unstaged' | { readonly ref: string };
  readonly place: Place | undefined;
  /** As many characters are read, and the rest of the file they end in. */
  readonly most: number;
}

/** A diff that also says where each file is. */
export interface LocatedDiff extends GitDiff {
  readonly files: readonly (GitFileDiff & ToldChange)[];
  readonly unread: readonly ToldChange[];
  readonly untracked: readonly ToldChange[];
}

/**
 * The changes of repositories, read one file after the other: so none is read that may not be shown, such as a secret
 * that somebody has committed.
 */
export async function diffOf(
  repositories: readonly GitRepository[],
  { against, place, most }: Comparison,
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<LocatedDiff> {
  const whereabouts = createWhereabouts(guard);
  const files: (GitFileDiff & ToldChange)[] = [];
  const unread: ToldChange[] = [];
  const untracked: ToldChange[] = [];
  const hidden = new Set<string>();
  let size = 0;
  for (const repository of repositories) {
    const { entries, read } = await compared(repository, against);
    const found = await changesOf(entries, place, whereabouts);
    for (const each of found.hidden) hidden.add(each);
    for (const { uri, ...change } of found.changes) {
      signal.throwIfAborted();
      if (change.what === 'untracked') untracked.push({ uri, ...change });
      else if (size > most) unread.push({ uri, ...change });
      else {
        const diff = await read(uri.fsPath);
        size += diff.length;
        files.push({ uri, ...change, diff });
      }
    }
  }
  return { files, unread, untracked, hidden: hidden.size };
}

/** Which files differ, and what gives the difference of one. */
async function compared(
  repository: GitRepository,
  against: Comparison['against'],
): Promise<{
  readonly entries: readonly GitChangeEntry[];
  readonly read: (path: string) => Promise<string>;
}> {
  await repository.status();
  const { HEAD, indexChanges, workingTreeChanges, mergeChanges, untrackedChanges = [] } = repository.state;
  if (against === 'staged')
    return { entries: indexChanges, read: (path) => repository.diffIndexWithHEAD(path) };
  const working = [...mergeChanges, ...workingTreeChanges, ...untrackedChanges];
  if (against === 'unstaged') return { entries: working, read: (path) => repository.diffWithHEAD(path) };

  const { ref } = against;
  const [from = '', to] = commitsOf(ref);
  // Before the first commit everything that is staged is new.
  if (ref === 'HEAD' && HEAD?.commit === undefined)
    return { entries: indexChanges, read: (path) => repository.diffIndexWithHEAD(path) };
  if (to !== undefined)
    return {
      entries: await repository.diffBetween(from, to),
      read: (path) => repository.diffBetween(from, to, path),
    };
  const untracked = working.filter(({ status }) => status === untrackedStatus);
  return {
    entries: [...(await repository.diffWith(from)), ...untracked],
    read: (path) => repository.diffWith(from, path),
  };
}

/** The two commits that `a..b` names, or the one. */
function commitsOf(ref: string): readonly string[] {
  return ref.split(/\.{2,3}/);
}

/**
 * Those of some repositories that know a commit, or both of `a..b`.
 * @throws ToolError when none does.
 */
export async function thatKnow(
  repositories: readonly GitRepository[],
  ref: string,
): Promise<readonly GitRepository[]> {
  const commits = commitsOf(ref);
  const knowing: GitRepository[] = [];
  for (const repository of repositories) {
    try {
      for (const commit of commits) await repository.getCommit(commit);
      knowing.push(repository);
    } catch {
      // Another repository may.
    }
  }
  if (knowing.length === 0) throw new ToolError(`Git knows no commit or branch "${commits.join('" or "')}".`);
  return knowing;
}
