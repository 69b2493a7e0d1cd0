import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { JsonObject } from '../../../src/api/types';
import { createFile } from '../../../src/tools/createFile';
import { deleteFile } from '../../../src/tools/deleteFile';
import { editFile } from '../../../src/tools/editFile';
import { renameFile } from '../../../src/tools/renameFile';
import type { Tool } from '../../../src/tools/tool';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createChanges } from '../../../src/vscode/tools/changes';
import { createFiles } from '../../../src/vscode/tools/files';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';
import { checkTool, runChecked } from '../../support/checkTool';

describe('the tools that change files', () => {
  let root = '';
  const ignoreRules = createIgnoreRules();
  const guard = createGuardPorts(ignoreRules);
  const host = { files: createFiles(guard), changes: createChanges(guard) };
  const check = (tool: Tool, given: JsonObject) => checkTool(tool, given, { host, disk: guard });
  const run = async (tool: Tool, given: JsonObject) => runChecked(await check(tool, given));
  const file = (name: string): string => path.join(root, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const open = (name: string) => vscode.workspace.openTextDocument(vscode.Uri.file(file(name)));
  const edit = (name: string, ...pairs: readonly (readonly [string, string])[]) =>
    check(editFile, {
      path: `changed/${name}`,
      edits: pairs.map(([oldText, newText]) => ({ oldText, newText })),
    });

  before(() => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined, 'the tests need a workspace');
    root = path.join(first.uri.fsPath, 'changed');
    mkdirSync(root, { recursive: true });
  });
  after(async () => {
    // VS Code keeps unsaved documents open, and later tests would find them.
    for (const { uri } of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    ignoreRules.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  it('change several places of a file as one step, which one undo takes back', async () => {
    writeFileSync(file('a.txt'), 'one\ntwo\nthree\nfour\nfive');
    const { outcome, text } = await runChecked(await edit('a.txt', ['two', 'zwei'], ['five', 'fünf\nsechs']));
    assert.equal(outcome, 'done', text);
    assert.equal(read('a.txt'), 'one\nzwei\nthree\nfour\nfünf\nsechs');
    await vscode.window.showTextDocument(await open('a.txt'));
    await vscode.commands.executeCommand('undo');
    assert.equal((await open('a.txt')).getText(), 'one\ntwo\nthree\nfour\nfive');
  });

  it('keep the line ends, the byte order mark and the missing last line end of a file', async () => {
    writeFileSync(file('crlf.txt'), '\ufeffone\r\ntwo\r\nthree');
    await runChecked(await edit('crlf.txt', ['two', 'zwei\nand more'], ['three', 'drei']));
    assert.equal(read('crlf.txt'), '\ufeffone\r\nzwei\r\nand more\r\ndrei');
  });

  it('keep what is not saved, and do not save it', async () => {
    writeFileSync(file('draft.txt'), 'one\ntwo\n');
    const document = await open('draft.txt');
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
    const { text } = await runChecked(await edit('draft.txt', ['two', 'zwei']));
    assert.match(text, /not saved/);
    assert.equal(document.getText(), 'typed one\nzwei\n');
    assert.equal(read('draft.txt'), 'one\ntwo\n');
  });

  it('change nothing that was changed after it was shown', async () => {
    writeFileSync(file('late.txt'), 'one\ntwo\n');
    const checked = await edit('late.txt', ['two', 'zwei']);
    const editor = await vscode.window.showTextDocument(await open('late.txt'));
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
    const { outcome, text } = await runChecked(checked);
    assert.equal(outcome, 'failed');
    assert.match(text, /was changed since the edit was made up/);
    assert.equal((await open('late.txt')).getText(), 'typed one\ntwo\n');
  });

  it('create a file with its folders, and overwrite none that came meanwhile', async () => {
    const given = { path: 'changed/deep/er/new.txt', content: 'hello\n' };
    const checked = await check(createFile, given);
    assert.equal(existsSync(file('deep')), false, 'nothing is on the disk before it is allowed');
    assert.equal((await runChecked(checked)).outcome, 'done');
    assert.equal(read('deep/er/new.txt'), 'hello\n');
    const late = await check(createFile, { ...given, path: 'changed/late-new.txt' });
    writeFileSync(file('late-new.txt'), 'mine');
    assert.equal((await runChecked(late)).outcome, 'failed');
    assert.equal(read('late-new.txt'), 'mine');
  });

  it('rename and delete', async () => {
    writeFileSync(file('old.txt'), 'text');
    assert.equal(
      (await run(renameFile, { path: 'changed/old.txt', newPath: 'changed/moved.txt' })).outcome,
      'done',
    );
    assert.equal(existsSync(file('old.txt')), false);
    assert.equal(read('moved.txt'), 'text');
    assert.equal((await run(deleteFile, { path: 'changed/moved.txt' })).outcome, 'done');
    assert.equal(existsSync(file('moved.txt')), false);
  });
});
