import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { markdownBlocks, type MarkdownBlocks } from '../../../src/webview/markdownBlocks';
import { mixedAnswer } from '../../ui/panelHarness/answers';
import { chunkedMarkdown } from './markdownArbitrary';

describe('markdownBlocks', () => {
  it('cuts a growing text into the same blocks as the whole text, however it is cut into pieces', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(chunkedMarkdown, ({ text, ends }) => {
        let grown: MarkdownBlocks | undefined;
        for (const end of ends) {
          grown = markdownBlocks(text.slice(0, end), true, grown);
          assert.deepEqual(grown.blocks, markdownBlocks(text.slice(0, end), true).blocks);
        }
        assert.deepEqual(markdownBlocks(text, false, grown).blocks, markdownBlocks(text, false).blocks);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the identity of complete blocks while the text grows', () => {
    const half = markdownBlocks(mixedAnswer.slice(0, 900), true);
    const whole = markdownBlocks(mixedAnswer, false, half);
    assert.ok(half.settled > 3);
    for (let at = 0; at < half.settled; at += 1) assert.equal(whole.blocks[at], half.blocks[at]);
  });

  it('leaves only a few blocks to be lexed again, however long the text is', () => {
    const { blocks, settled } = markdownBlocks('A paragraph.\n\n'.repeat(2000), true);
    assert.equal(blocks.length, 2000);
    assert.ok(blocks.length - settled <= 3);
  });

  it('starts again when the text is another one', () => {
    const before = markdownBlocks('# One\n\ntwo\n\nthree\n\nfour', true);
    assert.deepEqual(
      markdownBlocks('# Other\n\ntext', true, before).blocks,
      markdownBlocks('# Other\n\ntext', true).blocks,
    );
  });

  it('treats the line ends of every system alike, also when one is cut in two', () => {
    const windows = '# One\r\n\r\n- a\r\n- b\r\n\r\ntext\r\n';
    let grown: MarkdownBlocks | undefined;
    for (let end = 1; end <= windows.length; end += 1)
      grown = markdownBlocks(windows.slice(0, end), true, grown);
    assert.deepEqual(
      markdownBlocks(windows, false, grown).blocks,
      markdownBlocks(windows.replaceAll('\r\n', '\n'), false).blocks,
    );
  });

  it('resolves a link whose definition comes at the end', () => {
    const text = 'See [the rule][1].\n\nMore.\n\nAnd more.\n\n[1]: https://example.com/rule\n';
    const before = markdownBlocks(text.slice(0, 40), true);
    const [first] = markdownBlocks(text, false, before).blocks;
    assert.ok(first?.token.type === 'paragraph');
    assert.equal(first.token.tokens.find(({ type }) => type === 'link')?.raw, '[the rule][1]');
  });
});
