import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { compareWithMounted, type Comparison, type MountedFile } from '../../../src/jobs/compareWithMounted';
import { contentOf } from '../../../src/jobs/contentOf';
import { isInFolders, toEnvironment } from '../../../src/jobs/environmentPath';
import type { Refusal } from '../../../src/jobs/refusal';
import type { Staged } from '../../../src/jobs/stage';
import { type Content, kindOf, partsOf } from '../../../src/review/changeSet';
import { createFileChange } from '../../../src/review/proposeFile';
import { outcomeOf } from '../../../src/review/outcome';
import { rebaseFile } from '../../../src/review/rebaseFile';

const bytesOf = (text: string): Buffer =>
  text.startsWith('\0') ? Buffer.from(text, 'latin1') : Buffer.from(text);
const sha256 = (text: string): string => createHash('sha256').update(bytesOf(text)).digest('hex');
const content = (text: string): Content => contentOf(bytesOf(text), sha256(text));

type Texts = Readonly<Record<string, string>>;
interface Given {
  readonly mounted?: Texts;
  readonly back?: Texts;
  /** The workspace as it is now; as it was mounted unless set. */
  readonly now?: Texts;
  readonly folders?: readonly string[];
  readonly refusals?: readonly Refusal[];
  readonly leftOut?: readonly string[];
  readonly isComplete?: boolean;
}

async function compared(given: Given): Promise<Comparison & { readonly reads: readonly string[] }> {
  const { mounted = {}, back = {}, now = mounted, folders = ['shop'] } = given;
  const reads: string[] = [];
  const files = Object.entries(mounted).map(([path, text]): MountedFile => ({
    path,
    sha256: sha256(text),
    content: content(text),
  }));
  const staged: Staged = {
    folder: '/staging',
    files: Object.entries(back).map(([path, text]) => ({
      path,
      bytes: bytesOf(text).length,
      sha256: sha256(text),
      file: `/staging/${path}`,
    })),
    refusals: given.refusals ?? [],
    leftOut: given.leftOut ?? [],
    isComplete: given.isComplete ?? true,
  };
  const comparison = await compareWithMounted(files, staged, {
    folders,
    readNow: (path) => {
      reads.push(path);
      const text = now[path];
      return Promise.resolve(text === undefined ? undefined : content(text));
    },
    readStaged: ({ path }) => Promise.resolve(content(back[path] ?? '')),
  });
  return { ...comparison, reads };
}

const picture = '\0\x89PNG';
const other = '\0\x89PNG other';

/** [what it is, what is given, the files as `path: kind (conflict) binary`, how many are unchanged, more]. */
const rows: readonly (readonly [string, Given, readonly string[], number, Partial<Comparison>?])[] = [
  ['nothing', {}, [], 0],
  ['a file as it was', { mounted: { a: '1' }, back: { a: '1' } }, [], 1],
  ['a new file', { back: { 'src/a': '1' } }, ['src/a: added'], 0],
  ['an empty new file', { back: { a: '' } }, ['a: added'], 0],
  ['a changed file', { mounted: { a: '1' }, back: { a: '2' } }, ['a: changed'], 0],
  ['a deleted file', { mounted: { a: '1' }, back: {} }, ['a: deleted'], 0],
  ['a moved file', { mounted: { a: '1' }, back: { b: '1' } }, ['a: deleted', 'b: added'], 0],
  ['a file that only the person changed', { mounted: { a: '1' }, back: { a: '1' }, now: { a: '2' } }, [], 1],
  ['a file that only the person deleted', { mounted: { a: '1' }, back: { a: '1' }, now: {} }, [], 1],
  ['the same change by both', { mounted: { a: '1' }, back: { a: '2' }, now: { a: '2' } }, [], 1],
  [
    'another change by both',
    { mounted: { a: '1' }, back: { a: '2' }, now: { a: '3' } },
    ['a: changed (changed)'],
    0,
  ],
  ['a change of what is gone', { mounted: { a: '1' }, back: { a: '2' }, now: {} }, ['a: changed (gone)'], 0],
  [
    'a deletion of what was changed',
    { mounted: { a: '1' }, back: {}, now: { a: '2' } },
    ['a: deleted (changed)'],
    0,
  ],
  ['a deletion by both', { mounted: { a: '1' }, back: {}, now: {} }, [], 1],
  ['a new file that is there already', { back: { a: '1' }, now: { a: '2' } }, ['a: added (exists)'], 0],
  ['the same new file by both', { back: { a: '1' }, now: { a: '1' } }, [], 1],
  ['a new picture', { back: { 'a.png': picture } }, ['a.png: added binary'], 0],
  ['a changed picture', { mounted: { a: picture }, back: { a: other } }, ['a: changed binary'], 0],
  [
    'a picture changed by both',
    { mounted: { a: picture }, back: { a: other }, now: { a: '\0x' } },
    ['a: changed (changed) binary'],
    0,
  ],
  ['a text that became a picture', { mounted: { a: '1' }, back: { a: picture } }, ['a: changed binary'], 0],
  [
    'a text where the person has a picture by now',
    { mounted: { a: '1' }, back: { a: '2' }, now: { a: picture } },
    ['a: changed (changed) binary'],
    0,
  ],
  [
    'a file that the editor gives with other line ends and without a byte order mark',
    { mounted: { a: '\ufeff1\r\n2\n' }, back: { a: '\ufeff1\r\n3\n' }, now: { a: '1\n2\n' } },
    ['a: changed'],
    0,
  ],
  [
    'a file that was refused',
    { mounted: { a: '1', b: '1' }, back: {}, refusals: [{ path: 'a', reason: 'symlink' }] },
    ['b: deleted'],
    0,
    { unknown: ['a'] },
  ],
  [
    'a file in a folder that became a link',
    { mounted: { 'src/a': '1', 'srcs/a': '1' }, back: {}, refusals: [{ path: 'src/', reason: 'symlink' }] },
    ['srcs/a: deleted'],
    0,
    { unknown: ['src/a'] },
  ],
  [
    'a file that was not wanted',
    { mounted: { a: '1' }, back: {}, leftOut: ['a'] },
    [],
    0,
    { unknown: ['a'] },
  ],
  [
    'files of which not all were seen',
    { mounted: { a: '1', b: '1' }, back: { b: '2' }, isComplete: false },
    ['b: changed'],
    0,
    { unknown: ['a'] },
  ],
  [
    'files of several folders',
    {
      mounted: { 'shop/a': '1', 'api/a': '1' },
      back: { 'shop/a': '2', 'api/a': '1' },
      folders: ['shop', 'api'],
    },
    ['shop/a: changed'],
    1,
  ],
];

