import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { editFile } from '../../../src/tools/editFile';
import { readFile } from '../../../src/tools/readFile';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createChanges } from '../../../src/vscode/tools/changes';
import { createFiles } from '../../../src/vscode/tools/files';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';
import { callTool } from '../../support/callTool';
import { closeAllWithoutSaving, showActive } from '../../support/activeEditor';
import { checkTool, runChecked } from '../../support/checkTool';

/** An encoding: how a text is written in it, and what the settings say of such files. */
interface Encoding {
  readonly name: string;
  readonly setting: string;
  readonly word: string;
  readonly bytes: (text: string) => Buffer;
}

const japanese: Readonly<Record<string, Buffer>> = {
  日: Buffer.from([0x93, 0xfa]),
  本: Buffer.from([0x96, 0x7b]),
};
const encodings: readonly Encoding[] = [
  { name: 'utf8', setting: 'utf8', word: 'Grüße', bytes: (text) => Buffer.from(text) },
  { name: 'utf8bom', setting: 'utf8', word: 'Grüße', bytes: (text) => Buffer.from(`\ufeff${text}`) },
  {
    name: 'utf16le',
    setting: 'utf8',
    word: 'שלום',
    bytes: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  },
  {
    name: 'utf16be',
    setting: 'utf8',
    word: 'שלום',
    bytes: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  },
  { name: 'latin1', setting: 'iso88591', word: 'Grüße', bytes: (text) => Buffer.from(text, 'latin1') },
  {
    name: 'shift-jis',
    setting: 'shiftjis',
    word: '日本',
    bytes: (text) => Buffer.concat(text.split('').map((each) => japanese[each] ?? Buffer.from(each))),
  },
];
const ends = {
  LF: ['\n', '\n', '\n', '\n'],
  CRLF: ['\r\n', '\r\n', '\r\n', '\r\n'],
  mixed: ['\r\n', '\n', '\r\n', '\n'],
};

