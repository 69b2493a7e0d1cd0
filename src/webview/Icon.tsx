import type { JSX } from 'preact';

/** A codicon, for the eye only: what it means stands in the name of the control around it. */
export function Icon({ name }: { readonly name: string }): JSX.Element {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}
