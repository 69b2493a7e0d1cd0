import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Staged, StagingLimits } from '../../../src/jobs/stage';
import { stageArchive } from '../../../src/jobs/stageArchive';
import { encodeTar } from '../../emulator/resources/tar';
import { endings, good, good2, hostileKinds, hostileNames } from './hostileArchives';
import { rawTar, tarEnd } from './rawTar';

const never = new AbortController().signal;
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
    if (size > 100) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('an archive from an environment', () => {
  let outer: string;
  let parent: string;
  beforeEach(() => {
    outer = mkdtempSync(path.join(tmpdir(), 'hostile-'));
    parent = path.join(outer, 'a/b/c');
    mkdirSync(parent, { recursive: true });
    writeFileSync(path.join(outer, 'canary'), 'sings');
  });
  afterEach(() => rmSync(outer, { recursive: true, force: true }));

  const limits: Partial<StagingLimits> = { memberBytes: 1000 };
  const stage = (bytes: Buffer, more: Partial<StagingLimits> = {}, piece = 700): Promise<Staged> =>
    stageArchive(inPieces(bytes, piece), { parent, limits: { ...limits, ...more } }, never);
  /** All that is on the disk beside the staging folder, which holds plain files with numbers for names. */
  const onlyStaged = (staged: Staged): void => {
    const all = readdirSync(outer, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(outer, name),
    );
    const beside = all.filter((name) => !name.startsWith(`${staged.folder}${path.sep}`)).sort();
    const folders = ['a', 'a/b', 'a/b/c'].map((name) => path.join(outer, name));
    assert.deepEqual(beside, [...folders, staged.folder, path.join(outer, 'canary')].sort());
    assert.equal(readFileSync(path.join(outer, 'canary'), 'utf8'), 'sings');
    const inside = readdirSync(staged.folder, { withFileTypes: true });
    assert.ok(inside.every((entry) => entry.isFile() && /^\d+$/.test(entry.name)));
    assert.equal(inside.length, staged.files.length);
  };
  const refused = (staged: Staged): readonly string[] =>
    staged.refusals.map((each) => `${each.reason} ${each.path}`);
  const taken = (staged: Staged): readonly string[] => staged.files.map((file) => file.path);

  for (const [what, members, refusals, more = []] of [...hostileNames, ...hostileKinds]) {
    it(`refuses, names and goes on: ${what}`, async () => {
      for (const piece of [700, 512, 100_000]) {
        const staged = await stage(Buffer.concat([rawTar([good, ...members, good2]), tarEnd]), {}, piece);
        onlyStaged(staged);
        assert.deepEqual(refused(staged), refusals);
        assert.deepEqual(taken(staged), ['workspace/after.txt', 'workspace/good.txt', ...more].sort());
        assert.equal(staged.isComplete, true);
        rmSync(staged.folder, { recursive: true });
      }
    });
  }

  for (const [what, bytes, refusals, files] of endings) {
    it(`keeps what it could read of one with ${what}`, async () => {
      for (const piece of [700, 512, 100_000]) {
        const staged = await stage(bytes(), {}, piece);
        onlyStaged(staged);
        assert.deepEqual(refused(staged), refusals);
        assert.deepEqual(taken(staged), files);
        rmSync(staged.folder, { recursive: true });
        assert.equal(staged.isComplete, !refusals.some((each) => /^(damaged|truncated|tooMuch)/.test(each)));
      }
    });
  }

  it('is staged byte for byte, for this user only', async () => {
    const content = Buffer.from(Array.from({ length: 200_000 }, (_value, at) => (at * 7) % 251));
    const archive = encodeTar([
      { path: 'workspace' },
      { path: `workspace/${'long/'.repeat(20)}file.bin`, content },
      { path: 'workspace/empty', content: Buffer.alloc(0) },
    ]);
    const staged = await stage(archive, { memberBytes: 1_000_000 });
    onlyStaged(staged);
    const [empty, large] = staged.files;
    assert.deepEqual([empty?.path, empty?.bytes], ['workspace/empty', 0]);
    assert.ok(large !== undefined);
    assert.deepEqual(readFileSync(large.file), content);
    assert.equal(large.bytes, content.length);
    assert.equal(large.sha256, createHash('sha256').update(content).digest('hex'));
    if (process.platform !== 'win32') {
      assert.equal(statSync(large.file).mode & 0o777, 0o600);
      assert.equal(statSync(staged.folder).mode & 0o777, 0o700);
    }
  });

  it('is read no further than there may be members, whatever they are', async () => {
    let read = 0;
    const million = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 1_000_000; at += 1) {
        read += 1;
        yield rawTar([{ name: `workspace/${at}`, flag: at % 2 === 0 ? '5' : '2', link: 'x' }]);
      }
    };
    const staged = await stageArchive(million(), { parent, limits: { members: 500 } }, never);
    assert.equal(refused(staged).at(-1), 'many workspace/500');
    assert.equal(staged.isComplete, false);
    assert.ok(read < 600, String(read));
  });

  it('is read no further than its folders may be many, however deep they are', async () => {
    const members = Array.from({ length: 40 }, (_value, at) => ({
      name: `${at}/`.repeat(30) + 'x',
      content: 'x',
    }));
    const staged = await stage(rawTar(members), { members: 50 });
    assert.equal(staged.files.length, 6);
    assert.deepEqual(
      staged.refusals.map(({ reason }) => reason),
      ['many'],
    );
    assert.equal(staged.isComplete, false);
  });

  it('is read no further than all files may be large', async () => {
    let read = 0;
    const much = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 1000; at += 1) {
        read += 1;
        yield rawTar([{ name: `workspace/${at}`, content: 'x'.repeat(1000) }]);
      }
    };
    const staged = await stageArchive(much(), { parent, limits: { totalBytes: 3500 } }, never);
    onlyStaged(staged);
    assert.deepEqual(taken(staged), ['workspace/0', 'workspace/1', 'workspace/2']);
    assert.deepEqual(refused(staged), ['tooMuch workspace/3']);
    assert.equal(staged.isComplete, false);
    assert.ok(read < 30, String(read));
  });

  it('is read no further than zeros or refused files may be long', async () => {
    let read = 0;
    const zeros = async function* (): AsyncGenerator<Uint8Array> {
      const block = Buffer.alloc(1024 * 1024);
      for (; read < 1000; read += 1) yield block;
    };
    const staged = await stageArchive(zeros(), { parent, limits: { totalBytes: 1000 } }, never);
    assert.equal(staged.isComplete, false);
    assert.deepEqual(refused(staged), ['tooMuch ']);
    assert.ok(read < 300, String(read));
  });

  it('leaves out what is not wanted, and says what that was', async () => {
    const archive = rawTar([good, { name: 'workspace/node_modules/x.js', content: 'x' }, good2]);
    const staged = await stageArchive(
      inPieces(archive, 700),
      { parent, wants: (name) => !name.includes('node_modules') },
      never,
    );
    assert.deepEqual(taken(staged), ['workspace/after.txt', 'workspace/good.txt']);
    assert.deepEqual(staged.leftOut, ['workspace/node_modules/x.js']);
    assert.deepEqual([staged.refusals, staged.isComplete], [[], true]);
  });

  it('leaves nothing behind when the connection breaks or it is stopped', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield rawTar([good]);
      yield rawTar([{ name: 'workspace/large', content: 'x'.repeat(900) }]).subarray(0, 700);
      await new Promise((resolve) => setTimeout(resolve, 10));
      throw new Error('The connection was lost.');
    };
    await assert.rejects(stageArchive(broken(), { parent }, never), /The connection was lost\./);
    assert.deepEqual(readdirSync(parent), []);

    const stopping = new AbortController();
    const stopped = async function* (): AsyncGenerator<Uint8Array> {
      yield rawTar([good]);
      await new Promise((resolve) => setTimeout(resolve, 10));
      stopping.abort(new Error('Stopped.'));
      yield rawTar([good2]);
    };
    await assert.rejects(stageArchive(stopped(), { parent }, stopping.signal), /Stopped\./);
    assert.deepEqual(readdirSync(parent), []);
  });

  it('is not taken into a folder that is not there', async () => {
    await assert.rejects(
      stageArchive(inPieces(rawTar([good]), 512), { parent: path.join(outer, 'none') }, never),
    );
  });
});