describe('edit_file, in every encoding', function () {
  this.timeout(120_000);
  let root = '';
  const ignoreRules = createIgnoreRules();
  const guard = createGuardPorts(ignoreRules);
  const host = { files: createFiles(guard), changes: createChanges(guard) };
  const file = (name: string): string => path.join(root, name);
  const useEncoding = (encoding: string | undefined) =>
    vscode.workspace
      .getConfiguration('files')
      .update('encoding', encoding, vscode.ConfigurationTarget.Workspace);

  before(() => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined, 'the tests need a workspace');
    root = path.join(first.uri.fsPath, 'encoded');
    mkdirSync(root, { recursive: true });
  });
  after(async () => {
    await useEncoding(undefined);
    ignoreRules.dispose();
    rmSync(root, { recursive: true, force: true });
  });
  afterEach(closeAllWithoutSaving);

  for (const { name, setting, word, bytes } of encodings) {
    for (const [kind, [a, b, c, d]] of Object.entries(ends)) {
      const before = `${word} one${a}two ${word}${b}three${c}four${d}${word}`;
      const after = `${word} one${a}2 ${word}${b}three${c}IV${d}and ${word}${d}${word}`;
      const edits = [
        { oldText: `two ${word}`, newText: `2 ${word}` },
        { oldText: 'four', newText: `IV\nand ${word}` },
        { oldText: 'not there at all', newText: 'x' },
      ];
      const edit = async (given: string) =>
        runChecked(await checkTool(editFile, { path: given, edits }, { host, disk: guard }));

      it(`${name}, ${kind}, saved: keeps all other bytes, and one undo takes it back`, async () => {
        await useEncoding(setting);
        const given = `encoded/${name}-${kind}.txt`.replaceAll(' ', '-');
        const onDisk = path.join(path.dirname(root), given);
        writeFileSync(onDisk, bytes(before));
        const { text } = await edit(given);
        assert.match(text, /was changed and saved\. 2 of 3 edits were applied\. Not applied:\nEdit 3: /);
        assert.deepEqual(readFileSync(onDisk), bytes(after));
        const read = await callTool(readFile, { path: given }, host, guard);
        assert.match(
          read.text,
          new RegExp(`1: ${word} one\n2: 2 ${word}\n3: three\n4: IV\n5: and ${word}\n6: ${word}$`),
        );

        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(onDisk));
        assert.equal(document.isDirty, false);
        await showActive(document);
        await vscode.commands.executeCommand('undo');
        assert.equal(document.getText().replaceAll('\r\n', '\n'), before.replaceAll('\r\n', '\n'));
      });

      it(`${name}, ${kind}, not saved: changes the editor and leaves the disk alone`, async () => {
        await useEncoding(setting);
        const given = `encoded/draft-${name}-${kind}.txt`.replaceAll(' ', '-');
        const onDisk = path.join(path.dirname(root), given);
        writeFileSync(onDisk, bytes(before));
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(onDisk));
        const editor = await showActive(document);
        await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'typed '));
        const { text } = await edit(given);
        assert.match(text, /not saved\. 2 of 3 edits were applied/);
        assert.deepEqual(readFileSync(onDisk), bytes(before));
        const plain = (each: string): string => each.replaceAll('\r\n', '\n');
        assert.equal(plain(document.getText()), plain(`typed ${after}`));
        await vscode.commands.executeCommand('undo');
        assert.equal(plain(document.getText()), plain(`typed ${before}`));
        if (kind === 'mixed') return;
        await document.save();
        assert.deepEqual(readFileSync(onDisk), bytes(`typed ${before}`));
      });
    }
  }

  it('changes a file again at once, and one undo takes back one change', async () => {
    await useEncoding('utf8');
    writeFileSync(file('twice.txt'), 'one\r\ntwo\nthree\r\n');
    for (const [oldText, newText] of [
      ['one', 'I'],
      ['two', 'II'],
      ['three', 'III'],
    ]) {
      const given = { path: 'encoded/twice.txt', edits: [{ oldText, newText }] };
      const { outcome, text } = await runChecked(await checkTool(editFile, given, { host, disk: guard }));
      assert.equal(outcome, 'done', text);
    }
    assert.equal(readFileSync(file('twice.txt'), 'utf8'), 'I\r\nII\nIII\r\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file('twice.txt')));
    await showActive(document);
    for (const left of ['I II three', 'I two three', 'one two three']) {
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText().trimEnd().replace(/\s+/g, ' '), left);
    }
  });

  it('keeps bytes that are no text, and does not touch lines that have them', async () => {
    await useEncoding('utf8');
    const lines = (first: string) =>
      Buffer.concat([Buffer.from(`${first}\npri`), Buffer.from([0xe9, 0xff]), Buffer.from('x\nlast\n')]);
    writeFileSync(file('odd.txt'), lines('first'));
    const edit = async (oldText: string, newText: string) =>
      runChecked(
        await checkTool(
          editFile,
          { path: 'encoded/odd.txt', edits: [{ oldText, newText }] },
          { host, disk: guard },
        ),
      );
    assert.equal((await edit('first', 'changed')).outcome, 'done');
    assert.deepEqual(readFileSync(file('odd.txt')), lines('changed'));
    const { outcome, text } = await edit('pri', 'price');
    assert.equal(outcome, 'failed');
    assert.match(text, /^Line 2 of encoded\/odd\.txt has bytes that are no utf8 text/);
    assert.deepEqual(readFileSync(file('odd.txt')), lines('changed'));
  });

  it('refuses characters that the encoding of the file has not', async () => {
    await useEncoding('iso88591');
    writeFileSync(file('old.txt'), Buffer.from('Grüße\nzwei\n', 'latin1'));
    const edits = [{ oldText: 'zwei', newText: '日 €' }];
    const { outcome, text } = await runChecked(
      await checkTool(editFile, { path: 'encoded/old.txt', edits }, { host, disk: guard }),
    );
    assert.equal(outcome, 'failed');
    assert.match(text, /is written in iso88591, which has no 日 €/);
    assert.deepEqual(readFileSync(file('old.txt')), Buffer.from('Grüße\nzwei\n', 'latin1'));
  });
});
