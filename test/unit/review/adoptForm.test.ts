import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adoptForm } from '../../../src/review/adoptForm';
import { text } from './textArbitrary';

describe('adoptForm', () => {
  const cases: readonly (readonly [what: string, oldText: string, newText: string, becomes: string])[] = [
    ['takes over Windows line ends', 'a\r\nb\r\n', 'a\nc\n', 'a\r\nc\r\n'],
    ['takes over the line ends of other systems', 'a\nb\n', 'a\r\nc\r\n', 'a\nc\n'],
    ['takes over a byte order mark', '\uFEFFa\n', 'b\n', '\uFEFFb\n'],
    ['does not double it', '\uFEFFa\n', '\uFEFFb\n', '\uFEFFb\n'],
    ['does not add one', 'a\n', '\uFEFFb\n', 'b\n'],
    [
      'lets each line of a mixed file keep its own',
      'a\r\nb\nc\r\nd\n',
      'a\nb\nx\nc\nD\n',
      'a\r\nb\nx\nc\r\nD\n',
    ],
    ['leaves a text as it is for a file of one line', 'a', 'b\r\nc\n', 'b\r\nc\n'],
  ];
  for (const [what, oldText, newText, becomes] of cases) {
    it(what, () => assert.equal(adoptForm(oldText, newText), becomes));
  }

  it('gives back any text that was only seen with other line ends', () => {
    fc.assert(
      fc.property(text, (whole) => {
        if (!/[\r\n]/.test(whole)) return;
        const seen = whole.replace('\uFEFF', '').replace(/\r\n?/g, '\n');
        assert.equal(adoptForm(whole, seen), whole);
      }),
    );
  });
});
