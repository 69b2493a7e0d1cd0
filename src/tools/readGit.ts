import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { diffText } from './gitDiffText';
import { count } from './listing';
import type { GitChange, GitLog, GitStatus } from './gitPorts';
import { defineTool } from './tool';

/** As many changed files of each kind are listed. */
const mostChanges = 200;
/** As many commits are told at once. */
const mostCommits = 20;
const longestMessage = 500;
/** Characters of diffs that are read; as many of them as `diffText` shows at once reach the model. */
const mostRead = 400_000;

/** Reads what Git knows. One function for all of it: three would repeat the path, the commit and what to skip. */
export const readGit = defineTool({
  name: 'read_git',
  description:
    'Read from Git, changing nothing: status (branch, changed files), diff (of what is not committed unless told otherwise) or log (commits, the newest first).',
  effect: 'read',
  timeLimitMs: 30_000,
  input: z.strictObject({
    what: z.enum(['status', 'diff', 'log']),
    path: z.string().optional().describe('File or folder. All repositories of the workspace if left out.'),
    changes: z.enum(['staged', 'unstaged']).optional().describe('For diff: only these.'),
    ref: z
      .string()
      .optional()
      .describe(
        'Commit or branch: for diff what to compare the working tree with, or two as a..b (from where they parted; hash^..hash is one commit); for log where to begin.',
      ),
    skip: z.int().min(0).optional().describe('Lines of the diff or commits of the log to skip.'),
  }),
  title: ({ what, path, changes, ref }) => {
    const of = path === undefined ? '' : ` of ${path}`;
    if (what === 'status') return `Read the Git status${of}`;
    if (what === 'log') return `Read the Git log${of}${ref === undefined ? '' : `, from ${ref}`}`;
    if (ref !== undefined) return `Read the Git diff${of} with ${ref}`;
    return changes === undefined ? `Read the Git diff${of}` : `Read the ${changes} Git diff${of}`;
  },
  async plan({ what, path, changes, ref, skip = 0 }, { guard, git }) {
    if (ref !== undefined) checkRef(ref, what === 'diff');
    if (ref !== undefined && changes !== undefined) throw new ToolError('Give either changes or ref.');
    const place = path === undefined ? undefined : await guard.pass(path, 'read');
    return {
      facts: [
        ...(place === undefined ? [] : [{ kind: 'path', label: 'Of', path: place.name } as const]),
        ...(ref === undefined ? [] : [{ kind: 'text', label: 'Commit', text: ref } as const]),
      ],
      async run({ signal }) {
        if (what === 'status') {
          const found = await git.status(place, signal);
          const number = found.reduce((sum, each) => sum + changesOf(each), 0);
          return { output: found.map(statusText).join('\n\n'), summary: count(number, 'changed file') };
        }
        if (what === 'log') {
          const found = await git.log({ place, ref, skip, most: mostCommits }, signal);
          const number = found.reduce((sum, { commits }) => sum + commits.length, 0);
          return {
            output: found.map((each) => logText(each, skip, found.length > 1)).join('\n\n'),
            summary: count(number, 'commit'),
          };
        }
        const against = changes ?? { ref: ref ?? 'HEAD' };
        const diff = await git.diff(against, place, mostRead, signal);
        return {
          output: diffText(diff, skip),
          summary: count(diff.files.length + diff.unread.length, 'changed file'),
        };
      },
    };
  },
});

/**
 * Lets pass what can only name commits: nothing that Git could take for an option, for a file of a commit or for a
 * search.
 */
function checkRef(ref: string, maybeTwo: boolean): void {
  const parts = ref.split(/\.{2,3}/);
  const fine =
    parts.length <= (maybeTwo ? 2 : 1) &&
    parts.every((part) => /^[\p{L}\p{N}_@][\p{L}\p{N}_@./#+=~^{}-]*$/u.test(part));
  if (!fine) throw new ToolError(`"${ref}" is no name of a commit or branch.`);
}

function changesOf({ conflicts, staged, unstaged, untracked }: GitStatus): number {
  const files = [...conflicts, ...staged, ...unstaged, ...untracked].map(({ file }) => file);
  return new Set(files).size;
}

function statusText(status: GitStatus): string {
  const { repository, branch, commit, upstream, conflicts, staged, unstaged, untracked, hidden } = status;
  const at = commit === undefined ? 'no commit yet' : `at ${commit.slice(0, 10)}`;
  const far =
    upstream === undefined
      ? ''
      : `, ${upstream.ahead} ahead of and ${upstream.behind} behind ${upstream.name}`;
  return [
    `${repository}: ${branch === undefined ? 'no branch checked out' : `on branch ${branch}`}, ${at}${far}.`,
    ...section('In conflict', conflicts),
    ...section('Staged', staged),
    ...section('Not staged', unstaged),
    ...section('Untracked', untracked),
    ...(changesOf(status) + hidden === 0 ? ['Nothing is changed.'] : []),
    ...(hidden > 0 ? [`${count(hidden, 'changed file')} that may not be shown.`] : []),
  ].join('\n');
}

function section(title: string, changes: readonly GitChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const more = changes.length - mostChanges;
  return [
    `${title}:`,
    ...changes
      .slice(0, mostChanges)
      .map(
        ({ file, what, formerly }) =>
          `  ${what === 'untracked' ? '' : `${what} `}${formerly === undefined ? '' : `${formerly} to `}${file}`,
      ),
    ...(more > 0 ? [`  … ${more} more. Give the path of a folder to see them.`] : []),
  ];
}

function logText({ repository, commits }: GitLog, skip: number, several: boolean): string {
  const lines = commits.map(({ hash, author, date, message }) => {
    const [subject = '', ...body] = message.trim().split('\n');
    const rest = body.join('\n').trim();
    const cut = rest.length > longestMessage ? `${rest.slice(0, longestMessage)}…` : rest;
    return `${hash.slice(0, 10)} ${date.slice(0, 10)} ${author}: ${subject}${cut === '' ? '' : `\n  ${cut.replaceAll('\n', '\n  ')}`}`;
  });
  return [
    ...(several ? [`${repository}:`] : []),
    ...(lines.length === 0 ? [skip > 0 ? 'No more commits.' : 'No commit.'] : lines),
    ...(commits.length === mostCommits ? [`… Skip ${skip + mostCommits} for older ones.`] : []),
  ].join('\n');
}
