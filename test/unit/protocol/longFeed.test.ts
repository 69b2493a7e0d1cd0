import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { leafOf, path } from '../../../src/conversation/select';
import { emptyConversation, type Conversation } from '../../../src/conversation/state';
import { createFeed, type Feed } from '../../../src/protocol/feed';
import type { ToPanel } from '../../../src/protocol/messages';
import { createStore, type Store } from '../../../src/webview/store';
import { turnOfStream } from '../../support/streams';

const nextFrame = () => new Promise((resolve) => setTimeout(resolve, 20));

/** The events of so many turns, each the child of the one before. */
function chain(count: number, name = 't', parentId?: string): readonly ConversationEvent[] {
  return Array.from({ length: count }, (_, at) => {
    const parent = at === 0 ? parentId : `${name}${at - 1}`;
    return turnOfStream([], { turnId: `${name}${at}`, ...(parent !== undefined && { parentId: parent }) });
  }).flat();
}

/** A conversation, what carries it, and the store of a panel at the other end. */
class Line {
  conversation: Conversation;
  readonly feed: Feed;
  readonly store: Store;
  readonly posted: ToPanel[] = [];
  /** Whether the panel asks for what is missing. */
  fetches = false;
  /** Whether the next message is lost. */
  loses = false;

  constructor(events: readonly ConversationEvent[]) {
    this.conversation = events.reduce(reduce, emptyConversation('c', 0));
    this.store = createStore({
      post: ({ type }) => queueMicrotask(() => (type === 'resync' ? this.feed.snapshot() : this.feed.more())),
      schedule: (notify) => queueMicrotask(notify),
      whenIdle: (job) => {
        if (this.fetches) queueMicrotask(job);
      },
    });
    this.feed = createFeed(
      () => this.conversation,
      (message) => {
        this.posted.push(message);
        if (!this.loses) this.store.receive(message);
        this.loses = false;
      },
    );
  }
  get shown(): Conversation | undefined {
    return this.store.get().conversation;
  }
  happens(...events: readonly ConversationEvent[]): void {
    this.conversation = events.reduce(reduce, this.conversation);
    this.feed.push(events);
  }
}

const idsOf = (conversation: Conversation | undefined): readonly string[] =>
  conversation === undefined ? [] : path(conversation).map(({ id }) => id);
const said = (turnId: string, text: string): ConversationEvent => ({
  type: 'received',
  turnId,
  round: 0,
  event: { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
});

describe('the feed of a long conversation', () => {
  it('sends what is shown first, and the rest as it is asked for, newest first', () => {
    const line = new Line(chain(250));
    line.feed.snapshot();
    assert.deepEqual(line.shown?.turns, line.conversation.turns.slice(-20));
    for (let asked = 0; asked < 5; asked += 1) line.feed.more();
    assert.deepEqual(line.shown, line.conversation);
    assert.deepEqual(
      line.posted.map((message) => ('missing' in message ? [message.type, message.missing] : [])),
      [
        ['snapshot', 230],
        ['turns', 130],
        ['turns', 30],
        ['turns', 0],
      ],
    );
  });

  it('sends little of a long conversation whose first message was edited', () => {
    const line = new Line([...chain(250), ...chain(2, 'edited')]);
    line.feed.snapshot();
    assert.deepEqual(
      line.shown?.turns.map(({ id }) => id),
      ['t0', 'edited0', 'edited1'],
    );
    line.feed.more();
    line.feed.more();
    line.feed.more();
    assert.deepEqual(line.shown, line.conversation);
  });

  it('has the versions of what is shown, and what continues it, at hand', () => {
    const line = new Line([...chain(250), ...turnOfStream([], { turnId: 'other', parentId: 't98' })]);
    line.happens({ type: 'headMoved', headId: 't99' });
    line.feed.snapshot();
    assert.deepEqual(
      line.shown?.turns.map(({ id }) => id),
      [...Array.from({ length: 21 }, (_, at) => `t${80 + at}`), 'other'],
    );
  });

  it('shows a branch of which nothing was sent yet', async () => {
    const line = new Line([...chain(250), ...chain(150, 'other', 't0'), ...chain(3, 'edited')]);
    line.feed.snapshot();
    line.happens({ type: 'headMoved', headId: leafOf(line.conversation, 'other0') });
    await nextFrame();
    assert.deepEqual(idsOf(line.shown), idsOf(line.conversation).slice(-20));
    assert.equal(line.shown?.headId, 'other149');
  });

  it('neither loses nor repeats what happens meanwhile to a turn that was not sent yet', async () => {
    const line = new Line(chain(50));
    line.feed.snapshot();
    line.happens(said('t3', 'before '));
    line.feed.more();
    line.happens(said('t3', 'after'));
    await nextFrame();
    assert.deepEqual(line.shown, line.conversation);
  });

  it('takes in what was imported, also when turns are missing that it repeats', async () => {
    const line = new Line(chain(50));
    line.fetches = true;
    line.feed.snapshot();
    const turns = [...chain(2), ...chain(1, 'new', 't49')].reduce(reduce, emptyConversation('d', 0)).turns;
    line.happens({ type: 'imported', turns, headId: 'new0' });
    await nextFrame();
    assert.deepEqual(line.shown, line.conversation);
  });

  it('brings a panel to the same conversation whatever is lost while it is fetched', async function () {
    this.timeout(60_000);
    type Act = 'say' | 'start' | 'move' | 'lose' | 'wait' | 'reload';
    const act = fc.constantFrom<Act>('say', 'start', 'move', 'lose', 'wait', 'reload');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(act, fc.nat()), { maxLength: 30 }), async (acts) => {
        const line = new Line([...chain(150), ...chain(130, 'other', 't20')]);
        line.fetches = true;
        line.feed.snapshot();
        for (const [at, [kind, number]] of acts.entries()) {
          const { turns } = line.conversation;
          const turnId = turns[number % turns.length]?.id ?? '';
          if (kind === 'say') line.happens(said(turnId, `${at} `));
          else if (kind === 'start')
            line.happens(...turnOfStream([], { turnId: `new${at}`, parentId: turnId }));
          else if (kind === 'move') line.happens({ type: 'headMoved', headId: turnId });
          else if (kind === 'lose') line.loses = true;
          else if (kind === 'reload') line.feed.snapshot();
          else await nextFrame();
          // A message takes its time, and others cross it.
          for (let turn = number % 7; turn > 0; turn -= 1) await Promise.resolve();
        }
        line.loses = false;
        // A loss at the very end shows with the next message, whatever it is.
        for (const title of ['one', 'two']) {
          line.happens({ type: 'renamed', title });
          await nextFrame();
        }
        assert.deepEqual(line.shown, line.conversation);
        assert.equal(line.store.get().missing, 0);
      }),
      { numRuns: 40 },
    );
  });
});
