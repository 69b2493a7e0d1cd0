import assert from 'node:assert/strict';
import { callMark } from '../../../src/conversation/callMark';
import { callText } from '../../../src/conversation/callText';
import { outputLimit, type CallState } from '../../../src/conversation/calls';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation, type Conversation } from '../../../src/conversation/state';
import { waitingOf } from '../../../src/conversation/waiting';
import { callEvents, callStates, changed, printed } from '../../support/callEvents';

const fold = (events: readonly ConversationEvent[]): Conversation =>
  events.reduce(reduce, emptyConversation('c', 0));
const [started] = callEvents;
const turnAfter = (...events: readonly ConversationEvent[]) =>
  fold(started === undefined ? [] : [started, ...events]).turns[0];
const ended: ConversationEvent = { type: 'turnEnded', turnId: 'calls', at: 9, status: 'stopped' };

describe('calls of functions in a conversation', () => {
  it('stand where the last event has put them, with what is allowed for the chat', () => {
    const conversation = fold(callEvents);
    const [turn] = conversation.turns;
    assert.deepEqual(turn?.calls, {
      a: callStates.answered,
      b: { state: 'running', title: 'Run npm run build', output: 'built' },
    });
    assert.equal(turn?.limit, undefined);
    assert.deepEqual(turn?.allowedTools, ['run_command']);
    assert.equal(turn?.instructions?.[0]?.name, 'AGENTS.md');
    assert.deepEqual(conversation.permissions, [{ key: 'read_file', words: 'every use of read_file' }]);
  });

  it('print only while they run, and keep the end of it', () => {
    const turn = turnAfter(changed(callStates.running), printed('x'.repeat(outputLimit)), printed('end'));
    const call = turn?.calls?.['a'];
    assert.ok(call?.state === 'running');
    assert.equal(call.output.length, outputLimit);
    assert.ok(call.output.endsWith('xend'));
    assert.deepEqual(
      turnAfter(changed(callStates.answered), printed('late'))?.calls?.['a'],
      callStates.answered,
    );
  });

  for (const state of ['asking', 'questioning', 'running'] as const) {
    it(`are dropped when the turn ends while they are ${state}`, () => {
      const turn = turnAfter(
        changed(callStates[state]),
        { type: 'limitReached', turnId: 'calls', limit: { kind: 'tokens', reached: 5 } },
        ended,
      );
      assert.deepEqual(turn?.calls?.['a'], { state: 'dropped', title: 'Run npm test' });
      assert.equal(turn?.limit, undefined);
    });
  }

  it('keep what they came to when the turn ends', () => {
    assert.deepEqual(turnAfter(changed(callStates.answered), ended)?.calls?.['a'], callStates.answered);
  });

  it('tell what a person is waited for', () => {
    const limit = { type: 'limitReached', turnId: 'calls', limit: { kind: 'tokens', reached: 5 } } as const;
    const turn = turnAfter(changed(callStates.asking), changed(callStates.questioning, 'b'), limit);
    assert.ok(turn);
    assert.deepEqual(waitingOf(turn), [
      { kind: 'limit', text: '' },
      { kind: 'approval', text: 'Run npm test' },
      { kind: 'question', text: 'Which?' },
    ]);
    const reviewed = turnAfter(changed({ ...callStates.asking, review: { parts: [] } }));
    assert.deepEqual(reviewed && waitingOf(reviewed), [{ kind: 'review', text: 'Run npm test' }]);
    const over = turnAfter(changed(callStates.asking), ended);
    assert.deepEqual(over && waitingOf(over), []);
  });

  it('have another mark when anything that was shown is another', () => {
    const { asking } = callStates;
    const others: readonly Extract<CallState, { state: 'asking' }>[] = [
      { ...asking, arguments: { command: 'npm tests' } },
      { ...asking, preview: { ...asking.preview, title: 'Run' } },
      { ...asking, preview: { ...asking.preview, concerns: [] } },
      {
        ...asking,
        preview: { ...asking.preview, facts: [{ kind: 'command', command: 'npm test', folder: 'a' }] },
      },
    ];
    const marks = [asking, ...others].map(callMark);
    assert.equal(new Set(marks).size, marks.length);
    assert.equal(callMark(JSON.parse(JSON.stringify(asking)) as typeof asking), callMark(asking));
  });

  it('are a document whose code blocks their text cannot end', () => {
    const text = callText(
      { type: 'function_call', name: 'run_command', arguments: { command: '```\nls' } },
      { ...callStates.answered, output: 'a\n````\nb' },
    );
    assert.match(text, /\n`````\na\n````\nb\n`````\n/);
    assert.match(text, /What the model was told\n\n```\nexit code 0\n```\n$/);
  });
});
