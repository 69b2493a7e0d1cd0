import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedWords } from '../../../src/review/changedWords';

/** The words in brackets. */
function shown(removed: string, added: string): readonly [string, string] | undefined {
  const words = changedWords(removed, added);
  if (words === undefined) return undefined;
  const mark = (text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string =>
    ranges
      .toReversed()
      .reduce(
        (each, { start, end }) => `${each.slice(0, start)}[${each.slice(start, end)}]${each.slice(end)}`,
        text,
      );
  return [mark(removed, words.removed), mark(added, words.added)];
}

describe('changedWords', () => {
  it('marks words, and not letters within them', () => {
    assert.deepEqual(shown('const total = sum(items);\n', 'const count = sum(items);\n'), [
      'const [total] = sum(items);\n',
      'const [count] = sum(items);\n',
    ]);
    assert.deepEqual(shown('call(a, b);', 'call(a, b, c);'), ['call(a, b);', 'call(a, b[, c]);']);
  });

  it('marks words with only spaces between them as one', () => {
    assert.deepEqual(shown('return one two; // and so on', 'return three four; // and so on'), [
      'return [one two]; // and so on',
      'return [three four]; // and so on',
    ]);
  });

  it('marks nothing where nearly everything differs', () => {
    assert.equal(shown('import a;', 'export const x = 1;\nreturn y;'), undefined);
    assert.equal(shown('', ''), undefined);
    assert.equal(shown('a b '.repeat(5000), 'a c '.repeat(5000)), undefined);
  });

  it('marks all that differs', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'ab', ';', '😀', 'é'), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const words = changedWords(a.join(''), b.join(''));
        if (words === undefined) return;
        const kept = (
          whole: string,
          ranges: readonly { readonly start: number; readonly end: number }[],
        ): string =>
          ranges.toReversed().reduce((each, { start, end }) => each.slice(0, start) + each.slice(end), whole);
        // White space between two marks is marked with them, on one side perhaps.
        assert.equal(
          kept(a.join(''), words.removed).replace(/\s/g, ''),
          kept(b.join(''), words.added).replace(/\s/g, ''),
        );
      }),
    );
  });
});
