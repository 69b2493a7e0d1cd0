import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineEndOf, splitLines, withoutLineEnd } from '../../../src/review/splitLines';
import { text } from './textArbitrary';

describe('splitLines', () => {
  const cases: readonly (readonly [text: string, lines: readonly string[]])[] = [
    ['', []],
    ['a', ['a']],
    ['a\n', ['a\n']],
    ['\n\n', ['\n', '\n']],
    ['a\r\nb\nc\rd', ['a\r\n', 'b\n', 'c\r', 'd']],
    ['\r\r\n\n\r', ['\r', '\r\n', '\n', '\r']],
  ];
  for (const [whole, lines] of cases) {
    it(`splits ${JSON.stringify(whole)}`, () => assert.deepEqual(splitLines(whole), lines));
  }

  it('loses no character, and ends a line only at its end', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const lines = splitLines(whole);
        assert.equal(lines.join(''), whole);
        assert.deepEqual(lines, whole.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? []);
        for (const each of lines) assert.equal(withoutLineEnd(each) + lineEndOf(each), each);
      }),
    );
  });
});
