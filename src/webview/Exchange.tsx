import type { JSX } from 'preact';
import type { Turn } from '../conversation/state';
import { GeminiTurn } from './GeminiTurn';
import { memo } from './memo';
import { YourTurn } from './YourTurn';

/** A question and its answer. An old one is not rendered again while a new one streams. */
export const Exchange = memo(function Exchange(props: {
  readonly turn: Turn;
  readonly last: boolean;
}): JSX.Element {
  return (
    <div class="exchange">
      <YourTurn turn={props.turn} />
      <GeminiTurn turn={props.turn} last={props.last} />
    </div>
  );
});
