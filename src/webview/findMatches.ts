import { answerOf, questionOf } from '../conversation/select';
import type { Turn } from '../conversation/state';

/** A message that contains what is looked for. */
export interface FoundMessage {
  readonly turnId: string;
  readonly by: 'you' | 'gemini';
}

/** The messages of the shown branch that contain the words, in order, whatever the case. Nothing matches no words. */
export function findMatches(turns: readonly Turn[], words: string): readonly FoundMessage[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return turns.flatMap((turn): FoundMessage[] => [
    ...(questionOf(turn).toLowerCase().includes(wanted) ? [{ turnId: turn.id, by: 'you' as const }] : []),
    ...(answerOf(turn).toLowerCase().includes(wanted) ? [{ turnId: turn.id, by: 'gemini' as const }] : []),
  ]);
}
