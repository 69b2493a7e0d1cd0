import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConversationEvent } from '../../../src/conversation/events';
import { createJournalEncoder, journalHeader } from '../../../src/conversation/journal';
import { createJournalFold } from '../../../src/conversation/journalFold';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation } from '../../../src/conversation/state';
import { loadJournal } from '../../support/loadJournal';
import { callEvents } from '../../support/callEvents';
import { recordedStreams, turnOfStream } from '../../support/streams';

const conversation = emptyConversation('c', 7);
const fold = (events: readonly ConversationEvent[]) => events.reduce(reduce, conversation);
const journalOf = (batches: readonly (readonly ConversationEvent[])[]): string =>
  journalHeader(conversation) + batches.map(createJournalEncoder()).join('');

/** What a call prints while it runs is not kept: how it ends tells it. */
const kept = callEvents.filter(({ type }) => type !== 'callPrinted');
const all = [
  ...recordedStreams().flatMap(({ events, name }) => turnOfStream(events, { turnId: name })),
  ...kept,
];

describe('journal', () => {
  it('brings back every conversation that was written, in whatever batches', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
          all.slice(at * size, (at + 1) * size),
        );
        assert.deepEqual(loadJournal(journalOf(batches)), { conversation: fold(all), lost: 0, version: 1 });
      }),
    );
  });

  it('cut at any byte it loads, and loses no more than the event that was torn', () => {
    const all = recordedStreams()
      .filter(({ name }) => name === 'text' || name === 'agent')
      .flatMap(({ events, name }) => turnOfStream(events, { turnId: name }))
      .concat(kept);
    const text = journalOf([all]);
    const bytes = Buffer.from(text);
    const headerEnd = bytes.indexOf(0x0a);
    const states = all.map((_, count) => JSON.stringify(fold(all.slice(0, count))));
    states.push(JSON.stringify(fold(all)));
    let whole = 0;
    for (let cut = headerEnd; cut <= bytes.length; cut += 1) {
      if (cut > headerEnd + 1 && bytes[cut - 1] === 0x0a) whole += 1;
      const loaded = loadJournal(bytes.subarray(0, cut).toString('utf8'));
      const state = JSON.stringify(loaded.conversation);
      // A line without its newline counts when it is whole.
      assert.ok(state === states[whole] || state === states[whole + 1], `cut at byte ${cut}`);
    }
  });

  it('does not grow by what a call prints while it runs', () => {
    assert.equal(journalOf([callEvents]), journalOf([kept]));
  });

  it('goes on after a torn line that was closed off', () => {
    const lines = journalOf([all]).split('\n');
    const torn = [...lines.slice(0, 4), '{"type":"received","turnId":"agent","rou', ...lines.slice(4)].join(
      '\n',
    );
    assert.deepEqual(loadJournal(torn), { conversation: fold(all), lost: 1, version: 1 });
  });

  it('adds little to a long answer that arrives in small pieces', () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `word${at} `);
    const events = turnOfStream(
      words.map((text) => ({ event_type: 'step.delta', index: 0, delta: { type: 'text', text } })),
    );
    const batches = Array.from({ length: events.length / 8 }, (_, at) => events.slice(at * 8, (at + 1) * 8));
    const written = Buffer.byteLength(journalOf(batches));
    assert.ok(written < words.join('').length * 1.8, `${written} bytes`);
    const oneWriter = createJournalEncoder();
    oneWriter(events.slice(0, 2));
    assert.equal(oneWriter(events.slice(2, 3)), '[0,"word1 "]\n');
  });

  it('is whole without its header, but for the id and the time', () => {
    assert.deepEqual(loadJournal(''), {
      conversation: emptyConversation('', 0),
      lost: 0,
      version: undefined,
    });
    const { version, conversation } = loadJournal('{"type":"renamed","title":"x"}\n');
    assert.equal(version, undefined);
    assert.equal(conversation.title, 'x');
  });

  it('leaves out everything of another version', () => {
    const { version, conversation, lost } = loadJournal(
      '{"journal":2,"id":"c","createdAt":7}\n{"type":"turnStarted","turnId":"t"}\n',
    );
    assert.deepEqual({ version, conversation, lost }, { version: 2, conversation: fold([]), lost: 0 });
  });

  it('comes back the same in whatever pieces it is read, whichever turns its lines concern', () => {
    const turn = (turnId: string): readonly ConversationEvent[] => turnOfStream([], { turnId });
    const chain = ['a', 'b', 'c'].flatMap(turn);
    const made = fold(chain).turns;
    const late: readonly ConversationEvent[] = [
      ...chain,
      { type: 'noted', turnId: 'a', note: 'much later' },
      { type: 'noted', turnId: 'nobody', note: 'lost' },
      ...turn('d'),
      { type: 'imported', turns: made.slice(1), headId: 'b' },
      { type: 'noted', turnId: 'b', note: 'later still' },
      { type: 'headMoved', headId: 'a' },
      ...all,
    ];
    const lines = journalOf([late]).split('\n');
    for (const size of [1, 2, 7, lines.length]) {
      const read = createJournalFold();
      for (let from = 0; from < lines.length; from += size) read.add(lines.slice(from, from + size));
      assert.deepEqual(read.end(), { conversation: fold(late), lost: 0, version: 1 });
    }
  });
});
