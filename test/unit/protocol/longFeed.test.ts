import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { leafOf, path } from '../../../src/conversation/select';
import { emptyConversation, type Conversation, type Turn } from '../../../src/conversation/state';
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
  /** Whether the next message is lost. */
  loses = false;
  onPost: ((message: ToPanel) => void) | undefined;

  constructor(events: readonly ConversationEvent[]) {
    this.conversation = events.reduce(reduce, emptyConversation('c', 0));
    this.store = createStore({
      post: ({ type }) => queueMicrotask(() => (type === 'resync' ? this.feed.snapshot() : this.feed.more())),
      schedule: (notify) => queueMicrotask(notify),
    });
    this.feed = createFeed(
      () => this.conversation,
      (message) => {
        this.posted.push(message);
        this.onPost?.(message);
        if (!this.loses) this.store.receive(message);
        this.loses = false;
      },
    );
  }
  get shown(): Conversation | undefined {
    return this.store.get().conversation;
  }
  /** The panel asks until it has all of the branch that is shown, as it does to find a word. */
  async fetchAll(): Promise<void> {
    for (let asked = 0; asked < 100 && this.store.get().more; asked += 1) {
      this.feed.more();
      await nextFrame();
    }
  }
  happens(...events: readonly ConversationEvent[]): void {
    this.conversation = events.reduce(reduce, this.conversation);
    this.feed.push(events);
  }
}

/** The turns of the branch that is shown; `last` of them at most. */
const branchOf = (conversation: Conversation | undefined, last = Infinity): readonly Turn[] =>
  conversation === undefined ? [] : path(conversation).slice(-last);
const said = (turnId: string, text: string): ConversationEvent => ({
  type: 'received',
  turnId,
  round: 0,
  event: { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
});

describe('the feed of a long conversation', () => {
  it('sends its end, and earlier turns as they are asked for', () => {
    const line = new Line(chain(250));
    line.feed.snapshot();
    assert.deepEqual(line.shown?.turns, line.conversation.turns.slice(-20));
    const sizes: unknown[] = [];
    for (let asked = 0; asked < 4; asked += 1) {
      line.feed.more();
      sizes.push([line.shown?.turns.length, line.store.get().more]);
    }
    assert.deepEqual(sizes, [
      [120, true],
      [220, true],
      [250, false],
      [250, false],
    ]);
    assert.deepEqual(line.shown, line.conversation);
  });

  it('sends only the branch that is shown, with the other versions of its turns and what continues it', async () => {
    const line = new Line([
      ...chain(250),
      ...chain(90, 'other', 't20'),
      ...turnOfStream([], { turnId: 'again', parentId: 'other49' }),
      { type: 'headMoved', headId: 'other69' },
    ]);
    line.feed.snapshot();
    const ids = (): readonly string[] => line.shown?.turns.map(({ id }) => id) ?? [];
    const others = Array.from({ length: 21 }, (_, at) => `other${50 + at}`);
    assert.deepEqual(ids(), [...others, 'again']);
    await line.fetchAll();
    const begin = Array.from({ length: 22 }, (_, at) => `t${at}`);
    assert.deepEqual(ids(), [...begin, ...Array.from({ length: 71 }, (_, at) => `other${at}`), 'again']);
    assert.deepEqual(branchOf(line.shown), branchOf(line.conversation));
  });

  it('shows a branch of which nothing was sent yet', async () => {
    const line = new Line([...chain(250), ...chain(150, 'other', 't0'), ...chain(3, 'edited')]);
    line.feed.snapshot();
    line.happens({ type: 'headMoved', headId: leafOf(line.conversation, 'other0') });
    await nextFrame();
    assert.deepEqual(branchOf(line.shown), branchOf(line.conversation, 20));
    await line.fetchAll();
    assert.deepEqual(branchOf(line.shown), branchOf(line.conversation));
  });

  it('has the way back when what is shown is the place before the first message', async () => {
    const line = new Line(chain(250));
    line.feed.snapshot();
    line.happens({ type: 'headMoved', headId: undefined });
    await nextFrame();
    assert.deepEqual(branchOf(line.shown), []);
    assert.deepEqual(
      line.shown?.turns.map(({ id }) => id),
      ['t0'],
    );
  });

  it('goes on sending what happens, and no more, while earlier turns are missing', async () => {
    const line = new Line(chain(250));
    line.feed.snapshot();
    line.happens(...chain(2, 'new', 't249'));
    await nextFrame();
    assert.deepEqual(
      line.posted.map(({ type }) => type),
      ['snapshot', 'events'],
    );
    assert.deepEqual(branchOf(line.shown), branchOf(line.conversation, 22));
  });

  it('lets the panel forget all but the end with a new question', async () => {
    const line = new Line(chain(250));
    line.feed.snapshot();
    await line.fetchAll();
    assert.equal(line.shown?.turns.length, 250);
    line.happens(said('t249', 'no question'));
    await nextFrame();
    assert.equal(line.shown.turns.length, 250);
    line.happens(...chain(1, 'new', 't249'));
    await nextFrame();
    assert.deepEqual(line.shown.turns, line.conversation.turns.slice(-20));
    assert.equal(line.store.get().more, true);
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
    line.feed.snapshot();
    const { turns } = [...chain(2), ...chain(1, 'new', 't1')].reduce(reduce, emptyConversation('d', 0));
    line.happens({ type: 'imported', turns, headId: 'new0' });
    await nextFrame();
    assert.deepEqual(branchOf(line.shown), branchOf(line.conversation));
  });

  it('asks again when the answer to its question for all is lost too', async () => {
    const line = new Line(chain(3));
    line.feed.snapshot();
    line.loses = true;
    line.happens(said('t2', 'lost '));
    await nextFrame();
    line.happens(said('t2', 'shows the gap '));
    // What the panel posts then, is answered in a microtask; that answer is lost.
    line.onPost = (message) => (line.loses = message.type === 'snapshot');
    await nextFrame();
    line.onPost = undefined;
    line.happens(said('t2', 'end'));
    await nextFrame();
    assert.deepEqual(line.shown, line.conversation);
  });

  it('brings a panel to the same branch whatever is lost on the way', async function () {
    this.timeout(60_000);
    type Act = 'say' | 'start' | 'move' | 'lose' | 'wait' | 'reload' | 'more';
    const act = fc.constantFrom<Act>('say', 'start', 'move', 'lose', 'wait', 'reload', 'more');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(act, fc.nat()), { maxLength: 30 }), async (acts) => {
        const line = new Line([...chain(150), ...chain(130, 'other', 't20')]);
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
          else if (kind === 'more') line.feed.more();
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
        assert.deepEqual(branchOf(line.shown, 20), branchOf(line.conversation, 20));
        await line.fetchAll();
        assert.deepEqual(branchOf(line.shown), branchOf(line.conversation));
        assert.equal(line.shown?.title, 'two');
      }),
      { numRuns: 40 },
    );
  });
});
