import assert from 'node:assert/strict';
import { createTerminalText } from '../../../src/tools/terminalText';

/** All that is shown of a text, given in pieces of a size. */
function shown(printed: string, size = printed.length): string {
  const text = createTerminalText();
  let all = '';
  for (let at = 0; at < printed.length; at += size) all += text.write(printed.slice(at, at + size));
  return all + text.line();
}

const cases: readonly (readonly [what: string, printed: string, plain: string])[] = [
  ['plain lines', 'one\r\ntwo\nthree', 'one\ntwo\nthree'],
  ['colours', '\u001b[1;31mred\u001b[0m and \u001b[38;2;1;2;3mmore\u001b[m', 'red and more'],
  ['a title', 'a\u001b]0;title\u0007b\u001b]2;title\u001b\\c', 'abc'],
  ['the marks of shell integration', '\u001b]633;C\u0007out\r\n\u001b]633;D;0\u0007', 'out\n'],
  ['a link', '\u001b]8;;https://a.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
  ['a progress bar', '10%\r50%\r100%\r\ndone', '100%\ndone'],
  ['a longer line below a shorter one', 'aaaaaa\rbb\n', 'bbaaaa\n'],
  ['a line that is erased', 'aaaaaa\r\u001b[Kbb\n', 'bb\n'],
  ['a line that is erased whole', 'aaaaaa\r\u001b[2Kbb\n', 'bb\n'],
  ['backspaces', 'abc\b\b\bxyz\n', 'xyz\n'],
  ['moves of the cursor', 'ab\u001b[3Cc\u001b[2Gx\n', 'ax   c\n'],
  ['tabs', 'a\tb', 'a       b'],
  ['a program that takes the screen', 'a\n\u001b[?1049hmenu\r\nmore\u001b[?1049lb', 'a\nb'],
  ['a jump to another line', 'a\u001b[5;1Hb', 'a\nb'],
  ['other modes and character sets', '\u001b[?25l\u001b(B\u001b=a\u001b[?2004h', 'a'],
  ['bells and zeros', 'a\u0007\u0000b', 'ab'],
  ['emoji and other letters', '😀 größe\r\n', '😀 größe\n'],
  ['8-bit sequences', 'a\u009b31mb\u009d0;t\u009cc', 'abc'],
];

describe('terminal text', () => {
  for (const [what, printed, plain] of cases) {
    it(`makes plain text of ${what}, in one piece or in many`, () => {
      for (const size of [printed.length, 1, 2, 3, 7])
        assert.equal(shown(printed, size), plain, String(size));
    });
  }

  it('gives a line away once it can no longer change', () => {
    const text = createTerminalText();
    assert.equal(text.write('10%\r'), '');
    assert.equal(text.write('20%'), '');
    assert.equal(text.line(), '20%');
    assert.equal(text.write('\n30'), '20%\n');
  });

  it('finds its way back from a title without an end', () => {
    const plain = shown(`\u001b]0;${'x'.repeat(10_000)}\nfound\n`);
    assert.match(plain, /found\n$/);
  });

  it('keeps little of a line without an end', () => {
    const text = createTerminalText();
    let length = 0;
    for (let at = 0; at < 1000; at += 1) length += text.write('x'.repeat(1000)).length;
    assert.equal(length + text.line().length, 1_000_000);
    assert.ok(text.line().length <= 4000);
  });
});
