import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TurnLimit } from '../conversation/state';
import { callWords } from './callWords';
import { Icon } from './Icon';
import { usePanel } from './panelContext';

/** A limit that the turn has reached, and the way on. */
export function Limit({
  turnId,
  limit,
}: {
  readonly turnId: string;
  readonly limit: TurnLimit;
}): JSX.Element {
  const { post } = usePanel();
  const [lifted, setLifted] = useState<unknown>(undefined);
  const goOn = (): void => {
    post({ type: 'goOn', turnId });
    setLifted(limit);
  };
  return (
    <div class="callCard" role="group" aria-label={callWords.limit}>
      <p class="callTitle">
        <Icon name="debug-pause" />
        <strong>{callWords.limitReached(limit)}</strong>
      </p>
      <div class="buttons">
        <button type="button" class="button" disabled={lifted === limit} onClick={goOn}>
          {callWords.goOn}
        </button>
        <button type="button" class="button secondary" onClick={() => post({ type: 'stop' })}>
          {callWords.stop}
        </button>
      </div>
    </div>
  );
}
