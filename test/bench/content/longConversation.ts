import type { Conversation, Turn } from '../../../src/conversation/state';
import { makeTurn, textStep } from '../../ui/panelHarness/panelStates';
import { markdownAnswer } from './markdownAnswer';

/** The answers of a long chat, in kilobytes. */
const answerSize = 4;
/** So many answers differ from each other; they repeat after that. */
const variety = 50;

/** A finished chat of so many turns of 4 KB, each the parent of the next. */
export function longConversation(turns: number): Conversation {
  const answers = Array.from({ length: Math.min(turns, variety) }, (_, at) =>
    markdownAnswer(answerSize, at + 1),
  );
  const chain = Array.from({ length: turns }, (_, at): Turn => {
    const turn = makeTurn(`t${at}`, `Question ${at + 1}`, [textStep(answers[at % variety] ?? '')]);
    return at === 0 ? turn : { ...turn, parentId: `t${at - 1}` };
  });
  return { id: 'c1', createdAt: 0, title: 'A long chat', turns: chain, headId: `t${turns - 1}`, queue: [] };
}
