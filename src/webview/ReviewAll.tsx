import type { JSX } from 'preact';
import { callMark } from '../conversation/callMark';
import type { CallState } from '../conversation/calls';
import type { Turn } from '../conversation/state';
import { callWords } from './callWords';
import { usePanel } from './panelContext';
import { useNewlyShown } from './useNewlyShown';

type Asking = Extract<CallState, { readonly state: 'asking' }>;

/** The answers to all changes of a turn that wait together; nothing while there are fewer than two. */
export function ReviewAll({ turn }: { readonly turn: Turn }): JSX.Element | null {
  const { post } = usePanel();
  const waiting = Object.entries(turn.calls ?? {}).flatMap(([callKey, call]): readonly [string, Asking][] =>
    call.state === 'asking' && call.review !== undefined ? [[callKey, call]] : [],
  );
  // What is unusual is accepted by itself only.
  const usual = waiting.filter(([, { preview }]) => preview.concerns.length === 0);
  const newlyShown = useNewlyShown(waiting.map(([, call]) => callMark(call)).join());
  if (waiting.length < 2) return null;
  const shown = ([callKey, call]: readonly [string, Asking]) => ({
    turnId: turn.id,
    callKey,
    mark: callMark(call),
  });
  return (
    <div class="callCard" role="group" aria-label={callWords.allChanges}>
      <p class="callTitle">
        <strong>{callWords.waitTogether(waiting.length)}</strong>
      </p>
      {usual.length < waiting.length && <p class="hint">{callWords.unusualByItself}</p>}
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={newlyShown || usual.length === 0}
          onClick={() => {
            for (const each of usual) post({ type: 'allowCall', ...shown(each), forChat: false });
          }}
        >
          {callWords.acceptAll}
        </button>
        <button
          type="button"
          class="button secondary"
          onClick={() => {
            for (const each of waiting) post({ type: 'denyCall', ...shown(each), reason: '' });
          }}
        >
          {callWords.rejectAll}
        </button>
        <button type="button" class="linkButton" onClick={() => post({ type: 'reviewChanges' })}>
          {callWords.reviewAll}
        </button>
      </div>
    </div>
  );
}
