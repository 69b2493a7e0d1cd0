import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import type { CodeSymbol, Languages } from '../../../src/tools/codePorts';
import { findSymbols } from '../../../src/tools/findSymbols';
import { checkTool, runChecked } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'shop', path: '/ws' }], { files: new Set(['/ws/a.ts']), links: new Map() });
const symbol = (name: string, rest: Partial<CodeSymbol> = {}): CodeSymbol => ({
  file: 'a.ts',
  firstLine: 1,
  lastLine: 1,
  name,
  kind: 'function',
  container: '',
  depth: 0,
  ...rest,
});

describe('find_symbols', () => {
  const find = async (given: JsonObject, items: readonly CodeSymbol[]) => {
    const found = async () => ({ items, outside: [], hidden: 0 });
    const languages = { documentSymbols: found, workspaceSymbols: found } as unknown as Languages;
    return runChecked(await checkTool(findSymbols, given, { host: { languages }, disk }));
  };

  it('outlines a file', async () => {
    const { text, summary } = await find({ path: 'a.ts' }, [
      symbol('Cart', { kind: 'class', lastLine: 9 }),
      symbol('total', { kind: 'method', firstLine: 3, lastLine: 5, container: 'Cart', depth: 1 }),
      symbol('zero', { kind: 'constant', firstLine: 11, lastLine: 11 }),
    ]);
    assert.equal(text, '1-9: class Cart\n  3-5: method total\n11: constant zero');
    assert.equal(summary, '3 symbols');
  });

  it('keeps only those of a name when it is given one with the file', async () => {
    const { text } = await find({ path: 'a.ts', query: 'TOT' }, [symbol('total'), symbol('zero')]);
    assert.equal(text, '1: function total');
  });

  it('tells where the symbols of a name are in the workspace', async () => {
    const { text } = await find({ query: 'total' }, [
      symbol('total', { firstLine: 3, kind: 'method', container: 'Cart' }),
      symbol('subtotal', { file: 'b.ts' }),
    ]);
    assert.equal(text, 'a.ts:3: method total (in Cart)\nb.ts:1: function subtotal');
  });

  it('cuts what is too long, and says how to see the rest', async () => {
    const many = Array.from({ length: 500 }, (_each, at) =>
      symbol(`s${at}`, { firstLine: at + 1, lastLine: at + 1 }),
    );
    const outline = (await find({ path: 'a.ts' }, many)).text.split('\n');
    assert.equal(outline.at(-1), '… 100 more, from line 401 on. Give a query to see them.');
    const found = (await find({ query: 's' }, many)).text.split('\n');
    assert.equal(found.length, 101);
    assert.match(found.at(-1) ?? '', /^… 400 more, in a\.ts \(400\)\. Give more of the name/);
  });

  it('says that there is none, and wants a path or a name', async () => {
    assert.equal((await find({ query: 'x' }, [])).text, 'No symbol was found.');
    assert.match((await find({}, [])).text, /Give a path, a query, or both\./);
  });
});
