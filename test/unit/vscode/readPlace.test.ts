import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGuard, type GuardPorts } from '../../../src/tools/guard';
import { readPlace } from '../../../src/vscode/tools/readPlace';
import { realPathOnDisk } from '../../../src/vscode/tools/realPathOnDisk';

describe('readPlace', () => {
  let folder = '';
  let guard: GuardPorts;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'place-')));
    mkdirSync(path.join(folder, 'ws/src'), { recursive: true });
    mkdirSync(path.join(folder, 'out'));
    writeFileSync(path.join(folder, 'ws/src/a.txt'), 'inside');
    writeFileSync(path.join(folder, 'out/a.txt'), 'secret');
    guard = {
      roots: () => [{ name: 'ws', path: path.join(folder, 'ws') }],
      style: 'posix',
      realPath: realPathOnDisk,
      whyHidden: async () => undefined,
      isUnlisted: async () => false,
      isReadonly: () => false,
    };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pass = (name: string) => createGuard(guard).pass(name, 'read');
  const read = async (name: string, most = 1000, between = () => {}) => {
    const place = await pass(name);
    between();
    return Buffer.from(await readPlace(place, guard, most)).toString();
  };

  it('reads a file whole, by its name and through a link', async () => {
    assert.equal(await read('src/a.txt'), 'inside');
    symlinkSync('src', path.join(folder, 'ws/link'));
    assert.equal(await read('link/a.txt'), 'inside');
    writeFileSync(path.join(folder, 'ws/empty'), '');
    assert.equal(await read('empty'), '');
  });

  it('notices a link that was put in the place of the file since it was checked', async () => {
    const swapped = read('src/a.txt', 1000, () => {
      rmSync(path.join(folder, 'ws/src/a.txt'));
      symlinkSync(path.join(folder, 'out/a.txt'), path.join(folder, 'ws/src/a.txt'));
    });
    await assert.rejects(swapped, /now leads to another place/);
  });

  it('notices a link that was put in the place of its folder', async () => {
    const swapped = read('src/a.txt', 1000, () => {
      renameSync(path.join(folder, 'ws/src'), path.join(folder, 'ws/old'));
      symlinkSync(path.join(folder, 'out'), path.join(folder, 'ws/src'));
    });
    await assert.rejects(swapped, /now leads to another place/);
  });

  it('says why a place cannot be read', async () => {
    await assert.rejects(read('src'), /^ToolError: src is a folder/);
    await assert.rejects(read('src/b.txt'), /There is no src\/b\.txt\. find_files/);
    await assert.rejects(read('src/a.txt/b'), /is no folder/);
    await assert.rejects(read('src/a.txt', 3), /search_text finds lines in it/);
    symlinkSync('nowhere', path.join(folder, 'ws/dangling'));
    await assert.rejects(read('dangling'), /is a link that leads nowhere/);
    symlinkSync('loop', path.join(folder, 'ws/loop'));
    await assert.rejects(read('loop'), /is a link that leads to itself/);
  });

  it('does not wait at a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [path.join(folder, 'ws/pipe')]);
    await assert.rejects(read('pipe'), /no regular file/);
  });
});
