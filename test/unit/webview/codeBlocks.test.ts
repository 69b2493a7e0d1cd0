import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { lexer, type MarkedToken } from 'marked';
import { codeBlocks } from '../../../src/conversation/codeBlocks';
import { locateBlock } from '../../../src/webview/locateBlock';
import { mixedAnswer, rightToLeftAnswer } from '../../ui/panelHarness/answers';

/** The fenced blocks as marked finds them: their code and the first word after the fence. */
function fencedByMarked(tokens: readonly MarkedToken[]): readonly { language: string; code: string }[] {
  return tokens.flatMap((token) => {
    if (token.type === 'code') {
      if (token.codeBlockStyle === 'indented') return [];
      return [{ language: token.lang?.split(/\s/, 1)[0] ?? '', code: token.text.trimEnd() }];
    }
    if (token.type === 'blockquote') return fencedByMarked(token.tokens as MarkedToken[]);
    return token.type === 'list'
      ? token.items.flatMap(({ tokens: inner }) => fencedByMarked(inner as MarkedToken[]))
      : [];
  });
}

const code = fc.array(
  fc.constantFrom(
    'let a = 1;',
    '  indented',
    '',
    '- not an item',
    '> not a quote',
    '# not a heading',
    '``',
    '\treturn',
    '| x |',
    '<!-- x -->',
  ),
  { maxLength: 5 },
);
const fenced = fc
  .record({
    code,
    marker: fc.constantFrom('```', '~~~', '````'),
    info: fc.constantFrom('', 'ts', ' js', 'python title="x"', 'c++'),
  })
  .map((block) => [block.marker + block.info, ...block.code, block.marker]);
const other = fc.constantFrom<readonly string[]>(
  ['A paragraph with `code` and ``` in it.'],
  ['Two lines', 'of text'],
  ['# Heading'],
  ['| a | b |', '|---|---|', '| ``` | 2 |'],
  ['    indented code', '    ```', '    more'],
  ['***'],
  ['<div>', '```', 'not code', '</div>'],
  ['<!-- a comment', '```', '-->'],
  ['> a quote', 'that goes on'],
);
const leaf = fc.oneof<fc.WeightedArbitrary<readonly string[]>[]>(
  { weight: 2, arbitrary: fenced },
  { weight: 1, arbitrary: other },
);
const blocks = fc.letrec<{ block: readonly string[]; several: readonly string[] }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('several').map((lines) => lines.map((line) => (line === '' ? '>' : `> ${line}`))),
    tie('several').map((lines) =>
      lines.map((line, at) => (at === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`)),
    ),
    tie('several').map((lines) =>
      lines.map((line, at) => (at === 0 ? `1. ${line}` : line === '' ? '' : `   ${line}`)),
    ),
  ),
  several: fc
    .array(tie('block'), { minLength: 1, maxLength: 3 })
    .map((all) => all.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))),
})).several;

describe('codeBlocks', () => {
  it('finds the same fenced blocks as the lexer of the panel', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(blocks, (lines) => {
        const text = lines.join('\n');
        assert.deepEqual(
          codeBlocks(text).map(({ language, code: found }) => ({ language, code: found.trimEnd() })),
          fencedByMarked(lexer(text) as MarkedToken[]),
        );
      }),
      { numRuns: 1500 },
    );
  });

  for (const [name, text] of Object.entries({ mixedAnswer, rightToLeftAnswer })) {
    it(`finds the blocks of a real answer (${name})`, () => {
      assert.deepEqual(
        codeBlocks(text).map(({ code: found }) => found),
        fencedByMarked(lexer(text) as MarkedToken[]).map(({ code: found }) => found),
      );
    });
  }

  it('counts a block whose closing fence has not come', () => {
    assert.deepEqual(codeBlocks('text\n\n```ts\nlet a;\nlet b;'), [
      { language: 'ts', code: 'let a;\nlet b;', closed: false, line: 2 },
    ]);
  });

  it('keeps tabs and deeper indentation of the code', () => {
    assert.deepEqual(
      codeBlocks('```go\nfunc f() {\n\treturn\n}\n```\n\n- x\n\n  ```\n      deep\n  ```\n').map(
        ({ code: found }) => found,
      ),
      ['func f() {\n\treturn\n}', '    deep'],
    );
  });

  it('takes a line of fewer marks for code', () => {
    assert.deepEqual(
      codeBlocks('````md\n```ts\nx\n```\n````').map(({ code: found }) => found),
      ['```ts\nx\n```'],
    );
  });
});

describe('locateBlock', () => {
  const text = '```\none\n```\n\n```\ntwo\n```\n\n```\ntwo\n```';

  it('names the block at the expected place when it holds the code', () => {
    assert.equal(locateBlock(text, 'two', 2), 2);
  });

  it('names the block that holds the code when another is expected', () => {
    assert.equal(locateBlock(text, 'one', 2), 0);
  });

  it('names none when no block holds the code', () => {
    assert.equal(locateBlock(text, 'three', 0), undefined);
  });
});
