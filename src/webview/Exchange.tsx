import type { JSX } from 'preact';
import type { Turn } from '../conversation/state';
import { GeminiTurn } from './GeminiTurn';
import { memo } from './memo';
import { YourTurn } from './YourTurn';

/** A question and its answer. An old one is not rendered again while a new one streams. */
export const Exchange = memo(function Exchange(props: {
  readonly turn: Turn;
  readonly last: boolean;
  /** The key of the call whose plan is open; empty when it is in no call of this turn. */
  readonly planKey: string;
  readonly busy: boolean;
  readonly versionAt: number;
  readonly versionCount: number;
  readonly previousId: string;
  readonly nextId: string;
}): JSX.Element {
  const { turn, last, planKey, busy, versionAt: at, versionCount: count, previousId, nextId } = props;
  const versions = count > 1 ? { at, count, previousId, nextId } : undefined;
  return (
    <div class="exchange">
      <YourTurn turn={turn} busy={busy} versions={versions} />
      <GeminiTurn turn={turn} last={last} planKey={planKey} busy={busy} />
    </div>
  );
});
