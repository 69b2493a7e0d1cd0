import assert from 'node:assert/strict';
import { exportJson } from '../../../src/conversation/exportJson';
import type { ConversationEvent } from '../../../src/conversation/events';
import { createJournalEncoder, journalHeader } from '../../../src/conversation/journal';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation, type Conversation } from '../../../src/conversation/state';
import { ChatFileError, parseChatFile } from '../../../src/session/chatFile';
import { eventsOf } from '../../../src/session/takeIn';
import { callEvents, callStates, changed } from '../../support/callEvents';
import { loadJournal } from '../../support/loadJournal';
import { recordedStreams, turnOfStream } from '../../support/streams';

/** Every recorded stream as a turn; two of them are versions of one another. */
function everything(): Conversation {
  const streams = recordedStreams();
  const events = streams.flatMap(({ events: each, name }, at) =>
    turnOfStream(each, {
      turnId: name,
      question: `Question ${at}`,
      ...(at > 1 ? { parentId: streams[at - 2]?.name ?? '' } : {}),
    }),
  );
  return [
    ...events,
    { type: 'renamed', title: 'All of it' } as const,
    { type: 'pinned', pinned: true } as const,
    { type: 'storeSwitched', store: false } as const,
    { type: 'headMoved', headId: streams[1]?.name } as const,
    { type: 'queued', messageId: 'q', input: [{ content: { type: 'text', text: 'Then?' } }] } as const,
  ].reduce(reduce, emptyConversation('c-1', 5));
}
const withTurn = (change: Record<string, unknown>): string => {
  const turn = {
    id: 't',
    startedAt: 1,
    model: 'm',
    stored: true,
    status: 'done',
    rounds: [],
    input: [{ content: { type: 'text', text: 'Hi' } }],
    ...change,
  };
  return JSON.stringify({
    format: 'gemini-interactions-chat',
    version: 1,
    conversation: { id: 'c', turns: [turn] },
  });
};

describe('a chat as a file', () => {
  it('comes back whole: every branch, kind of step, title, pin, store switch and waiting message', () => {
    const conversation = everything();
    const file = parseChatFile(exportJson(conversation, new Map([['a.png', 'AQID']])));
    assert.deepEqual(file.conversation, conversation);
    assert.deepEqual(file.media.get('a.png'), Buffer.from([1, 2, 3]));
  });

  it('makes the same conversation again through the journal', () => {
    const conversation = everything();
    const journal = journalHeader(conversation) + createJournalEncoder()(eventsOf(conversation));
    assert.deepEqual(loadJournal(journal), { conversation, lost: 0, version: 1 });
  });

  it('says what is wrong with a file that is none', () => {
    const rejected: readonly (readonly [string, RegExp])[] = [
      ['# Chat', /not JSON/],
      ['', /not JSON/],
      ['[]', /no chat that this extension/],
      ['{"id":"c","turns":[]}', /no chat that this extension/],
      ['{"format":"gemini-interactions-chat","version":2}', /version 2 .* reads version 1/],
      ['{"format":"gemini-interactions-chat","version":1}', /damaged: it has no messages/],
      [
        '{"format":"gemini-interactions-chat","version":1,"conversation":{"turns":[]}}',
        /damaged: it has no messages/,
      ],
      [withTurn({ id: 7 }), /damaged: message 1 has no id/],
      [withTurn({ parentId: 'x' }), /damaged: message 1 answers one that is not there/],
      [withTurn({ status: 'odd' }), /damaged: message 1 has no state/],
      [withTurn({ startedAt: 'now' }), /damaged: message 1 has no time/],
      [withTurn({ input: [] }), /damaged: message 1 says nothing/],
      [withTurn({ input: ['Hi'] }), /damaged: message 1 cannot be read/],
      [withTurn({ rounds: [3] }), /damaged: the answer to message 1 cannot be read/],
    ];
    for (const [text, message] of rejected)
      assert.throws(
        () => parseChatFile(text),
        (error) => error instanceof ChatFileError && message.test(error.message),
        text,
      );
  });

  it('takes a file with a byte order mark', () => {
    assert.equal(parseChatFile(`\uFEFF${withTurn({})}`).conversation.turns.length, 1);
  });

  it('lets no file switch on that a chat is stored', () => {
    const file = JSON.parse(withTurn({})) as { conversation: object };
    const text = JSON.stringify({ ...file, conversation: { ...file.conversation, store: true } });
    assert.equal(parseChatFile(text).conversation.store, undefined);
  });

  it('takes over calls that are over, and never what asks or what was allowed', () => {
    const ended: ConversationEvent = { type: 'turnEnded', turnId: 'calls', at: 9, status: 'done' };
    const conversation = [...callEvents, changed(callStates.asking, 'c')].reduce(
      reduce,
      emptyConversation('c', 0),
    );
    assert.equal(conversation.permissions?.length, 1);
    const file = parseChatFile(exportJson(conversation, new Map()));
    assert.equal('permissions' in file.conversation, false);
    assert.deepEqual(file.conversation.turns[0]?.calls, reduce(conversation, ended).turns[0]?.calls);
    assert.deepEqual(file.conversation.turns[0]?.allowedTools, ['run_command']);
    const loaded = eventsOf({ ...file.conversation, permissions: conversation.permissions ?? [] });
    assert.equal(JSON.stringify(loaded).includes('permitted'), false);
  });

  it('drops calls that cannot be read', () => {
    const { answered } = callStates;
    const text = withTurn({
      calls: {
        a: null,
        b: { ...answered, outcome: 'great' },
        c: { ...answered, result: { type: 'model_output' } },
        d: { ...answered, summary: 3, output: [], arguments: 'x' },
      },
    });
    const [turn] = parseChatFile(text).conversation.turns;
    const { output: _output, arguments: _arguments, ...rest } = answered;
    assert.deepEqual(turn?.calls, {
      a: { state: 'dropped', title: '' },
      b: { state: 'dropped', title: 'Run npm test' },
      c: { state: 'dropped', title: 'Run npm test' },
      d: { ...rest, summary: '' },
    });
  });

  it('leaves out what would run when a chip is opened, and mends what is malformed', () => {
    const origin = { kind: 'file', name: 'a.ts', bytes: 3, uri: 'command:workbench.action.quit' };
    const text = withTurn({
      input: [{ content: { type: 'text', text: 'Hi' }, origin }],
      rounds: [{ steps: [null, { type: 'model_output', content: 'text' }], indices: ['x'] }],
      failure: { message: 3, action: 'format' },
    });
    const [turn] = parseChatFile(text).conversation.turns;
    assert.deepEqual(turn?.input[0]?.origin, { kind: 'file', name: 'a.ts', bytes: 3 });
    assert.deepEqual(turn?.rounds[0]?.indices, [0, 1]);
    assert.deepEqual(
      turn?.rounds[0]?.steps.map(({ type }) => type),
      ['unknown', 'model_output'],
    );
    assert.deepEqual(turn?.failure, { message: 'The answer failed.', action: 'retry' });
  });
});
