import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { JsonObject } from '../../../src/api/types';
import { createFile } from '../../../src/tools/createFile';
import { deleteFile } from '../../../src/tools/deleteFile';
import { editFile } from '../../../src/tools/editFile';
import { renameFile } from '../../../src/tools/renameFile';
import type { Tool } from '../../../src/tools/tool';
import { silentLogger } from '../../../src/util/log';
import { workspaceCheckpoints } from '../../../src/vscode/checkpoints/workspaceCheckpoints';
import { newRestoringId, planOf, planTurns } from '../../../src/vscode/checkpoints/planTurns';
import { recordedChanges } from '../../../src/vscode/checkpoints/recordedChanges';
import { restoreFiles } from '../../../src/vscode/checkpoints/restoreFiles';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createChanges } from '../../../src/vscode/tools/changes';
import { createFiles } from '../../../src/vscode/tools/files';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';
import { checkTool, runChecked } from '../../support/checkTool';

describe('going back to before a turn', function () {
  this.timeout(90_000);
  let root = '';
  let storage = '';
  let chatId = '';
  const ignoreRules = createIgnoreRules();
  const guard = createGuardPorts(ignoreRules);
  const changes = createChanges(guard);
  const file = (name: string): string => path.join(root, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const nameOf = (uri: string): string => path.basename(vscode.Uri.parse(uri).fsPath);
  /** As after a reload: nothing but the disk is remembered. */
  const ports = () => ({
    checkpoints: workspaceCheckpoints(storage, guard, silentLogger),
    guard,
    changes,
    log: silentLogger,
  });
  /** A call of the model in a turn, which the person allows. */
  const call = async (turnId: string, tool: Tool, given: JsonObject): Promise<void> => {
    const recorded = recordedChanges(changes, ports().checkpoints, { chatId, turnId });
    const host = { files: createFiles(guard), changes: recorded };
    const { outcome, text } = await runChecked(await checkTool(tool, given, { host, disk: guard }));
    assert.equal(outcome, 'done', text);
  };
  const edit = (turnId: string, name: string, oldText: string, newText: string) =>
    call(turnId, editFile, { path: `restored/${name}`, edits: [{ oldText, newText }] });
  const plan = (turnId: string, ...all: readonly string[]) =>
    planTurns(
      { id: chatId, turns: all.map((id) => ({ id })) as never },
      { id: turnId, startedAt: 0 },
      ports(),
    );
  /** Restores what needs no question, and returns the name of the restoring. */
  const restore = async (turnId: string, ...all: readonly string[]): Promise<string> => {
    const { steps } = await plan(turnId, ...all);
    const restoring = newRestoringId();
    const plain = steps.filter(({ ask }) => ask === undefined);
    const { problems } = await restoreFiles(plain, { chatId, turnId: restoring }, ports());
    assert.deepEqual(problems, []);
    return restoring;
  };
  const undo = async (restoring: string): Promise<void> => {
    const index = await ports().checkpoints.files.load(chatId);
    const { steps } = await planOf(index, new Set([restoring]), ports());
    const { problems } = await restoreFiles(steps, { chatId, turnId: newRestoringId() }, ports());
    assert.deepEqual(problems, []);
  };

  const set = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration('files')
      .update('autoSave', value, vscode.ConfigurationTarget.Workspace);
  before(async () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined, 'the tests need a workspace');
    root = path.join(first.uri.fsPath, 'restored');
    await set('off');
  });
  beforeEach(() => {
    chatId = randomUUID();
    mkdirSync(root, { recursive: true });
    storage = mkdtempSync(path.join(tmpdir(), 'checkpoints-'));
  });
  afterEach(async () => {
    for (const { uri } of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(storage, { recursive: true, force: true });
    rmSync(root, { recursive: true, force: true });
  });
  after(async () => {
    await set(undefined);
    ignoreRules.dispose();
  });

  it('brings changed, made, renamed and deleted files back, with their bytes and modes, and can be undone', async () => {
    writeFileSync(file('changed.txt'), '\ufeffone\r\ntwo\nthree');
    writeFileSync(file('run.sh'), 'echo\n');
    chmodSync(file('run.sh'), 0o755);
    const picture = randomBytes(200_000);
    writeFileSync(file('picture.bin'), picture);
    await edit('t1', 'changed.txt', 'two', 'zwei');
    await call('t2', createFile, { path: 'restored/new.txt', content: 'new\n' });
    await call('t2', renameFile, { path: 'restored/run.sh', newPath: 'restored/moved.sh' });
    await call('t2', deleteFile, { path: 'restored/picture.bin' });
    await edit('t2', 'changed.txt', 'three', 'drei');

    const { steps } = await plan('t2', 't1', 't2');
    assert.deepEqual(
      Object.fromEntries(steps.map(({ path: uri, action, ask }) => [nameOf(uri), [action, ask]])),
      {
        'new.txt': ['delete', undefined],
        'run.sh': ['recreate', undefined],
        'moved.sh': ['delete', undefined],
        'picture.bin': ['recreate', undefined],
        'changed.txt': ['restore', undefined],
      },
    );
    const restoring = await restore('t2', 't1', 't2');
    assert.equal(read('changed.txt'), '\ufeffone\r\nzwei\nthree');
    assert.equal(existsSync(file('new.txt')), false);
    assert.equal(existsSync(file('moved.sh')), false);
    assert.equal(statSync(file('run.sh')).mode & 0o777, 0o755);
    assert.deepEqual(readFileSync(file('picture.bin')), picture);
    assert.deepEqual((await plan('t2', 't1', 't2')).steps, []);

    await undo(restoring);
    assert.equal(read('changed.txt'), '\ufeffone\r\nzwei\ndrei');
    assert.equal(read('new.txt'), 'new\n');
    assert.equal(existsSync(file('run.sh')), false);
    assert.equal(existsSync(file('picture.bin')), false);

    // A restoring in between is not somebody else's change.
    const all = await plan('t1', 't1', 't2');
    assert.ok(all.steps.every(({ ask }) => ask === undefined));
    await restore('t1', 't1', 't2');
    assert.equal(read('changed.txt'), '\ufeffone\r\ntwo\nthree');
  });

  it('asks about what the person has changed since, and leaves what changes meanwhile alone', async () => {
    for (const name of ['mine.txt', 'typed.txt', 'plain.txt']) writeFileSync(file(name), 'one\n');
    for (const name of ['mine.txt', 'typed.txt', 'plain.txt']) await edit('t1', name, 'one', 'two');
    writeFileSync(file('mine.txt'), 'two\nof mine\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file('typed.txt')));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
    const { steps } = await plan('t1', 't1');
    assert.deepEqual(Object.fromEntries(steps.map(({ path: uri, ask }) => [nameOf(uri), ask])), {
      'mine.txt': 'changedLater',
      'typed.txt': 'changedLater',
      'plain.txt': undefined,
    });
    writeFileSync(file('plain.txt'), 'mine too\n');
    const plain = steps.filter(({ ask }) => ask === undefined);
    const { done, problems } = await restoreFiles(plain, { chatId, turnId: newRestoringId() }, ports());
    assert.deepEqual(done, []);
    assert.match(problems.join(), /plain\.txt was changed just now, so it was left alone/);
    assert.equal(read('plain.txt'), 'mine too\n');

    // The person has said yes to these two.
    const asked = steps.filter(({ ask }) => ask !== undefined);
    const restoring = newRestoringId();
    await restoreFiles(asked, { chatId, turnId: restoring }, ports());
    assert.deepEqual([read('mine.txt'), read('typed.txt'), document.isDirty], ['one\n', 'one\n', false]);
    await undo(restoring);
    assert.equal(read('mine.txt'), 'two\nof mine\n');
    assert.equal(document.getText(), 'typed two\n');
  });

  it('brings back what was not saved, and does not save it', async () => {
    writeFileSync(file('draft.txt'), 'one\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file('draft.txt')));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
    await edit('t1', 'draft.txt', 'typed one', 'typed two');
    assert.equal(document.getText(), 'typed two\n');
    await restore('t1', 't1');
    assert.equal(document.getText(), 'typed one\n');
    assert.equal(document.isDirty, true);
    assert.equal(read('draft.txt'), 'one\n');
  });

  it('shows an open editor what came back', async () => {
    writeFileSync(file('open.txt'), 'one\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file('open.txt')));
    await vscode.window.showTextDocument(document);
    await edit('t1', 'open.txt', 'one', 'two');
    await restore('t1', 't1');
    assert.deepEqual([document.getText(), document.isDirty], ['one\n', false]);
  });

  it('brings a folder and a large file back', async () => {
    const large = randomBytes(30_000_000);
    mkdirSync(file('folder/deep'), { recursive: true });
    writeFileSync(file('folder/deep/large.bin'), large);
    writeFileSync(file('folder/small.txt'), 'small\n');
    await call('t1', deleteFile, { path: 'restored/folder' });
    assert.equal(existsSync(file('folder')), false);
    await restore('t1', 't1');
    assert.ok(readFileSync(file('folder/deep/large.bin')).equals(large));
    assert.equal(read('folder/small.txt'), 'small\n');
  });

  it('forgets what is too old or too much, and says so', async () => {
    writeFileSync(file('a.txt'), 'one\n');
    await edit('t1', 'a.txt', 'one', 'two');
    await edit('t2', 'a.txt', 'two', 'three');
    await ports().checkpoints.prune({ maxAgeMs: 60_000, maxBytes: 1_000_000 });
    assert.equal((await plan('t1', 't1', 't2')).isIncomplete, false);
    await ports().checkpoints.prune({ maxAgeMs: 60_000, maxBytes: 15 });
    assert.equal((await plan('t1', 't1', 't2')).isIncomplete, true);
    assert.equal((await plan('t2', 't1', 't2')).isIncomplete, false);
    await restore('t2', 't1', 't2');
    assert.equal(read('a.txt'), 'two\n');
  });
});
