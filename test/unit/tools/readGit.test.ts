import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import type { Git, GitDiff, GitLog, GitStatus } from '../../../src/tools/gitPorts';
import { readGit } from '../../../src/tools/readGit';
import { checkTool, runChecked } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'shop', path: '/ws' }], { files: new Set(['/ws/a.ts']), links: new Map() });
const status: GitStatus = {
  repository: 'The workspace',
  branch: 'main',
  commit: '0123456789abcdef',
  conflicts: [],
  staged: [],
  unstaged: [],
  untracked: [],
  hidden: 0,
};
const noDiff: GitDiff = { files: [], unread: [], hidden: 0, untracked: [] };
const patch = (...lines: readonly string[]) =>
  ['diff --git a/a.ts b/a.ts', 'index 123..456 100644', '--- a/a.ts', '+++ b/a.ts', ...lines, ''].join('\n');

describe('read_git', () => {
  const asked: unknown[] = [];
  const read = async (
    given: JsonObject,
    answers: {
      readonly status?: readonly GitStatus[];
      readonly diff?: Partial<GitDiff>;
      readonly log?: readonly GitLog[];
    } = {},
  ) => {
    const git: Git = {
      status: async (place) => (asked.push(['status', place?.name]), answers.status ?? []),
      diff: async (against, place) => (
        asked.push(['diff', against, place?.name]),
        { ...noDiff, ...answers.diff }
      ),
      log: async ({ place, ref, skip }) => (asked.push(['log', place?.name, ref, skip]), answers.log ?? []),
    };
    return runChecked(await checkTool(readGit, given, { host: { git }, disk }));
  };

  it('tells the branch and what is changed, each kind for itself', async () => {
    const { text, summary } = await read(
      { what: 'status' },
      {
        status: [
          {
            ...status,
            upstream: { name: 'origin/main', ahead: 2, behind: 0 },
            conflicts: [{ file: 'c.ts', what: 'modified by both' }],
            staged: [{ file: 'b.ts', formerly: 'a.ts', what: 'renamed' }],
            unstaged: [{ file: 'b.ts', what: 'modified' }],
            untracked: [{ file: 'n.ts', what: 'untracked' }],
            hidden: 1,
          },
        ],
      },
    );
    assert.equal(
      text,
      [
        'The workspace: on branch main, at 0123456789, 2 ahead of and 0 behind origin/main.',
        'In conflict:',
        '  modified by both c.ts',
        'Staged:',
        '  renamed a.ts to b.ts',
        'Not staged:',
        '  modified b.ts',
        'Untracked:',
        '  n.ts',
        '1 changed file that may not be shown.',
      ].join('\n'),
    );
    assert.equal(summary, '3 changed files');
  });

  it('tells each of several repositories, clean ones and those without a commit or branch', async () => {
    const { text } = await read(
      { what: 'status' },
      { status: [status, { ...status, repository: 'depot', branch: undefined, commit: undefined }] },
    );
    assert.equal(
      text,
      'The workspace: on branch main, at 0123456789.\nNothing is changed.\n\ndepot: no branch checked out, no commit yet.\nNothing is changed.',
    );
  });

  it('shows a diff without what is said twice, and only names what is not text', async () => {
    const { text, summary } = await read(
      { what: 'diff' },
      {
        diff: {
          files: [
            { file: 'a.ts', what: 'modified', diff: patch('@@ -1 +1 @@', '-one', '+two') },
            {
              file: 'b.png',
              what: 'added',
              diff: 'diff --git a/b.png b/b.png\nBinary files a/b.png and b/b.png differ\n',
            },
            { file: 'd.ts', formerly: 'c.ts', what: 'renamed', diff: 'old mode 100644\nnew mode 100755\n' },
          ],
          untracked: [{ file: 'n.ts', what: 'untracked' }],
          unread: [{ file: 'z.ts', what: 'modified' }],
          hidden: 1,
        },
      },
    );
    assert.equal(
      text,
      [
        '=== a.ts (modified)',
        '@@ -1 +1 @@',
        '-one',
        '+two',
        '=== b.png (added, not text)',
        '=== c.ts to d.ts (renamed)',
        'old mode 100644',
        'new mode 100755',
        'Also changed, not read; give a path for each: z.ts.',
        'Untracked, so without a diff: n.ts.',
        '1 changed file that may not be shown.',
      ].join('\n'),
    );
    assert.equal(summary, '4 changed files');
    assert.deepEqual(asked.at(-1), ['diff', { ref: 'HEAD' }, undefined]);
    assert.equal((await read({ what: 'diff' })).text, 'Nothing is changed.');
  });

  it('shows a long diff in pieces that make it whole', async () => {
    const lines = Array.from({ length: 3000 }, (_each, at) => `+line ${at} ${'x'.repeat(20)}`);
    const diff = { files: [{ file: 'a.ts', what: 'added', diff: patch('@@ -0,0 +1,3000 @@', ...lines) }] };
    const got: string[] = [];
    for (let skip = 0, more = true; more;) {
      const { text } = await read({ what: 'diff', skip }, { diff });
      const shown = text.split('\n');
      const next = /^… \d+ more lines?\. Skip (\d+) /.exec(shown.at(-1) ?? '')?.[1];
      got.push(...(next === undefined ? shown : shown.slice(0, -1)));
      more = next !== undefined;
      skip = Number(next);
      assert.ok(text.length < 41_000);
    }
    assert.deepEqual(got.slice(2), lines);
    assert.match((await read({ what: 'diff', skip: 9999 }, { diff })).text, /has only 3002 lines/);
  });

  it('compares what it is told to', async () => {
    await read({ what: 'diff', changes: 'staged', path: 'a.ts' });
    assert.deepEqual(asked.at(-1), ['diff', 'staged', 'a.ts']);
    for (const ref of [
      'main',
      'origin/main',
      'v1.2',
      'abc123^..abc123',
      'HEAD~3',
      'a...b',
      '@{upstream}',
      'עברית',
    ]) {
      await read({ what: 'diff', ref });
      assert.deepEqual(asked.at(-1), ['diff', { ref }, undefined]);
    }
  });

  it('lets nothing pass for a commit that Git would take for something else', async () => {
    const before = asked.length;
    const refs = [
      '--output=/tmp/x',
      '-O/tmp/x',
      'HEAD:.env',
      'a b',
      'a..--no-index',
      ':/fix',
      '',
      'a..b..c',
      '..',
      'a\nb',
    ];
    for (const ref of refs)
      for (const what of ['diff', 'log'])
        assert.match((await read({ what, ref })).text, /is no name of a commit or branch/, ref);
    assert.match((await read({ what: 'log', ref: 'a..b' })).text, /is no name of a commit/);
    assert.equal((await read({ what: 'diff', path: '../x' })).outcome, 'refused');
    assert.equal((await read({ what: 'diff', ref: 'main', changes: 'staged' })).outcome, 'refused');
    assert.equal(asked.length, before);
  });

  it('tells the commits, and how to see older ones', async () => {
    const commits = Array.from({ length: 20 }, (_each, at) => ({
      hash: `${at}`.padStart(40, '0'),
      author: 'Ann',
      date: '2026-01-02T03:04:05.000Z',
      message: at === 0 ? 'Mend\n\nIt was broken.\nNow it is not.\n' : 'Begin',
    }));
    const { text, summary } = await read(
      { what: 'log', skip: 20 },
      { log: [{ repository: 'shop', commits }] },
    );
    const lines = text.split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      '0000000000 2026-01-02 Ann: Mend',
      '  It was broken.',
      '  Now it is not.',
      '0000000000 2026-01-02 Ann: Begin',
    ]);
    assert.equal(lines.at(-1), '… Skip 40 for older ones.');
    assert.equal(summary, '20 commits');
    assert.deepEqual(asked.at(-1), ['log', undefined, undefined, 20]);
    const none = [{ repository: 'shop', commits: [] }];
    assert.equal((await read({ what: 'log' }, { log: none })).text, 'No commit.');
  });
});
