import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { JsonObject } from '../../../src/api/types';
import { findFiles } from '../../../src/tools/findFiles';
import { searchText } from '../../../src/tools/searchText';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createFiles } from '../../../src/vscode/tools/files';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';
import { findRipgrep } from '../../../src/vscode/tools/ripgrep';
import { createSearch } from '../../../src/vscode/tools/search';
import { closeWithoutSaving, showActive } from '../../support/activeEditor';
import { callTool } from '../../support/callTool';

const ripgrep = findRipgrep(vscode.env.appRoot);

it('this VS Code brings ripgrep to the tools that search', () => {
  assert.ok(ripgrep !== undefined, vscode.env.appRoot);
});

for (const [how, binary] of [
  ['with ripgrep', ripgrep],
  ['by reading the files', undefined],
] as const)
  describe(`the tools that search ${how}`, () => {
    let root = '';
    let outside = '';
    const ignoreRules = createIgnoreRules();
    const guard = createGuardPorts(ignoreRules);
    const files = createFiles(guard);
    const host = { files, search: createSearch(guard, files, binary) };
    const find = async (glob: string, more: JsonObject = {}) =>
      (await callTool(findFiles, { glob, path: 'search', order: 'path', ...more }, host, guard)).text;
    const search = async (pattern: string, more: JsonObject = {}) =>
      (await callTool(searchText, { pattern, path: 'search', ...more }, host, guard)).text;
    const write = (name: string, content: string | Uint8Array): void => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), content);
    };

    before(() => {
      const [first] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(first !== undefined, 'the tests need a workspace');
      root = path.join(first.uri.fsPath, 'search');
      outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
      writeFileSync(path.join(outside, 'key.ts'), 'needle outside');
      write('src/cart.ts', 'const needle = 1;\nlet other = 2;\nlet more = Needle;\n');
      write('src/web/list.ts', 'needles in a list\n');
      write('docs/read me.md', 'a needle in words\n');
      write('.hidden/notes.ts', 'a needle in a dotted folder\n');
      write('.gitignore', 'dist/\n*.log\n');
      write('src/.gitignore', 'made/\n');
      write('.geminiignore', 'private/\n');
      write('docs/.aiexclude', 'draft.md\n');
      for (const name of ['dist/a.ts', 'node_modules/left/a.ts', 'build.log', 'src/made/a.ts'])
        write(name, 'needle that Git ignores\n');
      for (const name of ['private/a.ts', 'docs/draft.md', '.env', 'keys/id_rsa', '.git/a.ts'])
        write(name, 'needle that is kept from the model\n');
      symlinkSync(outside, path.join(root, 'out'));
      symlinkSync(path.join(outside, 'key.ts'), path.join(root, 'key.ts'));
      symlinkSync('src', path.join(root, 'way'));
      symlinkSync('private', path.join(root, 'around'));
      write('src/picture.ts', new Uint8Array([0x6e, 0, 0xff, 0x0a, 0x6e]));
    });
    after(async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      ignoreRules.dispose();
      rmSync(root, { recursive: true, force: true });
      rmSync(outside, { recursive: true, force: true });
    });

    it('find files by a glob, without what is ignored, secret or behind a link', async () => {
      assert.equal(
        await find('*.ts'),
        ['.hidden/notes.ts', 'src/cart.ts', 'src/picture.ts', 'src/web/list.ts']
          .map((name) => `search/${name}`)
          .join('\n'),
      );
      assert.equal(await find('src/*.ts'), 'search/src/cart.ts\nsearch/src/picture.ts');
      assert.equal(await find('src/web/**'), 'search/src/web/list.ts');
      assert.equal(await find('*.{md,log}'), 'search/docs/read me.md');
      for (const glob of ['.env', 'id_rsa', 'private/**', 'out/**', 'way/**', '.git/**', 'draft.md', 'a.ts'])
        assert.match(await find(glob), /^No file matches/, glob);
    });

    it('find the newest files first', async () => {
      const dates = { 'src/cart.ts': 1000, 'src/web/list.ts': 3000, '.hidden/notes.ts': 2000 };
      for (const [name, date] of Object.entries(dates)) utimesSync(path.join(root, name), date, date);
      utimesSync(path.join(root, 'src/picture.ts'), 500, 500);
      assert.deepEqual((await find('*.ts', { order: 'newest' })).split('\n'), [
        'search/src/web/list.ts',
        'search/.hidden/notes.ts',
        'search/src/cart.ts',
        'search/src/picture.ts',
      ]);
      assert.match(await find('*.ts', { order: 'newest', limit: 2 }), /notes\.ts\n… There are more than 2/);
    });

    it('find text in lines, without what is ignored, secret, binary or behind a link', async () => {
      const found = await search('needle', { caseSensitive: true });
      assert.equal(
        found,
        [
          'search/.hidden/notes.ts\n1: a needle in a dotted folder',
          'search/docs/read me.md\n1: a needle in words',
          'search/src/cart.ts\n1: const needle = 1;',
          'search/src/web/list.ts\n1: needles in a list',
        ].join('\n'),
      );
    });

    it('search as they are told', async () => {
      const only = { include: ['src'] };
      assert.match(await search('NEEDLE', only), /cart\.ts\n1: .*\n3: .*\n.*list\.ts\n1: /);
      assert.doesNotMatch(await search('needle', { ...only, wholeWords: true }), /list\.ts/);
      assert.match(await search('^let \\w+ = [23];$', only), /^search\/src\/cart\.ts\n2: let other = 2;$/);
      assert.match(await search('= 1;', { ...only, literal: true, context: 1 }), /1: .*\n2- let other/);
      assert.match(await search('x.y(', { literal: true }), /^Nothing was found/);
      assert.match(await search('needle', { include: ['*.md'] }), /^search\/docs\/read me\.md\n1: [^\n]*$/);
      assert.doesNotMatch(await search('needle', { exclude: ['src', '*.md'] }), /src|docs/);
      assert.match(await search('needle', { limit: 1 }), /\n… There are more/);
      assert.match(await search('needle', { path: 'search/src/cart.ts' }), /^search\/src\/cart\.ts\n1: /);
      assert.match(await search('needle', { path: 'search/way' }), /^search\/src\/cart\.ts/);
    });

    it('look into what Git ignores when path names it, but not into what is kept', async () => {
      write('node_modules/left/.env', 'needle');
      assert.equal(
        await search('needle', { path: 'search/node_modules/left' }),
        'search/node_modules/left/a.ts\n1: needle that Git ignores',
      );
      assert.equal(await find('*', { path: 'search/dist' }), 'search/dist/a.ts');
      for (const name of ['search/private', 'search/around', 'search/out', 'search/.git'])
        assert.doesNotMatch(await search('needle', { path: name }), /\n1: /, name);
    });

    it('take what is not saved yet', async () => {
      const document = await vscode.workspace.openTextDocument(path.join(root, 'src/cart.ts'));
      const editor = await showActive(document);
      await editor.edit((edit) => edit.replace(document.lineAt(0).range, 'const haystack = 1;'));
      try {
        assert.equal(await search('haystack'), 'search/src/cart.ts\n1: const haystack = 1;');
        assert.doesNotMatch(await search('needle = 1'), /cart\.ts/);
        assert.match(await search('haystack', { include: ['*.md'] }), /^Nothing was found/);
        assert.match(await search('haystack', { path: 'search/docs' }), /^Nothing was found/);
      } finally {
        await closeWithoutSaving(document);
      }
    });

    it('take hostile patterns, globs and names for what they are', async () => {
      write('names/--help.ts', '--pre=id $(id)\n');
      write('names/a[1].ts', 'in brackets\n');
      write('names/[x]/b.ts', 'in brackets\n');
      assert.match(await search('--pre=id'), /--help\.ts\n1: --pre=id/);
      assert.match(await search('$(id)', { literal: true }), /--help\.ts/);
      assert.match(await find('--help.ts'), /--help\.ts$/);
      assert.match(await find('*', { path: 'search/names/[x]' }), /^search\/names\/\[x\]\/b\.ts$/);
      assert.match(await search('brackets', { path: 'search/names/a[1].ts' }), /a\[1\]\.ts\n1: in brackets$/);
      for (const glob of ['../**', '/../../etc/*', 'src/../../*', '!*.ts'])
        assert.match(await find(glob), /^The glob ".*" cannot be used/, glob);
      assert.match(await find('/etc/passwd'), /^No file matches/);
      assert.match(await search('needle', { include: ['../../**'] }), /cannot be used: it leaves the folder/);
    });

    it('say what is wrong with a pattern', async () => {
      assert.match(await search('(needle'), /unclosed group|Unterminated group/);
    });

    it('stop when they are told to', async () => {
      const controller = new AbortController();
      const reason = new Error('stopped');
      const query = { glob: '**', below: undefined, order: 'path', most: 10 } as const;
      controller.abort(reason);
      await assert.rejects(host.search.files(query, controller.signal), (error) => error === reason);
    });
  });

describe('the tools that search with the words of ripgrep', () => {
  it('find text in the encoding of the settings', async () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined && ripgrep !== undefined);
    const file = path.join(first.uri.fsPath, 'price.txt');
    writeFileSync(file, Buffer.from([0x70, 0x72, 0x69, 0x78, 0x20, 0x35, 0x80, 0x0a]));
    const ignoreRules = createIgnoreRules();
    const guard = createGuardPorts(ignoreRules);
    const files = createFiles(guard);
    const host = { search: createSearch(guard, files, ripgrep) };
    const settings = vscode.workspace.getConfiguration('files', first.uri);
    await settings.update('encoding', 'windows1252', vscode.ConfigurationTarget.Workspace);
    try {
      const { text } = await callTool(searchText, { pattern: '5€$' }, host, guard);
      assert.equal(text, 'price.txt\n1: prix 5€');
      const look = await callTool(searchText, { pattern: '(?<=prix )5' }, host, guard);
      assert.equal(look.text, 'price.txt\n1: prix 5€');
    } finally {
      await settings.update('encoding', undefined, vscode.ConfigurationTarget.Workspace);
      ignoreRules.dispose();
      rmSync(file);
    }
  });
});
