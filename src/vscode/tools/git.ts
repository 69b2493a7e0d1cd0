import * as vscode from 'vscode';
import { untilAborted } from '../../api/untilAborted';
import type { GuardPorts, Place } from '../../tools/guard';
import type { Git, GitLog, GitStatus } from '../../tools/gitPorts';
import { ToolError } from '../../util/toolError';
import { gitApi, type GitApi, type GitRepository } from '../gitApi';
import { changesOf } from './gitChangeList';
import { diffOf, thatKnow } from './gitDiff';
import { uriOf } from './uriOf';
import { createWhereabouts, type Whereabouts } from './whereabouts';

/** Milliseconds that the Git extension has to find the repositories after the start of the editor. */
const startMs = 5000;

/** Git, through VS Code's extension for it. Of its answers only what the guard lets show. */
export function createGit(guard: GuardPorts): Git {
  return {
    status: (place, signal) =>
      told(signal, async () => {
        const answers: GitStatus[] = [];
        for (const repository of await repositoriesOf(place, guard, signal)) {
          await repository.status();
          answers.push(await statusOf(repository, place, guard));
        }
        return answers;
      }),
    diff: (against, place, most, signal) =>
      told(signal, async () => {
        const all = await repositoriesOf(place, guard, signal);
        const isNamed = typeof against === 'object' && against.ref !== 'HEAD';
        const repositories = isNamed ? await thatKnow(all, against.ref) : all;
        return diffOf(repositories, { against, place, most }, guard, signal);
      }),
    log: ({ place, ref, skip, most }, signal) =>
      told(signal, async () => {
        const answers: GitLog[] = [];
        const all = await repositoriesOf(place, guard, signal);
        for (const repository of ref === undefined ? all : await thatKnow(all, ref)) {
          const hasCommits = repository.state.HEAD?.commit !== undefined;
          const commits = hasCommits
            ? await repository.log({
                maxEntries: most,
                skip,
                ...(place === undefined || place.relative === '' ? {} : { path: uriOf(place).fsPath }),
                ...(ref === undefined ? {} : { refNames: [ref] }),
              })
            : [];
          answers.push({
            repository: await nameOf(repository, guard),
            commits: commits.map(({ hash, message, authorName = '', authorDate }) => ({
              hash,
              message,
              author: authorName,
              date: authorDate?.toISOString() ?? '',
            })),
          });
        }
        return answers;
      }),
  };
}

/** Lets nothing wait beyond the signal, and says for the model why Git could not do it. */
async function told<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await untilAborted(work(), signal);
  } catch (error) {
    signal.throwIfAborted();
    const said = typeof error === 'object' && error !== null && 'stderr' in error ? error.stderr : undefined;
    if (typeof said !== 'string') throw error;
    throw new ToolError(`Git could not do this: ${said.trim().split('\n', 1)[0] ?? ''}`);
  }
}

/**
 * The repository of a place, or all that have to do with the workspace.
 * @throws ToolError when there is none.
 */
async function repositoriesOf(
  place: Place | undefined,
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<readonly GitRepository[]> {
  const isOn = vscode.workspace.getConfiguration('git').get<boolean>('enabled', true);
  const api = isOn ? await gitApi() : undefined;
  if (api === undefined)
    throw new ToolError(
      "Git cannot be reached: the editor's Git extension is switched off, or Git is not installed.",
    );
  await untilAborted(initialized(api), signal);
  if (place !== undefined) {
    const repository = await api.getRepository(uriOf(place));
    if (repository === null)
      throw new ToolError(`${place.name} is in no Git repository that the editor has open.`);
    return [repository];
  }
  const related = await Promise.all(
    api.repositories.map(async (repository) => ((await isRelated(repository, guard)) ? [repository] : [])),
  );
  const repositories = related.flat();
  if (repositories.length === 0)
    throw new ToolError('The workspace is in no Git repository that the editor has open.');
  return repositories;
}

async function initialized({ state, onDidChangeState }: GitApi): Promise<void> {
  if (state !== 'uninitialized' || onDidChangeState === undefined) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(end, startMs);
    const listener = onDidChangeState(end);
  });
}

/** Whether a repository is in the workspace or holds a folder of it; one opened by hand from elsewhere is neither. */
async function isRelated({ rootUri }: GitRepository, guard: GuardPorts): Promise<boolean> {
  if ((await createWhereabouts(guard)(rootUri)).kind === 'shown') return true;
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) =>
    uri.path.startsWith(`${rootUri.path.replace(/\/$/, '')}/`),
  );
}

async function statusOf(
  repository: GitRepository,
  place: Place | undefined,
  guard: GuardPorts,
): Promise<GitStatus> {
  const { HEAD, mergeChanges, indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
  const where = createWhereabouts(guard);
  const conflicts = await changesOf(mergeChanges, place, where);
  const staged = await changesOf(indexChanges, place, where);
  const working = await changesOf(workingTreeChanges, place, where);
  const untracked = await changesOf(untrackedChanges, place, where);
  const { upstream } = HEAD ?? {};
  return {
    repository: await nameOf(repository, guard),
    branch: HEAD?.name,
    commit: HEAD?.commit,
    upstream:
      upstream === undefined
        ? undefined
        : {
            name: `${upstream.remote}/${upstream.name}`,
            ahead: HEAD?.ahead ?? 0,
            behind: HEAD?.behind ?? 0,
          },
    conflicts: conflicts.changes,
    staged: staged.changes,
    unstaged: working.changes.filter(({ what }) => what !== 'untracked'),
    untracked: [...working.changes.filter(({ what }) => what === 'untracked'), ...untracked.changes],
    hidden: new Set([conflicts, staged, working, untracked].flatMap(({ hidden }) => hidden)).size,
  };
}

/** The folder of a repository as the model calls it. */
async function nameOf({ rootUri }: GitRepository, guard: GuardPorts): Promise<string> {
  const where: Whereabouts = await createWhereabouts(guard)(rootUri);
  if (where.kind !== 'shown') return 'The repository around the workspace';
  return where.name === '.' ? 'The workspace' : where.name;
}
