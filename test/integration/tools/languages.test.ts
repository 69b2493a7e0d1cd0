import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createFiles } from '../../../src/vscode/tools/files';
import { createLanguages } from '../../../src/vscode/tools/languages';
import { guardOfTests, passed } from './guardOf';

const { signal } = new AbortController();

describe('what the language services know', () => {
  const languages = createLanguages(guardOfTests, createFiles(guardOfTests));
  let folder: vscode.Uri;
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), Buffer.from(text));
  const look = async (
    what: Parameters<typeof languages.look>[0],
    symbol: string,
    path: string,
    line?: number,
  ) => {
    const found = await languages.look(what, { place: await passed(path), symbol, line }, 100, signal);
    return { ...found, lines: found.items.map(({ file, line: at, text }) => `${file}:${at}: ${text}`) };
  };

  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined);
    folder = first.uri;
    await write('src/hidden.ts', "export const key = 'not-to-be-seen';\n");
    await write('src/generated.ts', 'export const made = 1;\nexport const twice = made + made;\n');
    await write(
      'src/shapes.ts',
      [
        "import { key } from './hidden'; import { made } from './generated';",
        'interface Shape { area(): number }',
        'export class Square implements Shape {',
        '  area(): number { return key.length; }',
        '}',
        'export class Circle implements Shape {',
        '  area(): number { return "round"; }',
        '}',
        'export const shape: Shape = new Square(); export const more = made;',
        'export const words: string[] = [];',
        '',
      ].join('\n'),
    );
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['src/hidden.ts', 'src/generated.ts', 'src/shapes.ts'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
  });

  it('finds a declaration of the workspace by its name', async () => {
    const find = async () => (await languages.workspaceSymbols('formatPrice', signal)).items[0];
    const until = Date.now() + 45_000;
    let found = await find();
    while (found === undefined && Date.now() < until) found = await find();
    assert.deepEqual(found, {
      file: 'src/formatPrice.ts',
      firstLine: 2,
      lastLine: 4,
      name: 'formatPrice',
      kind: 'function',
      container: '',
      depth: 0,
    });
  });

  it('outlines a file', async () => {
    const { items } = await languages.documentSymbols(await passed('src/cart.ts'), signal);
    const lines = items.map(({ depth, firstLine, kind, name }) => `${depth} ${firstLine} ${kind} ${name}`);
    assert.deepEqual(lines.slice(0, 5), [
      '0 3 interface Item',
      '1 4 property name',
      '1 6 property price',
      '1 7 property quantity',
      '0 10 interface Cart',
    ]);
  });

  it('finds every reference, with the text of its line, by the name alone', async () => {
    const { lines, at } = await look('references', 'formatPrice', 'src/formatPrice.ts');
    assert.equal(at, 2);
    assert.deepEqual(lines, [
      "src/cart.ts:1: import { formatPrice } from './formatPrice';",
      'src/cart.ts:35: const lines = cart.items.map((item) => `${item.quantity} x ${item.name}: ${formatPrice(item.price * item.quantity)}`);',
      "src/cart.ts:36: return [...lines, `Total: ${formatPrice(total(cart))}`].join('\\n');",
      'src/formatPrice.ts:2: export function formatPrice(cents: number): string {',
    ]);
  });

  it('takes the symbol of the line that is given, or of the nearest', async () => {
    const { at } = await look('definition', 'quantity', 'src/cart.ts', 30);
    assert.equal(at, 29);
    const { lines } = await look('definition', 'total', 'src/cart.ts', 36);
    assert.deepEqual(lines, ['src/cart.ts:17: export function total(cart: Cart): number {']);
  });

  it('finds implementations and the definition of a type', async () => {
    const { lines } = await look('implementations', 'Shape', 'src/shapes.ts');
    assert.deepEqual(lines, [
      'src/shapes.ts:3: export class Square implements Shape {',
      'src/shapes.ts:6: export class Circle implements Shape {',
    ]);
    const type = await look('typeDefinition', 'shape', 'src/shapes.ts');
    assert.deepEqual(type.lines, ['src/shapes.ts:2: interface Shape { area(): number }']);
  });

  it('says which of several declarations was taken', async () => {
    const { at, note } = await look('references', 'area', 'src/shapes.ts');
    assert.equal(at, 2);
    assert.match(note ?? '', /declares area on lines 2, 4, 7\./);
    assert.equal((await look('references', 'Circle.area', 'src/shapes.ts')).at, 7);
  });

  it('names a library and reads nothing of it', async () => {
    const { lines, outside } = await look('definition', 'length', 'src/shapes.ts');
    assert.deepEqual(lines, []);
    assert.match(outside.join(), /^(?:node_modules\/typescript\/lib\/)?lib\.es5\.d\.ts$/);
  });

  it('shows nothing of a file that may not be shown', async () => {
    const { lines, hidden } = await look('definition', 'key', 'src/shapes.ts', 4);
    assert.deepEqual(lines, []);
    assert.equal(hidden, 1);
    const place = await passed('src/shapes.ts');
    await assert.rejects(languages.hover({ place, symbol: 'key', line: 4 }, signal), /may not be shown/);
    const symbols = await languages.workspaceSymbols('key', signal);
    assert.deepEqual(
      symbols.items.filter(({ name }) => name === 'key'),
      [],
    );
  });

  it('leaves out what Git ignores, unless it is asked about that very file', async () => {
    const other = await look('references', 'made', 'src/shapes.ts', 9);
    assert.deepEqual(
      other.items.map(({ file }) => file),
      ['src/shapes.ts', 'src/shapes.ts'],
    );
    assert.equal(other.hidden, 3);
    const own = await look('references', 'made', 'src/generated.ts');
    assert.deepEqual(own.lines.slice(0, 2), [
      'src/generated.ts:1: export const made = 1;',
      'src/generated.ts:2: export const twice = made + made;',
    ]);
    const place = await passed('src/shapes.ts');
    assert.match((await languages.hover({ place, symbol: 'made', line: 9 }, signal)).text, /const made: 1/);
  });

  it('tells the signature and the documentation of a symbol', async () => {
    const place = await passed('src/cart.ts');
    const { text } = await languages.hover({ place, symbol: 'total', line: undefined }, signal);
    assert.match(text, /function total\(cart: Cart\): number/);
    assert.match(text, /What the customer pays, in cents\./);
  });

  it('says that a symbol does not stand in the file', async () => {
    await assert.rejects(
      look('references', 'nowhere', 'src/cart.ts'),
      /"nowhere" does not stand in src\/cart\.ts/,
    );
  });

  it('checks a file that no editor shows, and again after a change', async () => {
    const place = await passed('src/shapes.ts');
    const first = await languages.problems(place, signal);
    assert.deepEqual(first.items, [
      {
        file: 'src/shapes.ts',
        line: 7,
        severity: 'error',
        message: "Type 'string' is not assignable to type 'number'.",
        source: 'ts 2322',
      },
    ]);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'src/shapes.ts'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(6).range, '  area(): number { return 3; }');
    edit.replace(document.uri, document.lineAt(9).range, 'export const words: string[] = [1];');
    await vscode.workspace.applyEdit(edit);
    const second = await languages.problems(place, signal);
    assert.deepEqual(
      second.items.map(({ line, message }) => `${line}: ${message}`),
      ["10: Type 'number' is not assignable to type 'string'."],
    );
    await document.save();
  });

  it('lists what is reported of open files and of folders', async () => {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'src/stock.js'));
    const ofSource = async () => (await languages.problems(await passed('src'), signal)).items;
    const until = Date.now() + 20_000;
    while ((await ofSource()).every(({ file }) => file !== 'src/stock.js') && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok((await ofSource()).some(({ file, line }) => file === 'src/stock.js' && line === 16));
    assert.ok((await languages.problems(undefined, signal)).items.length >= 1);
    assert.deepEqual((await languages.problems(await passed('web'), signal)).items, []);
  });

  it('waits for a slow server no longer than the signal', async () => {
    const slow = vscode.languages.registerDefinitionProvider(
      { pattern: '**/*.html' },
      { provideDefinition: () => new Promise(() => {}) },
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 300);
    const place = await passed('web/index.html');
    const asked = languages.look('definition', { place, symbol: 'html', line: undefined }, 10, stop.signal);
    await assert.rejects(asked, /enough/);
    slow.dispose();
  });

  it('says that there may be no server for a language', async () => {
    const { items, note } = await languages.documentSymbols(await passed('tools/report.py'), signal);
    assert.deepEqual(items, []);
    assert.match(note ?? '', /No language server has answered for python/);
  });
});
