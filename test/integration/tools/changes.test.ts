import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
import { closeAllWithoutSaving, showActive } from '../../support/activeEditor';
import { checkTool, concernsOf, runChecked } from '../../support/checkTool';

interface NotebookJson {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
}

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
    await closeAllWithoutSaving();
    ignoreRules.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  it('change several places of a file as one step, which one undo takes back', async () => {
    writeFileSync(file('a.txt'), 'one\ntwo\nthree\nfour\nfive');
    const { outcome, text } = await runChecked(await edit('a.txt', ['two', 'zwei'], ['five', 'fünf\nsechs']));
    assert.equal(outcome, 'done', text);
    assert.equal(read('a.txt'), 'one\nzwei\nthree\nfour\nfünf\nsechs');
    await showActive(await open('a.txt'));
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
    const editor = await showActive(document);
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
    const { text } = await runChecked(await edit('draft.txt', ['two', 'zwei']));
    assert.match(text, /not saved/);
    assert.equal(document.getText(), 'typed one\nzwei\n');
    assert.equal(read('draft.txt'), 'one\ntwo\n');
  });

  it('change nothing that was changed after it was shown', async () => {
    writeFileSync(file('late.txt'), 'one\ntwo\n');
    const checked = await edit('late.txt', ['two', 'zwei']);
    const editor = await showActive(await open('late.txt'));
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
    const { outcome, text } = await runChecked(checked);
    assert.equal(outcome, 'failed');
    assert.match(text, /was changed since the edit was made up/);
    assert.equal((await open('late.txt')).getText(), 'typed one\ntwo\n');
  });

  it('keep the mode of a file, and refuse one that may not be written', async () => {
    writeFileSync(file('run.sh'), 'one\r\ntwo\n');
    chmodSync(file('run.sh'), 0o755);
    assert.equal((await runChecked(await edit('run.sh', ['two', 'zwei']))).outcome, 'done');
    assert.equal(read('run.sh'), 'one\r\nzwei\n');
    assert.equal(statSync(file('run.sh')).mode & 0o777, 0o755);
    writeFileSync(file('fixed.txt'), 'one\n');
    chmodSync(file('fixed.txt'), 0o444);
    const { outcome, text } = await runChecked(await edit('fixed.txt', ['one', 'eins']));
    assert.equal(outcome, 'failed');
    assert.match(text, /^changed\/fixed\.txt is read-only on the disk/);
    assert.equal(read('fixed.txt'), 'one\n');
    assert.equal((await open('fixed.txt')).isDirty, false);
  });

  it('write what the settings name as read-only when the person has let it pass', async () => {
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update(
      'readonlyInclude',
      { 'changed/kept.txt': true },
      vscode.ConfigurationTarget.Workspace,
    );
    try {
      writeFileSync(file('kept.txt'), 'one\ntwo\n');
      const checked = await edit('kept.txt', ['two', 'zwei']);
      assert.match(concernsOf(checked).join(), /read-only/);
      assert.equal((await runChecked(checked)).outcome, 'done');
      assert.equal(read('kept.txt'), 'one\nzwei\n');
    } finally {
      await settings.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('tell the model what formatting made of its change, once', async () => {
    let formatted = 0;
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { pattern: '**/changed/formatted.txt' },
      {
        provideDocumentFormattingEdits(document) {
          formatted += 1;
          return document.getText().includes('zwei')
            ? [vscode.TextEdit.replace(new vscode.Range(0, 0, 0, 3), 'ONE')]
            : [];
        },
      },
    );
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update('formatOnSave', true, vscode.ConfigurationTarget.Workspace);
    try {
      writeFileSync(file('formatted.txt'), 'one\r\ntwo\nthree\n');
      const { outcome, text } = await runChecked(await edit('formatted.txt', ['two', 'zwei']));
      assert.equal(outcome, 'done', text);
      assert.match(text, /such as formatting, changed another line: read it again/);
      assert.equal(read('formatted.txt'), 'ONE\r\nzwei\nthree\n');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.equal(formatted, 1);
      assert.equal((await open('formatted.txt')).isDirty, false);
    } finally {
      await settings.update('formatOnSave', undefined, vscode.ConfigurationTarget.Workspace);
      formatter.dispose();
    }
  });

  it('change what is on the disk when the editor has an older text', async () => {
    writeFileSync(file('older.txt'), 'one\ntwo\n');
    const document = await open('older.txt');
    await showActive(document);
    writeFileSync(file('older.txt'), 'one\ntwo\nthree\n');
    const { outcome, text } = await runChecked(await edit('older.txt', ['three', 'drei']));
    assert.equal(outcome, 'done', text);
    assert.equal(read('older.txt'), 'one\ntwo\ndrei\n');
  });

  it('change a large file at many places in a moment', async () => {
    const lines = Array.from({ length: 50_000 }, (_, at) => `line ${at} of a long file\n`);
    writeFileSync(file('long.txt'), lines.join(''));
    const places = Array.from({ length: 200 }, (_, at) => at * 250);
    const changed = new Set(places);
    const checked = await edit(
      'long.txt',
      ...places.map((at): [string, string] => [lines[at] ?? '', `changed ${at}\n`]),
    );
    const begun = performance.now();
    assert.equal((await runChecked(checked)).outcome, 'done');
    const elapsed = performance.now() - begun;
    assert.equal(
      read('long.txt'),
      lines.map((line, at) => (changed.has(at) ? `changed ${at}\n` : line)).join(''),
    );
    assert.ok(elapsed < 10_000, `${Math.round(elapsed)} ms`);
  });

  it('change a notebook by its cells, and leave what they printed', async () => {
    const output = { output_type: 'stream', name: 'stdout', text: ['1\n'] };
    const code = (source: string) => ({
      cell_type: 'code',
      metadata: {},
      execution_count: 1,
      source: [source],
      outputs: [output],
    });
    const cells = [
      { cell_type: 'markdown', metadata: {}, source: ['# Prices'] },
      code('print(1)'),
      code('print(3)'),
    ];
    const metadata = { language_info: { name: 'python' } };
    writeFileSync(file('prices.ipynb'), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 2 }));
    const { outcome, text } = await runChecked(
      await edit(
        'prices.ipynb',
        ['print(1)', 'print(1 + 1)\n--- cell (markdown)\nNow three:'],
        ['# Prices', '# All prices'],
      ),
    );
    assert.equal(outcome, 'done', text);
    const saved = () =>
      (JSON.parse(read('prices.ipynb')) as { readonly cells: readonly NotebookJson[] }).cells.map((cell) => [
        cell.cell_type,
        cell.source.join(''),
        cell.outputs?.length ?? 0,
      ]);
    assert.deepEqual(saved(), [
      ['markdown', '# All prices', 0],
      ['code', 'print(1 + 1)', 1],
      ['markdown', 'Now three:', 0],
      ['code', 'print(3)', 1],
    ]);
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file('prices.ipynb')));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(
      notebook.getCells().map(({ document }) => document.getText()),
      ['# Prices', 'print(1)', 'print(3)'],
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
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
