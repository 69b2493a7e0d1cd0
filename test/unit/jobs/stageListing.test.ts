import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EnvironmentFile } from '../../../src/api/environments';
import { ApiError } from '../../../src/api/errors';
import type { Staged, StagingOptions } from '../../../src/jobs/stage';
import { stageListing } from '../../../src/jobs/stageListing';

const never = new AbortController().signal;
const file = (name: string, bytes?: number): EnvironmentFile => ({
  path: name,
  kind: 'file',
  ...(bytes === undefined ? {} : { bytes }),
});
async function* pagesOf(
  ...pages: readonly (readonly EnvironmentFile[])[]
): AsyncGenerator<readonly EnvironmentFile[]> {
  yield* pages;
}
async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await new Promise((resolve) => setImmediate(resolve));
    yield Buffer.from(text);
  }
}

/** [what it is, what is listed, the refusals]. */
const rows: readonly (readonly [string, readonly EnvironmentFile[], readonly string[]])[] = [
  ['a path that climbs out', [file('workspace/../../out')], ['climbs workspace/../../out']],
  ['an absolute path', [file('/etc/passwd')], ['absolute /etc/passwd']],
  ['a drive', [file('C:\\out')], ['drive C:\\out']],
  ['another computer', [file('\\\\server\\share')], ['network \\\\server\\share']],
  ['control characters', [file('workspace/a\u0000b')], ['control workspace/a\u0000b']],
  ['half a character', [file('workspace/\ud800')], ['encoding workspace/\ud800']],
  ['a device of Windows', [file('workspace/lpt1.txt')], ['deviceName workspace/lpt1.txt']],
  ['a dot at the end', [file('workspace/a.')], ['ending workspace/a.']],
  ['the same path twice', [file('workspace/good')], ['duplicate workspace/good']],
  ['the same path in capitals', [file('workspace/Good')], ['sameLetters workspace/Good']],
  ['a folder that is a file', [{ path: 'workspace/good', kind: 'folder' }], ['fileAndFolder workspace/good']],
  [
    'what is neither file nor folder',
    [{ path: 'workspace/link', kind: 'other' }],
    ['unknownKind workspace/link'],
  ],
  ['a file that says it is too large', [file('workspace/large', 1001)], ['large workspace/large']],
  ['a file that is larger than it says', [file('workspace/endless', 3)], ['large workspace/endless']],
  ['a file that is gone', [file('workspace/gone')], ['missing workspace/gone']],
];

describe('a listing of an environment', () => {
  let parent: string;
  let asked: string[];
  let running: number;
  let most: number;
  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), 'listing-'));
    asked = [];
    running = 0;
    most = 0;
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  async function* download(name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    asked.push(name);
    running += 1;
    most = Math.max(most, running);
    try {
      if (name.endsWith('gone')) throw new ApiError('notFound', 'Gone.');
      if (name.endsWith('broken')) throw new ApiError('network', 'The connection was lost.');
      while (name.endsWith('endless')) yield Buffer.alloc(100);
      for await (const chunk of chunks('bytes of ', name)) {
        signal.throwIfAborted();
        yield chunk;
      }
    } finally {
      running -= 1;
    }
  }
  const stage = (
    pages: AsyncIterable<readonly EnvironmentFile[]>,
    more: Partial<StagingOptions> = {},
    signal = never,
  ): Promise<Staged> =>
    stageListing({ pages, download }, { parent, limits: { memberBytes: 1000 }, ...more }, signal);
  const refused = (staged: Staged): readonly string[] =>
    staged.refusals.map((each) => `${each.reason} ${each.path}`);
  const taken = (staged: Staged): readonly string[] => staged.files.map((each) => each.path);

  for (const [what, files, refusals] of rows) {
    it(`refuses, names and goes on: ${what}`, async () => {
      const staged = await stage(pagesOf([file('workspace/good')], files, [file('workspace/last')]));
      assert.deepEqual(refused(staged), refusals);
      assert.deepEqual(taken(staged), ['workspace/good', 'workspace/last']);
      assert.deepEqual(readdirSync(parent), [path.basename(staged.folder)]);
      assert.equal(readdirSync(staged.folder).length, 2);
      assert.equal(staged.isComplete, true);
      // What is refused by its name is not even asked for.
      const byBytes = /^(large .*endless|missing)/.test(refusals[0] ?? '');
      assert.equal(asked.length, byBytes ? 3 : 2);
    });
  }

  it('is fetched by the names that it gives, several at a time and no more', async () => {
    const names = Array.from({ length: 40 }, (_value, at) => `./workspace/dir ${at}/file`);
    const staged = await stage(
      pagesOf(
        names.slice(0, 3).map((name) => file(name)),
        names.slice(3).map((name) => file(name)),
      ),
    );
    assert.deepEqual(asked.toSorted(), names.toSorted());
    assert.ok(most > 1 && most <= 6, String(most));
    assert.equal(staged.files.length, 40);
    for (const each of staged.files) assert.equal(readFileSync(each.file, 'utf8'), `bytes of ./${each.path}`);
  });

  it('is read no further than there may be files, though it has no end', async () => {
    let pages = 0;
    const endless = async function* (): AsyncGenerator<readonly EnvironmentFile[]> {
      for (;;) yield [file(`workspace/${(pages += 1)}`)];
    };
    const staged = await stage(endless(), { limits: { members: 30 } });
    assert.equal(staged.files.length, 30);
    assert.deepEqual(refused(staged), ['many workspace/31']);
    assert.equal(staged.isComplete, false);
    assert.equal(pages, 31);
  });

  it('ends where all files together are too large', async () => {
    const files = Array.from({ length: 20 }, (_value, at) => file(`workspace/${at}`));
    const staged = await stage(pagesOf(files), { limits: { totalBytes: 100 } });
    assert.ok(staged.files.reduce((sum, { bytes }) => sum + bytes, 0) <= 100);
    assert.ok(staged.refusals.length > 0 && staged.refusals.every(({ reason }) => reason === 'tooMuch'));
    assert.equal(staged.isComplete, false);
    assert.equal(readdirSync(staged.folder).length, staged.files.length);
  });

  it('does not fetch what is not wanted', async () => {
    const staged = await stage(pagesOf([file('workspace/a'), file('workspace/b')]), {
      wants: (name) => name !== 'workspace/b',
    });
    assert.deepEqual(
      [taken(staged), staged.leftOut, asked],
      [['workspace/a'], ['workspace/b'], ['workspace/a']],
    );
  });

  it('leaves nothing behind, and nothing running, when it fails or is stopped', async () => {
    const files = ['a', 'broken', 'c', 'd'].map((name) => file(`workspace/${name}`));
    await assert.rejects(
      stage(pagesOf(files)),
      (error) => error instanceof ApiError && error.kind === 'network',
    );
    assert.deepEqual([readdirSync(parent), running], [[], 0]);
    const failing = async function* (): AsyncGenerator<readonly EnvironmentFile[]> {
      yield [file('workspace/a')];
      throw new ApiError('notFound', 'The environment is gone.');
    };
    await assert.rejects(stage(failing()), /The environment is gone/);
    assert.deepEqual([readdirSync(parent), running], [[], 0]);
    const stopping = new AbortController();
    const stopped = async function* (): AsyncGenerator<readonly EnvironmentFile[]> {
      yield [file('workspace/a')];
      stopping.abort(new Error('Stopped.'));
      yield [file('workspace/b')];
    };
    await assert.rejects(stage(stopped(), {}, stopping.signal), /Stopped\./);
    assert.deepEqual([readdirSync(parent), running], [[], 0]);
  });
});
