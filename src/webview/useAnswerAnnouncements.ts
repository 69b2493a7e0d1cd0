import { useEffect, useRef } from 'preact/hooks';
import { answerOf } from '../conversation/select';
import type { Turn } from '../conversation/state';
import { spokenSentences } from './spokenSentences';
import { words } from './words';

/** Announces the answer that streams, sentence by sentence, and its end. What was there at the start is not read out. */
export function useAnswerAnnouncements(turn: Turn | undefined, announce: (sentence: string) => void): void {
  const spoken = useRef<{ readonly turnId: string; upTo: number; ended: boolean } | undefined>(undefined);
  const started = useRef(false);
  useEffect(() => {
    if (turn === undefined) {
      started.current = true;
      return;
    }
    const ended = turn.status !== 'running';
    if (spoken.current?.turnId !== turn.id) {
      spoken.current = {
        turnId: turn.id,
        upTo: started.current ? 0 : answerOf(turn).length,
        ended: !started.current && ended,
      };
      started.current = true;
    }
    if (spoken.current.ended) return;
    const { sentences, upTo } = spokenSentences(answerOf(turn), spoken.current.upTo, ended);
    spoken.current.upTo = upTo;
    spoken.current.ended = ended;
    if (sentences.length > 0) announce(sentences.join(' '));
    if (turn.status === 'done') announce(words.answerSpoken);
  }, [turn]);
}
