import assert from 'node:assert/strict';
import { placeCode } from '../../../src/review/placeCode';

const file = [
  "import { a } from './a';",
  '',
  'export function one() {',
  '  return 1;',
  '}',
  '',
  'export class Shop {',
  '  two() {',
  '    if (a) {',
  '      return 2;',
  '    }',
  '    return 3;',
  '  }',
  '}',
  '',
].join('\n');

describe('placeCode', () => {
  const place = (code: string, lines: readonly { first: number; last: number }[] = [], text = file) =>
    placeCode(text, code, { lines });
  function text(code: string, lines?: readonly { first: number; last: number }[], of = file): string {
    const found = place(code, lines, of);
    assert.ok(found.placed, found.placed ? '' : found.reason);
    return found.text;
  }

  it('replaces the function that begins and ends like the code, and nothing else', () => {
    assert.equal(
      text('export function one() {\n  const one = 1;\n  return one;\n}'),
      file.replace('  return 1;', '  const one = 1;\n  return one;'),
    );
  });

  it('gives code the indentation of its place', () => {
    assert.equal(
      text('two() {\n  if (a) {\n    return 4;\n  }\n  return 5;\n}'),
      file.replace('return 2;', 'return 4;').replace('return 3;', 'return 5;'),
    );
  });

  it('replaces the whole text by a version of it, with its line ends', () => {
    const next = file.replace('return 1;', 'return 11;').trimEnd();
    assert.equal(text(next), `${next}\n`);
    assert.equal(text(next, [], file.replaceAll('\n', '\r\n')), `${next}\n`.replaceAll('\n', '\r\n'));
    assert.equal(text('let a;', [], ''), 'let a;\n');
  });

  it('replaces the lines that were asked about when the code says too little', () => {
    assert.equal(
      text('  return 1 + 0;', [{ first: 4, last: 4 }]),
      file.replace('return 1;', 'return 1 + 0;'),
    );
  });

  it('says when it is not clear where the code belongs', () => {
    const refused = (code: string, lines?: readonly { first: number; last: number }[], of?: string) => {
      const found = place(code, lines, of);
      return found.placed ? 'placed' : found.reason;
    };
    assert.match(refused('something(else);'), /not clear which lines/);
    assert.match(refused('export function one() {\n  return 1;\n}'), /has this code already/);
    assert.match(refused(''), /empty/);
    assert.match(refused(file.replace('  return 1;', '  // … as before')), /leaves out parts/);
    assert.match(refused('x = 1', [{ first: 1, last: 1 }], 'y\ny\n'), /several are the same/);
  });
});
