import type { JSX, RefObject } from 'preact';
import { sendsOn } from './sendsOn';

/** A field in which a message is written, as high as its text. Enter sends, Shift+Enter breaks the line. */
export function MessageField(props: {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly name: string;
  readonly onSend: () => void;
  /** Has each key first; returns whether it took it. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly attributes: JSX.IntrinsicElements['textarea'];
}): JSX.Element {
  const { input, name, onSend, onKey, attributes } = props;
  return (
    <textarea
      {...attributes}
      ref={input}
      class="input"
      dir="auto"
      aria-label={name}
      onKeyDown={(event) => {
        if (onKey(event) || !sendsOn(event)) return;
        event.preventDefault();
        onSend();
      }}
    />
  );
}

/** Puts the cursor behind the last letter. */
export function focusEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
