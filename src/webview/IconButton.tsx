import type { JSX } from 'preact';
import { Icon } from './Icon';

/** A button that shows an icon and is called by its name, which is also its tooltip. */
export function IconButton(props: {
  readonly icon: string;
  readonly name: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly class?: string;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`iconButton ${props.class ?? ''}`}
      title={props.name}
      aria-label={props.name}
      disabled={props.disabled ?? false}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}
