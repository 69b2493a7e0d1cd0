import { answerOf, questionOf } from '../conversation/select';
import type { Turn } from '../conversation/state';

/** A message that contains what is looked for. */
export interface FoundMessage {
  readonly turnId: string;
  readonly by: 'you' | 'gemini';
}

/** Finds the messages that contain the words, in order, whatever the case. Nothing matches no words. */
export type Finder = (turns: readonly Turn[], words: string) => readonly FoundMessage[];

/** Creates a finder. Asked for the same words again, it looks only into the turns that have changed: others may stream. */
export function createFinder(): Finder {
  let wanted = '';
  let known = new WeakMap<Turn, readonly FoundMessage[]>();
  return (turns, words) => {
    const asked = words.trim().toLowerCase();
    if (asked !== wanted) known = new WeakMap();
    wanted = asked;
    if (wanted === '') return [];
    return turns.flatMap((turn) => {
      const found = known.get(turn) ?? matchesIn(turn, wanted);
      known.set(turn, found);
      return found;
    });
  };
}

function matchesIn(turn: Turn, wanted: string): readonly FoundMessage[] {
  return [
    ...(questionOf(turn).toLowerCase().includes(wanted) ? [{ turnId: turn.id, by: 'you' as const }] : []),
    ...(answerOf(turn).toLowerCase().includes(wanted) ? [{ turnId: turn.id, by: 'gemini' as const }] : []),
  ];
}
