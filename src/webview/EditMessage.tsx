import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { sendsOn } from './sendsOn';
import { words } from './words';

/** A message being written anew, in its own place. Enter sends, Escape leaves it as it was. */
export function EditMessage(props: {
  readonly text: string;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = input.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const send = (): void => {
    const text = input.current?.value.trim() ?? '';
    if (text !== '') props.onSend(text);
  };
  return (
    <form
      class="editMessage"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={input}
        class="input"
        dir="auto"
        rows={2}
        aria-label={words.editMessage}
        defaultValue={props.text}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.isComposing) {
            // The same key stops a running answer elsewhere.
            event.stopPropagation();
            props.onCancel();
          } else if (sendsOn(event)) {
            event.preventDefault();
            send();
          }
        }}
      />
      <div class="editButtons">
        <button type="button" class="button secondary" onClick={props.onCancel}>
          {words.cancel}
        </button>
        <button type="submit" class="button">
          {words.sendEdited}
        </button>
      </div>
    </form>
  );
}
