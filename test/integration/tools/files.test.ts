import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { JsonObject } from '../../../src/api/types';
import { listDirectory } from '../../../src/tools/listDirectory';
import { readFile } from '../../../src/tools/readFile';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createFiles } from '../../../src/vscode/tools/files';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';
import { closeWithoutSaving, showActive } from '../../support/activeEditor';
import { callTool } from '../../support/callTool';
import { sampleFiles } from '../../support/sampleFiles';

describe('the tools that read files', () => {
  let root = '';
  let outside = '';
  const ignoreRules = createIgnoreRules();
  const guard = createGuardPorts(ignoreRules);
  const files = createFiles(guard);
  const read = (name: string, more: JsonObject = {}) =>
    callTool(readFile, { path: `files/${name}`, ...more }, { files }, guard);
  const list = (name: string) => callTool(listDirectory, { path: name }, { files }, guard);
  const write = (name: string, content: string | Uint8Array): void =>
    writeFileSync(path.join(root, name), content);
  const uri = (name: string): vscode.Uri => vscode.Uri.file(path.join(root, name));

  before(() => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined, 'the tests need a workspace');
    root = path.join(first.uri.fsPath, 'files');
    outside = realpathSync(mkdtempSync(path.join(tmpdir(), 'outside-')));
    writeFileSync(path.join(outside, 'key.txt'), 'a secret');
    mkdirSync(root, { recursive: true });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    ignoreRules.dispose();
    rmSync(root, { recursive: true, force: true });
    rmSync(outside, { recursive: true, force: true });
  });

  it('decode text by its byte order mark, which the model does not see', async () => {
    const utf16 = Buffer.from('\ufeffשלום\nworld\n', 'utf16le');
    write('mark.txt', '\ufeffשלום\nworld\n');
    write('little.txt', utf16);
    write('big.txt', Buffer.from(utf16).swap16());
    for (const name of ['mark.txt', 'little.txt', 'big.txt'])
      assert.equal((await read(name)).text, `files/${name}, lines 1-2 of 2:\n1: שלום\n2: world`);
  });

  it('decode text as the settings of the editor say', async () => {
    write('old.txt', Buffer.from([0x70, 0x72, 0x69, 0x78, 0x20, 0x35, 0x80]));
    assert.match((await read('old.txt')).text, /1: prix 5\ufffd$/);
    const settings = vscode.workspace.getConfiguration('files', uri('old.txt'));
    await settings.update('encoding', 'windows1252', vscode.ConfigurationTarget.Workspace);
    try {
      assert.match((await read('old.txt')).text, /1: prix 5€$/);
    } finally {
      await settings.update('encoding', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('give what stands in the editor and is not saved yet, also by the name of a link', async () => {
    write('draft.txt', 'saved');
    symlinkSync('draft.txt', path.join(root, 'link.txt'));
    const document = await vscode.workspace.openTextDocument(uri('draft.txt'));
    const editor = await showActive(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'not '));
    assert.equal(
      (await read('draft.txt')).text,
      'files/draft.txt (not saved yet), lines 1-1 of 1:\n1: not saved',
    );
    assert.match((await read('link.txt')).text, /1: not saved$/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.match((await read('draft.txt')).text, /^files\/draft\.txt, lines 1-1 of 1:\n1: saved$/);
  });

  it('give what is on the disk where the editor has changed nothing, even if it has not heard of it', async () => {
    write('open.txt', Buffer.from([0x35, 0x80]));
    const document = await vscode.workspace.openTextDocument(uri('open.txt'), { encoding: 'windows1252' });
    assert.equal(document.getText(), '5€');
    assert.match((await read('open.txt')).text, /1: 5€$/);
    write('open.txt', Buffer.from([0x36, 0x80]));
    assert.match((await read('open.txt')).text, /1: 6€$/);
  });

  it('give a file that was deleted while it is open and changed', async () => {
    write('gone.txt', 'text');
    const document = await vscode.workspace.openTextDocument(uri('gone.txt'));
    const editor = await showActive(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'kept '));
    rmSync(uri('gone.txt').fsPath);
    assert.match((await read('gone.txt')).text, /1: kept text$/);
    await closeWithoutSaving(document);
    assert.match((await read('gone.txt')).text, /^There is no files\/gone\.txt/);
  });

  it('give a notebook by its cells, with what is not saved yet', async () => {
    const cells = [
      {
        cell_type: 'code',
        metadata: {},
        execution_count: 1,
        source: ['print(1)'],
        outputs: [{ output_type: 'stream', name: 'stdout', text: ['1\n'] }],
      },
    ];
    write('prices.ipynb', JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const whole =
      'files/prices.ipynb, a notebook, cells 1-1 of 1:\n--- cell 1 (python)\nprint(1)\n--- output of cell 1\n1';
    assert.equal((await read('prices.ipynb')).text, whole);
    const notebook = await vscode.workspace.openNotebookDocument(uri('prices.ipynb'));
    assert.equal((await read('prices.ipynb')).text, whole);
    await vscode.window.showNotebookDocument(notebook);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [
      vscode.NotebookEdit.insertCells(1, [
        new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, 'unsaved', 'markdown'),
      ]),
    ]);
    await vscode.workspace.applyEdit(edit);
    assert.match((await read('prices.ipynb')).text, /cells 1-2 of 2:[^]*--- cell 2 \(markdown\)\nunsaved$/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('give pictures and PDF byte for byte, by what they are and not by their names', async () => {
    write('picture.txt', sampleFiles.png());
    write('paper.png', sampleFiles.pdf());
    const [, picture] = (await read('picture.txt')).content;
    assert.deepEqual(picture, {
      type: 'image',
      mime_type: 'image/png',
      data: sampleFiles.png().toString('base64'),
    });
    const [, paper] = (await read('paper.png')).content;
    assert.deepEqual(paper, {
      type: 'document',
      mime_type: 'application/pdf',
      data: sampleFiles.pdf().toString('base64'),
    });
  });

  it('refuse what is binary, and read a table as text', async () => {
    write('archive.txt', sampleFiles.zip());
    write('nothing.bin', new Uint8Array([0, 1, 2, 3]));
    write('fruit.csv', 'fruit,price\napple,1\n');
    assert.match((await read('archive.txt')).text, /is binary \(application\/zip\)/);
    assert.match((await read('nothing.bin')).text, /nothing\.bin is binary, so/);
    assert.match((await read('fruit.csv')).text, /1: fruit,price\n2: apple,1$/);
  });

  it('refuse what lies outside, what is secret, and links to either', async () => {
    write('.env', 'KEY=1');
    symlinkSync(path.join(outside, 'key.txt'), path.join(root, 'key.txt'));
    symlinkSync(outside, path.join(root, 'out'));
    symlinkSync('.env', path.join(root, 'plain.txt'));
    for (const name of ['key.txt', 'out/key.txt'])
      assert.match((await read(name)).text, /leads out of the workspace through a link/, name);
    for (const name of ['.env', 'plain.txt'])
      assert.match((await read(name)).text, /that it may hold secrets/, name);
    for (const name of [path.join(outside, 'key.txt'), '../files/../../key.txt', '~/key.txt', 'file:///etc'])
      assert.equal((await callTool(readFile, { path: name }, { files }, guard)).outcome, 'refused', name);
    assert.match((await list('files/out')).text, /leads out of the workspace through a link/);
    assert.doesNotMatch((await list('files')).text, /\.env/);
  });

  it('keep from the model what the ignore files and Git keep', async () => {
    mkdirSync(path.join(root, 'kept/private'), { recursive: true });
    mkdirSync(path.join(root, 'kept/.git'));
    mkdirSync(path.join(root, 'kept/dist'));
    write('kept/.geminiignore', 'private/\n');
    write('kept/.aiexclude', '*.csv\n');
    write('kept/.gitignore', 'dist/\n');
    for (const name of ['private/a.txt', 'prices.csv', '.git/config', 'dist/a.js', 'a.txt'])
      write(`kept/${name}`, 'text');
    symlinkSync('kept/private', path.join(root, 'way'));
    assert.equal((await list('files/kept')).text, '.aiexclude\n.geminiignore\n.gitignore\na.txt');
    assert.match((await read('kept/private/a.txt')).text, /kept\/\.geminiignore leaves it out \(private\/\)/);
    assert.match((await read('way/a.txt')).text, /kept\/\.geminiignore leaves it out/);
    assert.match((await read('kept/prices.csv')).text, /kept\/\.aiexclude leaves it out/);
    for (const name of ['kept/.git/config', 'kept/.GIT/config'])
      assert.match((await read(name)).text, /it belongs to Git itself; the functions for Git/, name);
    // What Git ignores can be read and listed when it is asked for.
    assert.match((await read('kept/dist/a.js')).text, /1: text$/);
    assert.equal((await list('files/kept/dist')).text, 'a.js');
  });

  it('read files of any name', async () => {
    for (const name of ['-rf', '$(id).txt', 'two words.txt', 'a%20b.txt', '#hash?.txt', 'ä.txt', '{a}.txt']) {
      write(name, `in ${name}`);
      assert.equal((await read(name)).text, `files/${name}, lines 1-1 of 1:\n1: in ${name}`);
    }
  });

  it('say that a folder is none, and that nothing is there', async () => {
    write('a.txt', 'a');
    assert.match((await list('files/a.txt')).text, /^files\/a\.txt is no folder/);
    assert.match((await list('files/nowhere')).text, /^There is no files\/nowhere/);
    assert.match((await read('')).text, /^files is a folder/);
  });
});
