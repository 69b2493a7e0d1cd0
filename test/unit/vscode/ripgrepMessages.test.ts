import assert from 'node:assert/strict';
import { linesOfMessage } from '../../../src/vscode/tools/ripgrepMessages';

const match = (text: string, start = 0) =>
  linesOfMessage(
    { type: 'match', data: { lines: { text }, line_number: 7, submatches: [{ start }] } },
    'a.ts',
  );

describe('the messages of ripgrep', () => {
  it('are read as lines with their numbers', () => {
    assert.deepEqual(match('const a = 1;\r\n'), [
      { relative: 'a.ts', line: 7, text: 'const a = 1;', isMatch: true },
    ]);
    assert.deepEqual(
      match('one\ntwo\n').map(({ line, text }) => [line, text]),
      [
        [7, 'one'],
        [8, 'two'],
      ],
    );
    const [context] = linesOfMessage({ type: 'context', data: { lines: { text: 'x\n' } } }, 'a.ts');
    assert.equal(context?.isMatch, false);
  });

  it('show of a long line what is around the match, counted in bytes', () => {
    const [line] = match(`${'ש'.repeat(5000)}needle${'x'.repeat(5000)}\n`, 10_000);
    assert.match(line?.text ?? '', /^… ש{100}needlex{294} …$/);
    assert.match(match(`needle${'x'.repeat(5000)}`)[0]?.text ?? '', /^needlex{394} …$/);
  });

  it('are read where a line is not UTF-8', () => {
    const data = { lines: { bytes: Buffer.from([0x61, 0xff, 0x0a]).toString('base64') }, line_number: 1 };
    assert.equal(linesOfMessage({ type: 'match', data }, 'a')[0]?.text, 'a\ufffd');
  });
});
