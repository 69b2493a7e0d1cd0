import { createJournalEncoder, journalHeader } from '../../../src/conversation/journal';
import { answerDeltas, turnBegins, turnEnds } from './answerEvents';
import { markdownAnswer } from './markdownAnswer';

/** The answers of a long chat, in kilobytes. */
const answerSize = 4;
/** So many answers differ from each other; they repeat after that. */
const variety = 50;

/** The journal of a chat of so many turns of 4 KB, each the parent of the next, written delta by delta as they came. */
export function longJournal(id: string, turns: number): string {
  const answers = Array.from({ length: Math.min(turns, variety) }, (_, at) =>
    markdownAnswer(answerSize, at + 1),
  );
  const encode = createJournalEncoder();
  const lines = Array.from({ length: turns }, (_, at) => {
    const turnId = `t${at}`;
    return encode([
      ...turnBegins(turnId, `Question ${at + 1}`, at === 0 ? undefined : `t${at - 1}`),
      ...answerDeltas(turnId, answers[at % variety] ?? ''),
      ...turnEnds(turnId),
    ]);
  });
  return journalHeader({ id, createdAt: 0 }) + lines.join('');
}
