import assert from 'node:assert/strict';
import type { ConversationEvent } from '../../../src/conversation/events';
import { exportMarkdown } from '../../../src/conversation/exportMarkdown';
import { reduce } from '../../../src/conversation/reduce';
import { answerOf, partOf, path, pathTo, usageOf } from '../../../src/conversation/select';
import { emptyConversation } from '../../../src/conversation/state';
import { recordedStream, turnOfStream } from '../../support/streams';

const fold = (events: readonly ConversationEvent[]) => events.reduce(reduce, emptyConversation('c', 0));
const text = recordedStream('text');
const tree = fold([
  ...turnOfStream(text, { turnId: 'a' }),
  ...turnOfStream(text, { turnId: 'b', parentId: 'a' }),
  ...turnOfStream(text, { turnId: 'b2', parentId: 'a' }),
  ...turnOfStream(text, { turnId: 'c', parentId: 'b' }),
]);

describe('select', () => {
  it('shows the branch of the head only', () => {
    assert.deepEqual(
      path(tree).map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(
      pathTo(tree, 'b2').map(({ id }) => id),
      ['a', 'b2'],
    );
    assert.deepEqual(
      path(reduce(tree, { type: 'headMoved', headId: 'b2' })).map(({ id }) => id),
      ['a', 'b2'],
    );
    assert.deepEqual(path(reduce(tree, { type: 'headMoved', headId: undefined })), []);
  });

  it('finds a part by its key, and nothing for keys that name none', () => {
    const turn = tree.turns[0];
    assert.ok(turn !== undefined);
    assert.deepEqual(partOf(turn, '0.1.0'), { type: 'text', text: 'AI works ✨' });
    for (const key of ['0.0.0', '9.9.9', '', 'x', '0.1', '__proto__.0.0'])
      assert.equal(partOf(turn, key), undefined, key);
  });

  it('joins the text of an answer and adds up its tokens', () => {
    const turn = tree.turns[0];
    assert.ok(turn !== undefined);
    assert.equal(answerOf(turn), 'AI works ✨');
    assert.equal(usageOf(turn)?.total_thought_tokens, 65);
    assert.equal(usageOf({ ...turn, rounds: [] }), undefined);
  });

  it('exports the branch that is shown', () => {
    assert.equal(
      exportMarkdown(reduce(tree, { type: 'headMoved', headId: 'a' })),
      '# Why?\n\n## You\n\nWhy?\n\n## Gemini (gemini-3.5-flash)\n\nAI works ✨\n',
    );
  });
});
