import assert from 'node:assert/strict';
import { wordAtCaret } from '../../../src/webview/wordAtCaret';

describe('wordAtCaret', () => {
  it('is the word behind which the caret stands, when it begins with # or @', () => {
    assert.deepEqual(wordAtCaret('see #car', 8), { start: 4, end: 8, sign: '#', typed: 'car' });
    assert.deepEqual(wordAtCaret('@', 1), { start: 0, end: 1, sign: '#', typed: '' });
    assert.deepEqual(wordAtCaret('a\n#src/cart.ts and', 14), {
      start: 2,
      end: 14,
      sign: '#',
      typed: 'src/cart.ts',
    });
  });

  it('is a prompt behind a slash at the beginning of a message', () => {
    assert.deepEqual(wordAtCaret('/rev', 4), { start: 0, end: 4, sign: '/', typed: 'rev' });
    for (const text of ['see /rev', '/src/cart.ts', '/rev more'])
      assert.equal(wordAtCaret(text, text.length), undefined, text);
  });

  it('is none in an address, in the name of a language, behind a space or in other text', () => {
    for (const text of ['me@example.com', 'in C#', '#car ', 'plain', '']) {
      assert.equal(wordAtCaret(text, text.length), undefined, text);
    }
    assert.equal(wordAtCaret('see #car', 3), undefined);
  });
});
