import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation, type Conversation } from '../../../src/conversation/state';
import { createFeed } from '../../../src/protocol/feed';
import type { ToPanel } from '../../../src/protocol/messages';
import { callEvents, callStates, changed, result } from '../../support/callEvents';
import { recordedStreams, turnOfStream } from '../../support/streams';

const all = recordedStreams().flatMap(({ events, name }) => turnOfStream(events, { turnId: name }));
const nextFrame = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('feed', () => {
  it('sends nothing before the panel has asked for the conversation', async () => {
    const posted: ToPanel[] = [];
    const feed = createFeed(
      () => emptyConversation('c', 0),
      (message) => posted.push(message),
    );
    feed.push(all.slice(0, 3));
    await nextFrame();
    assert.deepEqual(posted, []);
  });

  it('numbers its messages, and sends what happens within a frame as one', async () => {
    const posted: ToPanel[] = [];
    const feed = createFeed(
      () => emptyConversation('c', 0),
      (message) => posted.push(message),
    );
    feed.snapshot();
    for (const event of all.slice(0, 10)) feed.push([event]);
    await nextFrame();
    feed.push(all.slice(10, 12));
    await nextFrame();
    assert.deepEqual(
      posted.map((message) => [message.type, 'seq' in message ? message.seq : undefined]),
      [
        ['snapshot', 1],
        ['events', 2],
        ['events', 3],
      ],
    );
  });

  it('keeps the text of attachments in the extension', async () => {
    const secret = 'const password = 1;';
    const started: ConversationEvent = {
      type: 'turnStarted',
      turnId: 't',
      at: 0,
      model: 'm',
      stored: true,
      input: [
        { content: { type: 'text', text: secret }, origin: { kind: 'file', name: 'a.ts', bytes: 19 } },
        { content: { type: 'text', text: 'Why?' } },
      ],
    };
    let conversation = emptyConversation('c', 0);
    const posted: ToPanel[] = [];
    const feed = createFeed(
      () => conversation,
      (message) => posted.push(message),
    );
    feed.snapshot();
    conversation = reduce(conversation, started);
    feed.push([started]);
    await nextFrame();
    feed.snapshot();
    assert.equal(JSON.stringify(posted).includes(secret), false);
    assert.equal(JSON.stringify(posted).includes('Why?'), true);
    assert.equal(JSON.stringify(posted).includes('a.ts'), true);
  });

  it('brings a panel to the same conversation over a channel that loses messages', async function () {
    this.timeout(20_000);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), async (losses) => {
        let conversation = emptyConversation('c', 0);
        let shown: Conversation | undefined;
        let last = 0;
        let sent = 0;
        const feed = createFeed(
          () => conversation,
          (message) => {
            sent += 1;
            const lost = losses[sent % losses.length] === true && sent % 3 === 0;
            if (lost) return;
            if (message.type === 'snapshot') {
              shown = message.conversation;
              last = message.seq;
            } else if (message.type === 'events') {
              if (shown === undefined || message.seq !== last + 1) {
                queueMicrotask(() => feed.snapshot());
                return;
              }
              last = message.seq;
              shown = message.events.reduce(reduce, shown);
            }
          },
        );
        feed.snapshot();
        for (let at = 0; at < all.length; at += 12) {
          const events = all.slice(at, at + 12);
          conversation = events.reduce(reduce, conversation);
          feed.push(events);
          await nextFrame();
        }
        // A loss at the very end shows with the next message, whatever it is.
        for (let at = 0; at < 3; at += 1) {
          const renamed: ConversationEvent = { type: 'renamed', title: `End ${at}` };
          conversation = reduce(conversation, renamed);
          feed.push([renamed]);
          await nextFrame();
        }
        sent = 0;
        feed.snapshot();
        assert.deepEqual(shown, conversation);
      }),
      { numRuns: 8 },
    );
  });

  it('sends of a long result its beginning, and of long output its end', async () => {
    const long = changed({
      ...callStates.answered,
      result: { ...result, result: [{ type: 'text', text: `begin${'x'.repeat(50_000)}` }] },
      output: `${'y'.repeat(19_997)}end`,
    });
    const [started] = callEvents;
    assert.ok(started);
    const conversation = [started, long].reduce(reduce, emptyConversation('c', 0));
    const posted: ToPanel[] = [];
    const feed = createFeed(
      () => conversation,
      (message) => posted.push(message),
    );
    feed.snapshot();
    feed.push([long]);
    await nextFrame();
    assert.equal(posted.length, 2);
    for (const message of posted) {
      const text = JSON.stringify(message);
      assert.match(text, /"beginx+\\n… 46,005 more characters"/);
      assert.match(text, /"y+end"/);
      assert.ok(text.length < 10_000, `${text.length} characters`);
    }
  });
});
