import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/review/applyEdits';

const file = `export function totalOf(items: readonly Item[]): number {
\tlet total = 0;
\tfor (const item of items) {
\t\ttotal += item.price * item.quantity; // the price is in cents
\t}
\treturn total;
}
`;

/** What a model remembers of it. */
const remembered = `export function totalOf(items: readonly Item[]): number {
  let total = 0;
  for (const item of items) {
    total += item.price * item.quantity; // price is in cents
  }
  return total;
}
`;

describe('applyEdits, by the first and the last line', () => {
  it('finds lines of which one is not quite right, and keeps that line as it is in the file', () => {
    const { text, results } = applyEdits(file, [
      { oldText: remembered, newText: remembered.replace('return total', 'return Math.round(total)') },
    ]);
    assert.equal(results[0]?.applied === true ? results[0].match : results[0]?.reason, 'surroundings');
    assert.equal(text, file.replace('return total', 'return Math.round(total)'));
  });

  it('writes the line that was not quite right when the edit is about it', () => {
    const { text } = applyEdits(file, [
      { oldText: remembered, newText: remembered.replace('; // price is in cents', ' / 100;') },
    ]);
    assert.equal(text, file.replace('; // the price is in cents', ' / 100;'));
  });

  it('keeps a line that the model did not know of', () => {
    const more = file.replace('\treturn', '\tlog(total);\n\treturn');
    const { text } = applyEdits(more, [
      { oldText: remembered, newText: remembered.replace('let total = 0', 'let total = start') },
    ]);
    assert.equal(text, more.replace('let total = 0', 'let total = start'));
  });

  it('does not guess between two places', () => {
    const { results } = applyEdits(file + file, [{ oldText: remembered, newText: 'x' }]);
    assert.ok(results[0]?.applied === false && results[0].refusal === 'notFound');
  });

  it('does not take lines that are something else', () => {
    const { results, text } = applyEdits(file, [
      {
        oldText:
          'export function totalOf(items: readonly Item[]): number {\n  return items.map(priceOf).reduce(sum);\n}\n',
        newText: 'x',
      },
    ]);
    assert.equal(text, file);
    assert.ok(results[0]?.applied === false);
    assert.match(results[0].reason, /The most similar place/);
  });

  it('does not take as many lines that are something else', () => {
    const other = file
      .split('\n')
      .with(1, 'const all = new Map<string, Item>();')
      .with(2, 'items.forEach(remember);')
      .with(3, 'while (queue.length > 0) visit(queue);')
      .with(5, 'return all.size;')
      .join('\n');
    const { results, text } = applyEdits(file, [{ oldText: other, newText: 'x' }]);
    assert.equal(text, file);
    assert.equal(results[0]?.applied, false);
  });

  it('keeps what is around it, and blank lines that the model gave along', () => {
    const { text } = applyEdits(`before();\n${file}after();\n`, [
      {
        oldText: `\n${remembered}\n`,
        newText: `\n${remembered.replace('return total', 'return 2 * total')}\n`,
      },
    ]);
    assert.equal(text, `before();\n${file.replace('return total', 'return 2 * total')}after();\n`);
  });

  it('gives up in time on a file in which every block looks like the others', function () {
    this.timeout(30_000);
    const block = (at: number): string => `if (x) {\n  a(${at % 5});\n  b();\n}\n`;
    const repeated = Array.from({ length: 10_000 }, (_, at) => block(at)).join('');
    const edits = Array.from({ length: 200 }, (_, at) => ({
      oldText: Array.from({ length: 30 }, (_, more) => block(at * more))
        .join('')
        .replace('b();', `c(${at});`),
      newText: 'x',
    }));
    const started = performance.now();
    assert.equal(applyEdits(repeated, edits).text, repeated);
    assert.ok(performance.now() - started < 15_000);
  });
});