describe('what came back from an environment', () => {
  for (const [what, given, expected, unchanged, more = {}] of rows) {
    it(`is compared: ${what}`, async () => {
      const comparison = await compared(given);
      const files = comparison.files.map(
        ({ path, kind, conflict, isBinary }) =>
          `${path}: ${kind}${conflict === undefined ? '' : ` (${conflict})`}${isBinary ? ' binary' : ''}`,
      );
      assert.deepEqual(files, expected);
      assert.equal(comparison.unchanged, unchanged);
      assert.deepEqual(comparison.unknown, more.unknown ?? []);
      for (const { kind, proposed } of comparison.files)
        assert.equal(kindOf(createFileChange(proposed)), kind);
    });
  }

  it('is put beside the workspace when it is in none of several folders', async () => {
    const { files, unplaced } = await compared({
      back: { 'report.md': '1', 'shop/a': '1', 'shopping/b': '1', shop: '1' },
      folders: ['shop', 'api'],
    });
    assert.deepEqual(
      files.map(({ path }) => path),
      ['shop/a'],
    );
    assert.deepEqual(unplaced.map(({ path }) => path).sort(), ['report.md', 'shop', 'shopping/b']);
  });

  it('is read only where it differs from what was sent', async () => {
    const { reads } = await compared({ mounted: { a: '1', b: '1' }, back: { a: '1', b: '2' } });
    assert.deepEqual(reads, ['b']);
  });

  it('is merged by a review with what the person changed elsewhere in the file', async () => {
    const base = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
    const now = base.replace('1\n', 'mine\n');
    const { files } = await compared({
      mounted: { a: base },
      back: { a: base.replace('8\n', 'theirs\n') },
      now: { a: now },
    });
    const change = rebaseFile(createFileChange(files[0]?.proposed ?? assert.fail()), content(now));
    assert.deepEqual(change.conflicts, []);
    assert.deepEqual(outcomeOf(change, 'accepted').content, content(now.replace('8\n', 'theirs\n')));
  });

  it('is a conflict of a review where both changed the same lines, or the file is there already', async () => {
    for (const [given, now, kinds] of [
      [
        { mounted: { a: '1\n2\n' }, back: { a: '1\ntheirs\n' }, now: { a: '1\nmine\n' } },
        '1\nmine\n',
        ['changed'],
      ],
      [{ back: { a: '1\n' }, now: { a: 'mine\n' } }, 'mine\n', ['exists']],
      [{ mounted: { a: picture }, back: { a: other }, now: { a: '\0x' } }, '\0x', ['changed']],
    ] as const) {
      const { files } = await compared(given);
      const change = rebaseFile(createFileChange(files[0]?.proposed ?? assert.fail()), content(now));
      assert.deepEqual(
        change.conflicts.map(({ kind }) => kind),
        kinds,
      );
      assert.ok(partsOf(change).length > 0);
    }
  });
});

describe('the place of a file of the workspace in an environment', () => {
  it('is below /workspace, by the path that the workspace has for it', () => {
    assert.equal(toEnvironment('src/a.ts'), '/workspace/src/a.ts');
    assert.equal(toEnvironment('shop/src/a.ts'), '/workspace/shop/src/a.ts');
  });

  it('is in a folder: in the only one, or in one that the path begins with', () => {
    assert.deepEqual(
      ['src/a.ts', 'shop/a.ts', 'shop', 'shopping/a.ts'].map((path) => [
        isInFolders(path, []),
        isInFolders(path, ['shop']),
        isInFolders(path, ['shop', 'api']),
      ]),
      [
        [false, true, false],
        [false, true, true],
        [false, true, false],
        [false, true, false],
      ],
    );
  });
});
