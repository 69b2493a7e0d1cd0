import type { JSX } from 'preact';
import { childrenOf } from '../conversation/select';
import type { Conversation } from '../conversation/state';
import { usePanel } from './panelContext';
import { words } from './words';

/** Says that the shown turns were followed by others, and brings those back. */
export function BranchedOff(props: {
  readonly conversation: Conversation;
  /** The last turn that is shown; absent when none is. */
  readonly lastId: string | undefined;
}): JSX.Element | null {
  const { post } = usePanel();
  const later = childrenOf(props.conversation, props.lastId).at(-1);
  if (later === undefined) return null;
  return (
    <p class="branchedOff">
      <span>{words.branchedOff}</span>
      <button
        type="button"
        class="quietButton"
        onClick={() => post({ type: 'showVersion', turnId: later.id })}
      >
        {words.laterMessages}
      </button>
    </p>
  );
}
