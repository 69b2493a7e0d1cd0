import { coalesce } from '../../../src/conversation/coalesce';
import { createJournalEncoder, journalHeader } from '../../../src/conversation/journal';
import { answerOf } from '../../../src/conversation/select';
import { loadJournal } from '../../support/loadJournal';
import { answerDeltas, batches, turnBegins, turnEnds } from '../content/answerEvents';
import { markdownAnswer } from '../content/markdownAnswer';
import type { Finding, Measurement } from '../report/finding';

const kilobytes = 200;
/** The deltas that a session folds at once: those of 16 ms at a thousand a second. */
const perBatch = 16;

/** What is written to keep an answer, against what the answer says. */
export const journalSize: Measurement = {
  name: 'journal',
  about: `the journal of an answer of ${kilobytes} KB`,
  run: () => Promise.resolve(measure()),
};

function measure(): readonly Finding[] {
  const question = 'Why is the total wrong?';
  const answer = markdownAnswer(kilobytes);
  const encode = createJournalEncoder();
  const lines = [
    turnBegins('t1', question),
    ...batches(answerDeltas('t1', answer), perBatch),
    turnEnds('t1'),
  ].map((events) => encode(coalesce(events)));
  const text = journalHeader({ id: 'c1', createdAt: 0 }) + lines.join('');

  const turn = loadJournal(text).conversation.turns[0];
  if (turn === undefined || answerOf(turn) !== answer)
    throw new Error('The journal does not hold the answer.');
  const written = Buffer.byteLength(text);
  const content = Buffer.byteLength(question + answer);
  return [
    {
      what: `journal of a ${kilobytes} KB answer, bytes written against bytes of content`,
      value: written / content,
      unit: '×',
      goal: { atMost: 1.1 },
      detail: `${Math.round(written / 1024)} against ${Math.round(content / 1024)} KB, ${lines.length} writes`,
    },
  ];
}
