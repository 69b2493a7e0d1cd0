import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textBlock } from '../../../src/session/input';

const piece = { path: 'src/a.ts', uri: 'file:///w/src/a.ts', languageId: 'typescript' };
const textOf = (block: ReturnType<typeof textBlock>): string =>
  block.content.type === 'text' ? block.content.text : '';

describe('textBlock', () => {
  it('says where a selection comes from, with its exact text', () => {
    const block = textBlock({ ...piece, text: 'let a;\nlet b;', lines: { first: 3, last: 4 } });
    assert.deepEqual(block, {
      content: { type: 'text', text: 'From src/a.ts, lines 3-4:\n```typescript\nlet a;\nlet b;\n```' },
      origin: {
        kind: 'selection',
        name: 'a.ts:3-4',
        path: 'src/a.ts',
        uri: 'file:///w/src/a.ts',
        languageId: 'typescript',
        bytes: 13,
        firstLine: 3,
        lastLine: 4,
      },
    });
  });

  it('says so of a whole file and of a single line', () => {
    assert.match(textOf(textBlock({ ...piece, text: 'x\n' })), /^From src\/a\.ts:\n```typescript\nx\n```$/);
    assert.match(
      textOf(textBlock({ ...piece, text: 'x', lines: { first: 7, last: 7 } })),
      /^From src\/a\.ts, line 7:\n/,
    );
  });

  it('counts the bytes of text that is not ASCII', () => {
    assert.equal(textBlock({ ...piece, text: 'שלום 🙂' }).origin?.bytes, 13);
  });

  it('uses a fence that the text cannot close, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('`', '```', '\n', 'a', '~~~', ' ')), (parts) => {
        const text = parts.join('');
        const lines = textOf(textBlock({ ...piece, text })).split('\n');
        const fence = /^`+/.exec(lines[1] ?? '')?.[0] ?? '';
        assert.ok(fence.length >= 3);
        assert.equal(lines.at(-1), fence);
        const inside = lines.slice(2, -1).join('\n');
        assert.equal(inside, text.endsWith('\n') ? text.slice(0, -1) : text);
        assert.equal(inside.includes(fence), false);
      }),
    );
  });
});
