import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/review/applyEdits';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly oldText: string;
  readonly newText: string;
  readonly becomes: string;
}

const cases: readonly Case[] = [
  {
    what: 'gives new lines the line end of the file',
    text: 'a\r\nb\r\nc\r\n',
    oldText: 'a\nb',
    newText: 'a\nx\nb',
    becomes: 'a\r\nx\r\nb\r\nc\r\n',
  },
  {
    what: 'takes a text with Windows line ends for a file without',
    text: 'a\nb\nc\n',
    oldText: 'a\r\nb\r\n',
    newText: 'x\r\ny\r\n',
    becomes: 'x\ny\nc\n',
  },
  {
    what: 'keeps each line end of a mixed file, also within what is replaced',
    text: 'a\r\nb\nc\rd\r\ne\n',
    oldText: 'a\nb\nc\nd\n',
    newText: 'a\nB\nc\nD\n',
    becomes: 'a\r\nB\nc\rD\r\ne\n',
  },
  {
    what: 'gives new lines of a mixed file the end of the line before',
    text: 'a\r\nb\nc\n',
    oldText: 'a\nb\n',
    newText: 'a\nx\ny\nb\n',
    becomes: 'a\r\nx\r\ny\r\nb\nc\n',
  },
  {
    what: 'gives new lines within a line of a mixed file the end of that line',
    text: 'a\nb c\r\nd\n',
    oldText: 'b c',
    newText: 'b\nc',
    becomes: 'a\nb\r\nc\r\nd\n',
  },
  {
    what: 'keeps the byte order mark',
    text: '\uFEFFimport a;\nb;\n',
    oldText: 'import a;\n',
    newText: 'import c;\n',
    becomes: '\uFEFFimport c;\nb;\n',
  },
  {
    what: 'keeps the byte order mark where the model gave it, or indented the line',
    text: '\uFEFFimport a;\nb;\n',
    oldText: '\uFEFF  import a;  \nb;\n',
    newText: '  import c;\nb;\n',
    becomes: '\uFEFFimport c;\nb;\n',
  },
  {
    what: 'keeps a missing line end at the end of the file',
    text: 'a\nlast',
    oldText: 'last\n',
    newText: 'end\n',
    becomes: 'a\nend',
  },
  {
    what: 'keeps a missing line end at the end of a mixed file',
    text: 'a\r\nb\nlast',
    oldText: 'b\nlast\n',
    newText: 'b\nmore\nend\n',
    becomes: 'a\r\nb\nmore\nend',
  },
  {
    what: 'keeps the line end at the end of the file',
    text: 'a\r\nb\r\n',
    oldText: 'b\n',
    newText: 'c',
    becomes: 'a\r\nc\r\n',
  },
  {
    what: 'takes away the line end at the end of the file when that is the edit',
    text: 'a\nb\n',
    oldText: 'b\n',
    newText: 'b',
    becomes: 'a\nb',
  },
  {
    what: 'adds a line end at the end of the file when that is the edit',
    text: 'a\r\nb',
    oldText: 'b',
    newText: 'b\n',
    becomes: 'a\r\nb\r\n',
  },
  {
    what: 'takes away the last lines',
    text: 'a\nb\nc\n',
    oldText: 'b\nc\n',
    newText: '',
    becomes: 'a\n',
  },
];

describe('applyEdits, line ends', () => {
  for (const { what, text, oldText, newText, becomes } of cases) {
    it(what, () => {
      const { results, text: after } = applyEdits(text, [{ oldText, newText }]);
      assert.equal(after, becomes);
      assert.equal(results[0]?.applied, true);
    });
  }

  it('takes lines that differ only in their ends as the same: the model cannot tell them apart', () => {
    const { results } = applyEdits('a\nb\nc\na\r\nb\r\n', [{ oldText: 'a\nb\n', newText: 'x' }]);
    assert.equal(results[0]?.applied, false);
  });
});
