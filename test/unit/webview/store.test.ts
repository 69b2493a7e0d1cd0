import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation, type Conversation, type Turn } from '../../../src/conversation/state';
import type { FromPanel, ToPanel } from '../../../src/protocol/messages';
import { createStore, type Store } from '../../../src/webview/store';
import { makeTurn, snapshotMessage, statusMessage } from '../../ui/panelHarness/panelStates';

function text(at: number): ConversationEvent {
  const event = { event_type: 'step.delta', index: 0, delta: { type: 'text', text: `${at} ` } } as const;
  return { type: 'received', turnId: 'turn', round: 0, event };
}
const started: ConversationEvent = {
  type: 'turnStarted',
  turnId: 'turn',
  at: 0,
  model: 'm',
  stored: true,
  input: [],
};

function storeWith(post: (message: FromPanel) => void = () => {}): Store {
  return createStore({ post, schedule: (notify) => notify() });
}

describe('the store of the panel', () => {
  it('shows the same conversation as the extension over a channel that loses messages', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (losses) => {
        let conversation: Conversation = emptyConversation('c', 0);
        let seq = 0;
        let sent = 0;
        let reliable = false;
        const lost = (): boolean => !reliable && losses[sent++ % losses.length] === true && sent % 3 === 0;
        const send = (message: ToPanel): void => {
          if (!lost()) store.receive(message);
        };
        const snapshot = (): void => send({ type: 'snapshot', seq: ++seq, conversation });
        const store = storeWith(({ type }) => {
          if (type === 'resync') snapshot();
        });
        store.receive({ type: 'snapshot', seq: ++seq, conversation });
        for (let at = 0; at < 300; at += 1) {
          const event = at === 0 ? started : text(at);
          conversation = reduce(conversation, event);
          send({ type: 'events', seq: ++seq, events: [event] });
        }
        reliable = true;
        // What comes after the last loss brings it back, whatever was lost before.
        for (let at = 0; at < 40; at += 1) store.receive({ type: 'events', seq: ++seq, events: [] });
        assert.deepEqual(store.get().conversation, conversation);
      }),
      { numRuns: 300 },
    );
  });

  it('puts turns that were missing into their places, and asks for a snapshot when a message is lost', () => {
    const posted: FromPanel[] = [];
    const store = storeWith((message) => posted.push(message));
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => makeTurn(id, id, [])) as [Turn, Turn, Turn, Turn];
    const conversation = { ...emptyConversation('c', 0), turns: [c], headId: 'c' };
    store.receive({ type: 'snapshot', seq: 1, conversation, more: true });
    assert.equal(store.get().more, true);
    const added = [
      { at: 1, turn: b },
      { at: 3, turn: d },
    ];
    store.receive({ type: 'turns', seq: 3, turns: [{ at: 0, turn: a }], more: false });
    assert.deepEqual(posted, [{ type: 'resync' }]);
    store.receive({ type: 'snapshot', seq: 4, conversation: { ...conversation, turns: [a, c] }, more: true });
    store.receive({ type: 'turns', seq: 5, turns: added, more: false });
    assert.deepEqual(store.get().conversation?.turns, [a, b, c, d]);
    assert.equal(store.get().more, false);
  });

  it('asks for a snapshot once when a message is missing, and again when none comes', () => {
    const posted: FromPanel[] = [];
    const store = storeWith((message) => posted.push(message));
    store.receive(snapshotMessage([], 1));
    store.receive({ type: 'events', seq: 3, events: [started] });
    store.receive({ type: 'events', seq: 4, events: [] });
    assert.deepEqual(posted, [{ type: 'resync' }]);
    assert.deepEqual(store.get().conversation?.turns, []);
    for (let seq = 5; seq < 40; seq += 1) store.receive({ type: 'events', seq, events: [] });
    assert.equal(posted.length, 2);
  });

  it('takes a message that comes twice once', () => {
    const store = storeWith();
    store.receive(snapshotMessage([], 1));
    store.receive({ type: 'events', seq: 2, events: [started] });
    store.receive({ type: 'events', seq: 2, events: [started] });
    assert.equal(store.get().conversation?.turns.length, 1);
  });

  it('tells its listeners once a frame, however much comes', () => {
    const frames: (() => void)[] = [];
    const store = createStore({
      post: () => {},
      schedule: (notify) => frames.push(notify),
    });
    let heard = 0;
    store.subscribe(() => (heard += 1));
    store.receive(snapshotMessage([], 1));
    for (let seq = 2; seq < 100; seq += 1) store.receive({ type: 'events', seq, events: [] });
    assert.equal(frames.length, 1);
    frames[0]?.();
    assert.equal(heard, 1);
    store.receive(statusMessage());
    assert.equal(frames.length, 2);
  });

  it('keeps what was typed before the draft of the extension came the first time, and replaces it later', () => {
    const store = createStore({ post: () => {}, schedule: () => {} });
    store.setDraft(' and more');
    store.receive({ type: 'draft', text: 'remembered' });
    assert.equal(store.get().draft, 'remembered and more');
    store.receive({ type: 'draft', text: 'another chat' });
    assert.equal(store.get().draft, 'another chat');
  });

  it('puts a given text in front of the draft', () => {
    const store = createStore({ post: () => {}, schedule: () => {} });
    store.setDraft('and this');
    store.receive({ type: 'focusInput', text: 'Explain' });
    assert.equal(store.get().draft, 'Explain\nand this');
    store.receive({ type: 'focusInput' });
    assert.equal(store.get().draft, 'Explain\nand this');
    assert.equal(store.get().focusRequests, 2);
  });

  it('leaves alone a message that it does not know', () => {
    const store = storeWith();
    store.receive({ type: 'later' } as unknown as ToPanel);
    assert.equal(store.get().conversation, undefined);
  });
});
