import assert from 'node:assert/strict';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation, type Conversation } from '../../../src/conversation/state';
import type { ConversationEvent } from '../../../src/conversation/events';
import { onTheWire, recordedStream, recordedStreams, turnOfStream } from '../../support/streams';

const empty = emptyConversation('c', 0);
const fold = (events: readonly ConversationEvent[], from: Conversation = empty): Conversation =>
  events.reduce(reduce, from);

describe('reduce', () => {
  for (const { name, events, steps } of recordedStreams()) {
    it(`folds the stream "${name}" into the steps of a unary answer`, () => {
      const turn = fold(turnOfStream(events)).turns[0];
      assert.deepEqual(onTheWire(turn?.rounds[0]?.steps ?? []), steps);
    });

    it(`gives the same for "${name}" when the stream is cut anywhere and replayed from its start`, () => {
      const whole = fold(turnOfStream(events));
      for (let cut = 1; cut < events.length; cut += 1) {
        const again = [...events.slice(0, cut), ...events];
        assert.deepEqual(fold(turnOfStream(again)), whole, `cut after ${cut}`);
      }
    });
  }

  it('keeps the id to chain on, the tokens, the status and the place to resume from', () => {
    const round = fold(turnOfStream(recordedStream('agent'))).turns[0]?.rounds[0];
    assert.equal(round?.interactionId, 'v1_a');
    assert.equal(round?.status, 'completed');
    assert.equal(round?.usage?.total_tokens, 133);
    assert.equal(round?.lastEventId, 'e18');
  });

  it('has no id when the service stored nothing', () => {
    const events = recordedStream('text').map((event) => {
      if ('interaction' in event) return { ...event, interaction: { ...event.interaction, id: '' } };
      return 'interaction_id' in event ? { ...event, interaction_id: '' } : event;
    });
    assert.equal(fold(turnOfStream(events)).turns[0]?.rounds[0]?.interactionId, undefined);
  });

  it('takes the steps of the last event when the stream brought none', () => {
    const conversation = fold(
      turnOfStream([
        {
          event_type: 'interaction.completed',
          interaction: {
            id: 'v1_a',
            status: 'completed',
            steps: [{ type: 'model_output', content: [{ type: 'text', text: 'whole' }] }],
          },
        },
      ]),
    );
    assert.deepEqual(conversation.turns[0]?.rounds[0]?.steps, [
      { type: 'model_output', content: [{ type: 'text', text: 'whole' }] },
    ]);
  });

  it('closes what was still growing when a turn is stopped', () => {
    const events = recordedStream('functionCalls').slice(0, 6);
    const started = turnOfStream(events).slice(0, -1);
    const conversation = fold([...started, { type: 'turnEnded', turnId: 't1', at: 5, status: 'stopped' }]);
    const turn = conversation.turns[0];
    assert.equal(turn?.status, 'stopped');
    assert.deepEqual(turn?.rounds[0]?.open, {});
    assert.deepEqual(onTheWire(turn?.rounds[0]?.steps ?? []), [
      { type: 'thought', signature: 'Sg==' },
      { type: 'function_call', id: '61nzpsv4', name: 'getWeather', arguments: '{"location":"San ' },
    ]);
  });

  it('leaves turns that an event does not concern as they are', () => {
    const first = fold(turnOfStream(recordedStream('text')));
    const both = fold(turnOfStream(recordedStream('search'), { turnId: 't2', parentId: 't1' }), first);
    assert.equal(both.turns[0], first.turns[0]);
    assert.equal(both.headId, 't2');
  });

  it('ignores events for turns that do not exist', () => {
    const conversation = fold(turnOfStream(recordedStream('text')));
    const events = turnOfStream(recordedStream('text'), { turnId: 'other' }).slice(1);
    assert.deepEqual(fold(events, conversation), conversation);
  });

  const titles: readonly [question: string, title: string][] = [
    ['What is this?\nSecond line', 'What is this?'],
    ['  padded  ', 'padded'],
    [
      'Please explain in great detail how the scheduler decides which task to run next',
      'Please explain in great detail how the scheduler decides…',
    ],
    ['a'.repeat(100), `${'a'.repeat(30)}…`],
  ];
  for (const [question, title] of titles) {
    it(`makes the title ${JSON.stringify(title.slice(0, 20))} from the first question`, () => {
      assert.equal(fold(turnOfStream([], { question })).title, title);
    });
  }

  it('is pinned and unpinned without a trace', () => {
    const pinned = reduce(emptyConversation('c', 0), { type: 'pinned', pinned: true });
    assert.equal(pinned.pinned, true);
    assert.deepEqual(reduce(pinned, { type: 'pinned', pinned: false }), emptyConversation('c', 0));
  });

  it('keeps a title that a person gave', () => {
    const named = fold([...turnOfStream([]), { type: 'renamed', title: 'Mine' }]);
    assert.equal(fold(turnOfStream([], { turnId: 't2', question: 'More' }), named).title, 'Mine');
  });
});
