import type { JSX } from 'preact';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { words } from './words';

/** Says whether the service keeps the messages to come, and changes that for this chat. */
export function StoreSwitch({ on }: { readonly on: boolean }): JSX.Element {
  const { post, announce } = usePanel();
  return (
    <button
      type="button"
      class="iconButton"
      role="switch"
      aria-checked={on}
      aria-label={words.store}
      title={on ? words.stored : words.notStored}
      onClick={() => {
        post({ type: 'switchStore', store: !on });
        announce(on ? words.notStored : words.stored);
      }}
    >
      <Icon name={on ? 'cloud' : 'circle-slash'} />
    </button>
  );
}
