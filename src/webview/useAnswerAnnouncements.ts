import { useCallback, useEffect, useRef } from 'preact/hooks';
import { answerOf } from '../conversation/select';
import type { Turn } from '../conversation/state';
import { spokenSentences } from './spokenSentences';
import { words } from './words';

/** Sentences that follow each other faster than this, in milliseconds, are announced together. */
const pauseMs = 1000;

/** Announces the answer that streams, sentence by sentence, and its end. What was there at the start is not read out. */
export function useAnswerAnnouncements(turn: Turn | undefined, announce: (sentence: string) => void): void {
  const spoken = useRef<{ readonly turnId: string; upTo: number; ended: boolean } | undefined>(undefined);
  const started = useRef(false);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(turn);
  latest.current = turn;

  const speak = useCallback(() => {
    const { current } = latest;
    clearTimeout(pause.current);
    pause.current = undefined;
    if (current === undefined || spoken.current?.turnId !== current.id || spoken.current.ended) return;
    const ended = current.status !== 'running';
    const { sentences, upTo } = spokenSentences(answerOf(current), spoken.current.upTo, ended);
    spoken.current.upTo = upTo;
    spoken.current.ended = ended;
    if (sentences.length > 0) announce(sentences.join(' '));
    if (current.status === 'done') announce(words.answerSpoken);
    if (!ended && sentences.length > 0) pause.current = setTimeout(speak, pauseMs);
  }, [announce]);

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
    if (ended || pause.current === undefined) speak();
  }, [turn]);
  useEffect(() => () => clearTimeout(pause.current), []);
}
