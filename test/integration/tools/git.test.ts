import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { createGit } from '../../../src/vscode/tools/git';
import { sampleFiles } from '../../support/sampleFiles';
import { guardOfTests, passed } from './guardOf';

const { signal } = new AbortController();

describe('what Git knows', () => {
  const git = createGit(guardOfTests);
  let root = '';
  const commands =
    (folder: string) =>
    (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
        cwd: path.join(root, folder),
        encoding: 'utf8',
      });
  const write = (name: string, data: string | Uint8Array) => writeFileSync(path.join(root, name), data);
  const diff = async (against: Parameters<typeof git.diff>[0], of?: string, most = 100_000) =>
    git.diff(against, of === undefined ? undefined : await passed(of), most, signal);
  const filesOf = ({ files }: Awaited<ReturnType<typeof diff>>) =>
    files.map(({ file, what, diff: text }) => [file, what, ...(text.match(/^[-+](?![-+]{2} ).*/gm) ?? [])]);

  before(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    for (const folder of ['shop', 'depot']) {
      mkdirSync(path.join(root, folder));
      commands(folder)('init', '--quiet', '--initial-branch=main');
    }
    await vscode.commands.executeCommand('git.openRepository', path.join(root, 'shop'));
    await vscode.commands.executeCommand('git.openRepository', path.join(root, 'depot'));
  });
  after(async () => {
    for (const folder of ['shop', 'depot'])
      rmSync(path.join(root, folder), { recursive: true, force: true, maxRetries: 3 });
  });

  it('says what a repository without a commit holds', async () => {
    write('shop/a.txt', 'one\n');
    commands('shop')('add', '.');
    const [status] = await git.status(await passed('shop'), signal);
    assert.equal(status?.branch, 'main');
    assert.equal(status?.commit, undefined);
    assert.deepEqual(
      status?.staged.map(({ file, what }) => `${what} ${file}`),
      ['added shop/a.txt'],
    );
    assert.deepEqual(filesOf(await diff({ ref: 'HEAD' }, 'shop')), [['shop/a.txt', 'added', '+one']]);
    assert.deepEqual(
      await git.log({ place: await passed('shop'), ref: undefined, skip: 0, most: 5 }, signal),
      [{ repository: 'shop', commits: [] }],
    );
  });

  it('tells staged, unstaged, untracked and renamed files apart', async () => {
    write('shop/old name.txt', 'a text that stays as it is\n'.repeat(5));
    write('shop/picture.png', sampleFiles.png());
    write('shop/.env', 'SECRET=1\n');
    commands('shop')('add', '--force', '.');
    commands('shop')('commit', '--quiet', '--message', 'Begin\n\nWith a body.');
    write('shop/a.txt', 'two\n');
    commands('shop')('add', '.');
    write('shop/a.txt', 'three\n');
    commands('shop')('mv', 'old name.txt', 'new name.txt');
    write('shop/picture.png', Buffer.concat([sampleFiles.png(), Buffer.from([0, 1, 2])]));
    write('shop/.env', 'SECRET=2\n');
    write('shop/notes.txt', 'not tracked\n');

    const all = await git.status(undefined, signal);
    assert.deepEqual(all.map(({ repository }) => repository).sort(), ['depot', 'shop']);
    const status = all.find(({ repository }) => repository === 'shop');
    const told = (
      changes: typeof status extends infer S | undefined
        ? S extends { staged: infer C }
          ? C
          : never
        : never,
    ) => changes.map(({ file, what, formerly = '' }) => `${what} ${formerly} ${file}`);
    assert.ok(status !== undefined);
    assert.deepEqual(told(status.staged), [
      'modified  shop/a.txt',
      'renamed shop/old name.txt shop/new name.txt',
    ]);
    assert.deepEqual(told(status.unstaged), ['modified  shop/a.txt', 'modified  shop/picture.png']);
    assert.deepEqual(told(status.untracked), ['untracked  shop/notes.txt']);
    assert.equal(status.hidden, 1);
  });

  it('shows the staged changes, the others, or both, and never a secret', async () => {
    assert.deepEqual(filesOf(await diff('staged', 'shop/a.txt')), [
      ['shop/a.txt', 'modified', '-one', '+two'],
    ]);
    assert.deepEqual(filesOf(await diff('unstaged', 'shop/a.txt')), [
      ['shop/a.txt', 'modified', '-two', '+three'],
    ]);
    assert.deepEqual(filesOf(await diff({ ref: 'HEAD' }, 'shop/a.txt')), [
      ['shop/a.txt', 'modified', '-one', '+three'],
    ]);
    const all = await diff({ ref: 'HEAD' });
    assert.doesNotMatch(JSON.stringify(all), /SECRET|\.env/);
    assert.equal(all.hidden, 1);
    assert.deepEqual(
      all.untracked.map(({ file }) => file),
      ['shop/notes.txt'],
    );
    const picture = all.files.find(({ file }) => file === 'shop/picture.png');
    assert.match(picture?.diff ?? '', /^Binary files .* differ$/m);
  });

  it('reads no more files than wanted, and names the others', async () => {
    const { files, unread } = await diff({ ref: 'HEAD' }, 'shop', 1);
    assert.equal(files.length, 1);
    assert.ok(unread.some(({ file }) => file === 'shop/picture.png'));
  });

  it('compares with a branch, and two commits with each other, committed secrets left out', async () => {
    const shop = commands('shop');
    shop('branch', 'before');
    shop('add', '--all');
    shop('commit', '--quiet', '--message', 'Go on');
    assert.deepEqual(filesOf(await diff({ ref: 'before' }, 'shop/a.txt')), [
      ['shop/a.txt', 'modified', '-one', '+three'],
    ]);
    const between = await diff({ ref: 'before..main' });
    assert.doesNotMatch(JSON.stringify(between), /SECRET|\.env/);
    assert.equal(between.hidden, 1);
    assert.ok(
      filesOf(between).some(([file, , line]) => file === 'shop/notes.txt' && line === '+not tracked'),
    );
    await assert.rejects(diff({ ref: 'nowhere' }, 'shop'), /no commit or branch "nowhere"/);
  });

  it('tells the commits, of a file too, from a branch on, and older ones', async () => {
    const log = async (of: string, ref?: string, skip = 0) => {
      const [found] = await git.log({ place: await passed(of), ref, skip, most: 5 }, signal);
      return found?.commits.map(({ author, message }) => `${author}: ${message.trim()}`);
    };
    assert.deepEqual(await log('shop'), ['Ann: Go on', 'Ann: Begin\n\nWith a body.']);
    assert.deepEqual(await log('shop/notes.txt'), ['Ann: Go on']);
    assert.deepEqual(await log('shop', 'before'), ['Ann: Begin\n\nWith a body.']);
    assert.deepEqual(await log('shop', undefined, 1), ['Ann: Begin\n\nWith a body.']);
    await assert.rejects(log('shop', 'nowhere'), /no commit or branch "nowhere"/);
  });

  it('says that a place is in no repository', async () => {
    await assert.rejects(
      git.status(await passed('src/cart.ts'), signal),
      /src\/cart\.ts is in no Git repository/,
    );
  });

  it('says that Git is switched off', async () => {
    const configuration = vscode.workspace.getConfiguration('git');
    await configuration.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await assert.rejects(git.status(undefined, signal), /Git extension is switched off/);
    } finally {
      await configuration.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
