import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { changeScheme, commandId, type CommandName, extensionId, section } from '../../src/manifest';
import { startEmulator, type Emulator } from '../emulator/emulator';

const shop = ['one();', 'two();', 'three();', 'four();', 'five();', 'six();', 'seven();', ''].join('\n');

describe('an inline edit', () => {
  let emulator: Emulator;
  let folder: vscode.Uri;
  const run = (name: CommandName, ...given: readonly unknown[]) =>
    vscode.commands.executeCommand(commandId(name), ...given);
  const input = (): string => {
    const request = emulator.requests.findLast(({ method }) => method === 'POST');
    return (request?.body as { readonly input: string } | undefined)?.input ?? '';
  };
  const proposed = (): vscode.TextDocument | undefined =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === changeScheme)?.document;
  /** The titles of the answers over the changes that are shown. */
  async function lenses(): Promise<readonly string[]> {
    const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      proposed()?.uri,
    );
    return found.map(({ command }) => command?.title ?? '');
  }
  async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 10_000; !(await condition());)
      if (Date.now() > end) assert.fail(`${what} did not happen`);
      else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const isBack = async (document: vscode.TextDocument): Promise<void> =>
    until(
      () => vscode.window.activeTextEditor?.document === document && proposed() === undefined,
      'going back to the document',
    );
  async function show(name: string, text: string): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  }

  before(async () => {
    emulator = await startEmulator();
    process.env['GEMINI_API_KEY'] = 'integration';
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration(section).update('apiBaseUrl', emulator.url, Global);
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined, 'the tests need a workspace');
    folder = vscode.Uri.joinPath(first.uri, 'inline');
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.extensions.getExtension(extensionId)?.activate();
  });
  afterEach(async () => {
    await run('rejectAllChanges');
    for (const { uri } of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration(section).update('apiBaseUrl', undefined, Global);
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await emulator.close();
  });

  it('changes all selections at once, and one undo takes back what was accepted piece by piece', async () => {
    const editor = await show('several.js', shop);
    const { document } = editor;
    editor.selections = [new vscode.Selection(5, 0, 5, 3), new vscode.Selection(0, 2, 1, 3)];
    emulator.script({
      text: '<<<<<<< PIECE 1\nuno();\ntwo();\n>>>>>>> PIECE 1\n<<<<<<< PIECE 2\nsei();\n>>>>>>> PIECE 2\n',
    });
    await run('editSelection', { prompt: 'In Italian' });
    assert.match(
      input(),
      /<<<<<<< PIECE 1\none\(\);\ntwo\(\);\n>>>>>>> PIECE 1\n[^]*<<<<<<< PIECE 2\nsix\(\);\n/,
    );
    assert.equal(proposed()?.getText(), shop.replace('one', 'uno').replace('six', 'sei'));
    await run('acceptHunk');
    assert.equal(document.getText(), shop.replace('one', 'uno'));
    await run('acceptHunk');
    await isBack(document);
    const changed = shop.replace('one', 'uno').replace('six', 'sei');
    await until(() => readFileSync(document.uri.fsPath, 'utf8') === changed && !document.isDirty, 'saving');
    await until(() => emulator.requests.some(({ method }) => method === 'DELETE'), 'the end of the edit');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), shop);
  });

  it('keeps what is not saved and its line ends, and does not save it', async () => {
    const saved = shop.replaceAll('\n', '\r\n');
    const editor = await show('unsaved.js', saved);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'zero();\n'));
    editor.selection = new vscode.Selection(1, 0, 1, 6);
    emulator.script({ text: 'uno();' });
    await run('editSelection', { prompt: 'In Italian' });
    assert.match(input(), /zero\(\);\n<<<<<<< PIECE 1\none\(\);\n>>>>>>> PIECE 1/);
    await run('acceptChange');
    await isBack(editor.document);
    assert.equal(editor.document.getText(), `zero();\r\n${saved.replace('one', 'uno')}`);
    assert.equal(readFileSync(editor.document.uri.fsPath, 'utf8'), saved);
  });

  it('generates at the cursor of a document without a file', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: '' });
    await vscode.window.showTextDocument(document);
    emulator.script({ text: '```python\ndef greet():\n    print("hi")\n```' });
    await run('editSelection', { prompt: 'Greet' });
    assert.equal(document.getText(), '');
    assert.equal(proposed()?.languageId, 'python');
    await run('acceptHunk');
    await isBack(document);
    assert.equal(document.getText(), 'def greet():\n    print("hi")');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), '');
  });

  it('edits a cell of a notebook', async () => {
    const uri = vscode.Uri.joinPath(folder, 'prices.ipynb');
    const cell = (source: readonly string[]) => ({
      cell_type: 'code',
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    });
    const cells = [cell(['print(1)']), cell(['a = 1\n', 'b = 2\n', 'c = 3'])];
    const metadata = { language_info: { name: 'python' } };
    await vscode.workspace.fs.writeFile(
      uri,
      Buffer.from(JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 })),
    );
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    await vscode.commands.executeCommand('notebook.cell.edit');
    const { document } = notebook.cellAt(1);
    await until(() => vscode.window.activeTextEditor?.document === document, 'editing the cell');
    await vscode.commands.executeCommand('editor.action.selectAll');
    emulator.script({ text: 'a = 1\nb = 20\nc = 3' });
    await run('editSelection', { prompt: 'Ten times' });
    assert.match(input(), /prices\.ipynb \(cell 2\) \(python\)/);
    await until(() => proposed() !== undefined, 'showing the change');
    assert.equal(proposed()?.languageId, 'python');
    assert.equal(proposed()?.getText(), 'a = 1\nb = 20\nc = 3');
    await run('acceptHunk');
    await until(() => document.getText() === 'a = 1\nb = 20\nc = 3', 'changing the cell');
    await until(() => vscode.window.activeNotebookEditor?.notebook === notebook, 'going back');
    assert.equal(notebook.cellAt(0).document.getText(), 'print(1)');
  });

  it('says what does not fit any more when the file is changed while it is written', async () => {
    const editor = await show('meanwhile.js', shop);
    editor.selection = new vscode.Selection(0, 0, 6, 8);
    emulator.script({
      pieces: ['uno();\ntwo();\nthree();\n', { gate: 'meanwhile' }, 'four();\nfive();\nsei();\nseven();\n'],
    });
    const done = run('editSelection', { prompt: 'In Italian' });
    await emulator.reached('meanwhile');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(editor.document.uri, new vscode.Range(0, 0, 0, 3), 'ein');
    await vscode.workspace.applyEdit(edit);
    emulator.release('meanwhile');
    await done;
    await until(
      async () => (await lenses()).includes('$(warning) These lines were changed meanwhile.'),
      'telling of the conflict',
    );
    await run('acceptChange');
    // What is in conflict is accepted by itself only.
    assert.equal(editor.document.getText(), shop.replace('one', 'ein').replace('six', 'sei'));
    await run('rejectHunk');
    await isBack(editor.document);
    assert.equal(editor.document.getText(), shop.replace('one', 'ein').replace('six', 'sei'));
  });
});
