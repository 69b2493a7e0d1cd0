import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createEditors } from '../../../src/vscode/tools/editors';
import { guardOfTests } from './guardOf';

describe('what is open in the editor', () => {
  const editors = createEditors(guardOfTests);
  let folder: vscode.Uri;
  const show = async (name: string, column = vscode.ViewColumn.One) =>
    vscode.window.showTextDocument(vscode.Uri.joinPath(folder, name), { viewColumn: column, preview: false });

  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, '.env'), Buffer.from('SECRET=1\n'));
  });
  after(async () => {
    await show('src/cart.ts', vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '.env'));
  });

  it('says that nothing is', async () => {
    assert.deepEqual(await editors.open(), { editors: [], hidden: 0 });
    assert.deepEqual(await editors.selections(), []);
  });

  it('names what is visible, active and unsaved, and what is selected', async () => {
    await show('src/pagination.ts');
    await show('src/formatPrice.ts');
    const editor = await show('src/cart.ts', vscode.ViewColumn.Two);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// first\n'));
    editor.selections = [new vscode.Selection(10, 0, 12, 0), new vscode.Selection(0, 3, 0, 8)];
    const common = { isActive: false, isVisible: false, isUnsaved: false };
    assert.deepEqual(await editors.open(), {
      editors: [
        { file: 'src/pagination.ts', ...common },
        { file: 'src/formatPrice.ts', ...common, isVisible: true },
        { file: 'src/cart.ts', isActive: true, isVisible: true, isUnsaved: true },
      ],
      hidden: 0,
    });
    assert.deepEqual(await editors.selections(), [
      {
        file: 'src/cart.ts',
        firstLine: 11,
        lastLine: 12,
        text: 'export interface Cart {\n  readonly items: readonly Item[];\n',
      },
      { file: 'src/cart.ts', firstLine: 1, lastLine: 1, text: 'first' },
    ]);
  });

  it('says where the cursor is when nothing is selected', async () => {
    const editor = await show('src/cart.ts', vscode.ViewColumn.Two);
    editor.selection = new vscode.Selection(4, 2, 4, 2);
    assert.deepEqual(await editors.selections(), [
      { file: 'src/cart.ts', firstLine: 5, lastLine: 5, text: '' },
    ]);
  });

  it('neither names nor reads what may not be shown', async () => {
    const editor = await show('.env', vscode.ViewColumn.Two);
    editor.selection = new vscode.Selection(0, 0, 0, 8);
    const { editors: open, hidden } = await editors.open();
    assert.equal(hidden, 1);
    assert.doesNotMatch(JSON.stringify(open), /env/);
    assert.deepEqual(await editors.selections(), []);
  });
});
