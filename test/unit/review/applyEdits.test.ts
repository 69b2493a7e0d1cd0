import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/review/applyEdits';
import type { Edit, EditResult } from '../../../src/review/edit';

const edit = (oldText: string, newText: string): Edit => ({ oldText, newText });
const matchOf = (result: EditResult | undefined): string | undefined =>
  result?.applied === true ? result.match : result?.refusal;
const reasonOf = (result: EditResult | undefined): string => (result?.applied === false ? result.reason : '');

/** What one edit makes of a text. */
function one(
  text: string,
  oldText: string,
  newText: string,
): readonly [match: string | undefined, text: string] {
  const outcome = applyEdits(text, [edit(oldText, newText)]);
  return [matchOf(outcome.results[0]), outcome.text];
}

describe('applyEdits', () => {
  it('replaces what stands once in the file, in lines and within them', () => {
    assert.deepEqual(one('a\nb\nc\n', 'b\n', 'x\ny\n'), ['exact', 'a\nx\ny\nc\n']);
    assert.deepEqual(one('let total = sum(items);\n', 'sum', 'count'), [
      'exact',
      'let total = count(items);\n',
    ]);
    assert.deepEqual(one('a\nb\nc', 'b\nc', ''), ['exact', 'a\n']);
  });

  it('finds all edits in the original text, whatever their order and whatever the others write', () => {
    const { text, results } = applyEdits('one\ntwo\nthree\n', [
      edit('three', 'one'),
      edit('one', 'two'),
      edit('two', 'three'),
    ]);
    assert.equal(text, 'two\nthree\none\n');
    assert.deepEqual(results.map(matchOf), ['exact', 'exact', 'exact']);
  });

  it('says where it replaced what, before and after', () => {
    const { results, text } = applyEdits('\uFEFFa\r\nb\r\nc\r\nd\r\n', [
      edit('d\n', ''),
      edit('b\nc\n', 'x\ny\nz\n'),
      edit('a\n', 'first\nline\n'),
    ]);
    assert.equal(text, '\uFEFFfirst\r\nline\r\nx\r\ny\r\nz\r\n');
    assert.deepEqual(
      results.map((result) => (result.applied ? result.replacements : [])),
      [
        [{ start: 10, end: 13, text: '', before: { first: 4, last: 4 }, after: { first: 6, last: 5 } }],
        [
          {
            start: 4,
            end: 10,
            text: 'x\r\ny\r\nz\r\n',
            before: { first: 2, last: 3 },
            after: { first: 3, last: 5 },
          },
        ],
        [
          {
            start: 1,
            end: 4,
            text: 'first\r\nline\r\n',
            before: { first: 1, last: 1 },
            after: { first: 1, last: 2 },
          },
        ],
      ],
    );
  });

  it('replaces all places when told to', () => {
    const { text, results } = applyEdits('aa aaa\n', [{ oldText: 'aa', newText: 'b', replaceAll: true }]);
    assert.equal(text, 'b ba\n');
    assert.equal(results[0]?.applied === true ? results[0].replacements.length : 0, 2);
  });

  it('applies the good edits, and gives the reason for each of the others', () => {
    const { text, results } = applyEdits('let a = 1;\nlet b = 2;\nlet c = 3;\n', [
      edit('let a = 1;', 'let a = 10;'),
      edit('let', 'const'),
      edit('', 'x'),
      edit('let b = 2;', 'let b = 2;'),
      edit('a = 1;\nlet b', 'nothing'),
      edit('function other() {}', 'x'),
      edit('let c = 3;', 'let c = 30;'),
    ]);
    assert.equal(text, 'let a = 10;\nlet b = 2;\nlet c = 30;\n');
    assert.deepEqual(results.map(matchOf), [
      'exact',
      'ambiguous',
      'empty',
      'unchanged',
      'overlaps',
      'notFound',
      'exact',
    ]);
    assert.match(reasonOf(results[1]), /3 times \(lines 1, 2, 3\)\. Give more of the lines around/);
    assert.match(reasonOf(results[4]), /edit 1 \(line 1\)/);
  });

  it('takes two mentions of the same place as overlapping, and neighbours as apart', () => {
    const { text, results } = applyEdits('abcd', [
      edit('ab', 'x'),
      edit('cd', 'y'),
      edit('bc', 'z'),
      edit('ab', 'x'),
    ]);
    assert.equal(text, 'xy');
    assert.deepEqual(results.map(matchOf), ['exact', 'exact', 'overlaps', 'overlaps']);
    assert.match(reasonOf(results[3]), /edit 1/);
  });

  it('counts places that overlap each other: which of them is meant cannot be known', () => {
    assert.deepEqual(one('aaa', 'aa', 'b'), ['ambiguous', 'aaa']);
  });

  it('counts only so far', () => {
    const { results } = applyEdits('x\n'.repeat(5000), [edit('x', 'y')]);
    assert.match(reasonOf(results[0]), /more than 100 times \(lines 1, 2, 3, 4, 5, 6, 7, 8, …\)/);
  });
});

describe('applyEdits, for a text that is not there', () => {
  const file = Array.from({ length: 60 }, (_, at) => `line number ${at + 1} of the file`);
  file[40] = 'export function totalOf(items: readonly Item[]): number {';
  file[41] = '  return items.reduce((sum, item) => sum + item.price, 0);';
  const text = `${file.join('\n')}\n`;

  it('quotes the most similar lines with their numbers', () => {
    const { results } = applyEdits(text, [
      edit('export function totalOf(list: Item[]): number {\n  return sum(list);', 'x'),
    ]);
    assert.equal(
      reasonOf(results[0]),
      'oldText was not found. The most similar place, lines 41 to 42:\n' +
        '41: export function totalOf(items: readonly Item[]): number {\n' +
        '42:   return items.reduce((sum, item) => sum + item.price, 0);',
    );
  });

  it('says so when nothing is similar', () => {
    const { results } = applyEdits(text, [edit('import { x } from "y";', 'x')]);
    assert.match(reasonOf(results[0]), /Nothing in the file is similar/);
  });

  it('tells of line numbers that were copied along', () => {
    const { results } = applyEdits('a();\nb();\n', [edit('1: a();\n2: b();', 'x')]);
    assert.match(reasonOf(results[0]), /line numbers: leave them out/);
  });

  it('tells when the new text is there already', () => {
    const { results } = applyEdits('a();\nnew();\n', [edit('old();', 'new();')]);
    assert.match(reasonOf(results[0]), /newText is there already \(line 2\)/);
  });

  it('quotes only so much, of lines and of edits', () => {
    const long = 'const value = 1; '.repeat(1000);
    const { results } = applyEdits(`${long}\n`, [edit(`${long}!`, 'x')]);
    assert.ok(reasonOf(results[0]).length < 500);
    const many = applyEdits(
      text,
      Array.from({ length: 200 }, (_, at) => edit(`line number ${at} in a file`, 'x')),
    );
    assert.ok(many.results.map(reasonOf).join('').length < 10_000);
  });
});
