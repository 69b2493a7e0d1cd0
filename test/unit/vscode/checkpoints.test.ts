import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGuard, type Place } from '../../../src/tools/guard';
import { silentLogger } from '../../../src/util/log';
import { createCheckpoints } from '../../../src/vscode/checkpoints/checkpoints';
import { realPathOnDisk } from '../../../src/vscode/tools/realPathOnDisk';

describe('checkpoints', () => {
  let root = '';
  let storage = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'workspace-')));
    storage = mkdtempSync(path.join(tmpdir(), 'checkpoints-'));
  });
  afterEach(() => {
    for (const folder of [root, storage]) rmSync(folder, { recursive: true, force: true });
  });
  const turn = { chatId: 'chat', turnId: 'turn' };
  const file = (name: string): string => path.join(root, name);
  const pass = (name: string): Promise<Place> =>
    createGuard({
      roots: () => [{ name: 'shop', path: root }],
      style: process.platform === 'win32' ? 'win32' : 'posix',
      realPath: realPathOnDisk,
      whyHidden: async () => undefined,
      isUnlisted: async () => false,
      isReadonly: () => false,
    }).pass(name, 'write');
  const create = (broken = false) =>
    createCheckpoints(storage, {
      async contentNow({ real }) {
        if (broken) throw new Error('This disk is broken.');
        const facts = await lstat(real).catch(() => undefined);
        return facts?.isFile() === true
          ? { kind: 'disk', path: real, size: facts.size, mode: facts.mode & 0o777 }
          : { kind: 'nothing' };
      },
      uriIn: (_root, relative) => relative,
      isOnDisk: () => true,
      log: silentLogger,
    });
  /** What is known of the files of the turn: what was in them before, and whether there is anything after. */
  async function known() {
    const { files, images } = create();
    const { touches } = await files.load('chat');
    const found: Record<string, readonly [string | undefined, boolean]> = {};
    for (const { path: name, before, after } of touches) {
      const content = before === undefined ? undefined : await images.get(before);
      found[name] = [
        content === undefined ? undefined : Buffer.from(content).toString(),
        after !== undefined,
      ];
    }
    return found;
  }

  it('keep what was in just the files that a change is about, before it is made', async () => {
    writeFileSync(file('a.txt'), 'one');
    writeFileSync(file('other.txt'), 'other');
    const place = await pass('a.txt');
    const made = await create().record(turn, { kind: 'edit', place }, async () => {
      assert.deepEqual(await known(), { 'a.txt': ['one', true] });
      await writeFile(file('a.txt'), 'two');
      return 'made';
    });
    assert.equal(made, 'made');
    await create().record(turn, { kind: 'edit', place }, () => writeFile(file('a.txt'), 'three'));
    await create().record(turn, { kind: 'create', place: await pass('new.txt') }, () =>
      writeFile(file('new.txt'), 'new'),
    );
    assert.deepEqual(await known(), { 'a.txt': ['one', true], 'new.txt': [undefined, true] });
  });

  it('keep every file of a folder that goes away or elsewhere, with its mode', async () => {
    mkdirSync(file('tools/deep'), { recursive: true });
    writeFileSync(file('tools/run.sh'), 'echo');
    chmodSync(file('tools/run.sh'), 0o755);
    writeFileSync(file('tools/deep/b.txt'), 'b');
    await create().record(turn, { kind: 'rename', place: await pass('tools'), to: await pass('kept') }, () =>
      rename(file('tools'), file('kept')),
    );
    assert.deepEqual(await known(), {
      'tools/run.sh': ['echo', false],
      'tools/deep/b.txt': ['b', false],
      'kept/run.sh': [undefined, true],
      'kept/deep/b.txt': [undefined, true],
    });
    const { touches } = await create().files.load('chat');
    assert.equal(
      touches.find(({ path: name }) => name === 'tools/run.sh')?.mode,
      statSync(file('kept/run.sh')).mode & 0o777,
    );
  });

  it('do not stand in the way of a change, and know that it cannot be taken back', async () => {
    writeFileSync(file('a.txt'), 'one');
    await create(true).record(turn, { kind: 'edit', place: await pass('a.txt') }, () =>
      writeFile(file('a.txt'), 'two'),
    );
    assert.equal(readFileSync(file('a.txt'), 'utf8'), 'two');
    assert.deepEqual((await create().files.load('chat')).forgotten, ['turn']);
  });

  it('do not keep a folder of too many files, and know that', async () => {
    mkdirSync(file('many'));
    for (let at = 0; at < 2001; at += 1) writeFileSync(file(`many/${at}`), '');
    await create().record(turn, { kind: 'delete', place: await pass('many') }, () =>
      rm(file('many'), { recursive: true }),
    );
    const { touches, forgotten } = await create().files.load('chat');
    assert.deepEqual([touches, forgotten], [[], ['turn']]);
  });

  it('pass the failure of a change on, and note nothing that did not happen', async () => {
    writeFileSync(file('a.txt'), 'one');
    const failing = create().record(turn, { kind: 'edit', place: await pass('a.txt') }, async () => {
      throw new Error('It is read-only.');
    });
    await assert.rejects(failing, /read-only/);
    assert.deepEqual(await known(), {});
  });
});
