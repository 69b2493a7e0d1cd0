import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coalesce } from '../../../src/conversation/coalesce';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation } from '../../../src/conversation/state';
import { callEvents, printed } from '../../support/callEvents';
import { recordedStreams, turnOfStream } from '../../support/streams';

const fold = (events: readonly ConversationEvent[]) => events.reduce(reduce, emptyConversation('c', 0));

describe('coalesce', () => {
  const runs = [
    ...recordedStreams().map(({ name, events }) => ({ name, all: turnOfStream(events) })),
    { name: 'calls of functions', all: callEvents },
  ];
  for (const { name, all } of runs) {
    it(`changes nothing about the outcome of "${name}", however the events are batched`, () => {
      const whole = fold(all);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: all.length })), (cuts) => {
          const edges = [0, ...cuts.sort((a, b) => a - b), all.length];
          const batches = edges.slice(1).map((edge, at) => all.slice(edges[at], edge));
          assert.deepEqual(fold(batches.flatMap(coalesce)), whole);
        }),
      );
    });
  }

  it('makes one piece of many', () => {
    const pieces = Array.from({ length: 500 }, (_, at): ConversationEvent => ({
      type: 'received',
      turnId: 't',
      round: 0,
      event: {
        event_type: 'step.delta',
        index: 1,
        event_id: `e${at}`,
        delta: { type: 'text', text: `${at} ` },
      },
    }));
    const [only, ...others] = coalesce(pieces);
    assert.deepEqual(others, []);
    assert.deepEqual(only?.type === 'received' ? only.event : undefined, {
      event_type: 'step.delta',
      index: 1,
      delta: { type: 'text', text: pieces.map((_, at) => `${at} `).join('') },
      event_id: 'e499',
    });
  });

  it('makes one piece of what a call prints, and keeps that of others apart', () => {
    const events = [printed('a'), printed('b'), printed('c', 'other'), printed('d')];
    assert.deepEqual(coalesce(events), [printed('ab'), printed('c', 'other'), printed('d')]);
  });

  it('keeps the text of different turns, requests and steps apart', () => {
    const piece = (turnId: string, round: number, index: number): ConversationEvent => ({
      type: 'received',
      turnId,
      round,
      event: { event_type: 'step.delta', index, delta: { type: 'text', text: 'x' } },
    });
    const events = [piece('a', 0, 0), piece('b', 0, 0), piece('b', 1, 0), piece('b', 1, 1)];
    assert.deepEqual(coalesce(events), events);
  });
});
