import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contributedTools, extensionId, ownToolPrefix, section } from '../../../src/manifest';

describe('our functions for the chat of VS Code', () => {
  let folder: vscode.Uri;
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  const setting = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
  /** Calls one as another extension does. */
  async function invoke(name: (typeof contributedTools)[number], input: object): Promise<string> {
    const { content } = await vscode.lm.invokeTool(`${ownToolPrefix}${name}`, {
      input,
      toolInvocationToken: undefined,
    });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '?')).join('');
  }

  before(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    await vscode.workspace.fs.writeFile(file('.env'), Buffer.from('TOKEN=not-to-be-seen\n'));
  });
  after(async () => {
    await vscode.workspace.fs.delete(file('.env'));
    await setting('approvals', undefined);
    await setting('tools.enabled', undefined);
    await setting('tools.workspace', undefined);
  });

  it('are all among the tools that an extension finds', () => {
    const found = vscode.lm.tools.filter(({ name }) => name.startsWith(ownToolPrefix));
    assert.deepEqual(
      new Set(found.map(({ name }) => name)),
      new Set(contributedTools.map((name) => `${ownToolPrefix}${name}`)),
    );
    for (const { name, description, inputSchema } of found)
      assert.ok(description.length > 20 && inputSchema !== undefined, name);
  });

  it('read a real file', async () => {
    const text = await invoke('read_file', { path: 'src/cart.ts', firstLine: 17, lastLine: 17 });
    assert.match(text, /17\W+export function total\(cart: Cart\): number \{/);
  });

  it('find files and lines, and look at the editors, which our own chat does only when it is told to', async () => {
    assert.match(await invoke('find_files', { glob: '*.py' }), /^tools\/report\.py$/m);
    assert.match(await invoke('search_text', { pattern: 'export function total' }), /^src\/cart\.ts\n17: /m);
    await vscode.window.showTextDocument(file('src/cart.ts'));
    assert.match(await invoke('get_editors', {}), /^src\/cart\.ts \(active\)$/m);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are refused a secret file and what is outside, by every name', async () => {
    for (const path of ['.env', './src/../.env', file('.env').fsPath])
      await assert.rejects(invoke('read_file', { path }), /cannot be used/, path);
    await assert.rejects(invoke('read_file', { path: '../outside.txt' }), /outside of the workspace/);
    await assert.rejects(invoke('list_directory', { path: '/' }), /outside of the workspace/);
    assert.doesNotMatch(await invoke('search_text', { pattern: 'TOKEN', include: ['.env'] }), /not-to-be/);
    assert.doesNotMatch(await invoke('list_directory', {}), /\.env/);
  });

  it('are refused what the settings of the person deny or switch off', async () => {
    await setting('approvals', { read_file: 'deny' });
    await assert.rejects(invoke('read_file', { path: 'README.md' }), /settings do not allow read_file/);
    await setting('approvals', undefined);
    await setting('tools.enabled', { read_file: false });
    await assert.rejects(invoke('read_file', { path: 'README.md' }), /no function "read_file"/);
    await setting('tools.enabled', undefined);
    await setting('tools.workspace', false);
    await assert.rejects(invoke('read_file', { path: 'README.md' }), /switched off/);
    await setting('tools.workspace', undefined);
    assert.match(await invoke('read_file', { path: 'README.md' }), /corner shop/i);
  });
});
