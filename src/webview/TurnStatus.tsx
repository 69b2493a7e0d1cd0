import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Turn } from '../conversation/state';
import { Icon } from './Icon';
import { activityOf, endingOf, waitsFor } from './turnState';
import { words } from './words';

/** Silence shorter than this, in seconds, is not worth a word. */
const shortSilence = 10;

/** What a turn is doing, or how it has ended. */
export function TurnStatus({ turn }: { readonly turn: Turn }): JSX.Element {
  const running = turn.status === 'running';
  const waits = running && waitsFor(turn) !== undefined;
  const quiet = useSilence(turn, running && !waits);
  const left = useSecondsUntil(turn.waiting?.until);
  return (
    <div class="turnStatus" role="status">
      {running ? (
        <>
          <Icon name={waits ? 'bell-dot' : 'loading codicon-modifier-spin'} />
          {turn.waiting === undefined ? (
            <span>{activityOf(turn)}</span>
          ) : (
            <span aria-live="off">{words.again(left, turn.waiting.reason)}</span>
          )}
          {turn.waiting === undefined && quiet >= shortSilence && (
            <span class="quiet" aria-live="off">
              {words.quiet(quiet)}
            </span>
          )}
        </>
      ) : (
        endingOf(turn).map((fact, at) => <Fact key={at} text={fact} first={at === 0} />)
      )}
    </div>
  );
}

function Fact({ text, first }: { readonly text: string; readonly first: boolean }): JSX.Element {
  return (
    <>
      {!first && ' · '}
      <span class="fact">{text}</span>
    </>
  );
}

/** Whole seconds until a time in milliseconds since the epoch, counted down. */
function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}

/** Seconds since anything last came for the turn. */
function useSilence(turn: Turn, running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!running) return undefined;
    const since = Date.now();
    const timer = setInterval(() => {
      const passed = Math.floor((Date.now() - since) / 1000);
      if (passed >= shortSilence) setSeconds(passed);
    }, 1000);
    return () => clearInterval(timer);
  }, [turn, running]);
  return seconds;
}
