import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { focusEnd, MessageField } from './MessageField';
import { words } from './words';

/** A message being written anew, in its own place. Enter sends, Escape leaves it as it was. */
export function EditMessage(props: {
  readonly text: string;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => focusEnd(input.current), []);
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
      <MessageField
        input={input}
        name={words.editMessage}
        onSend={send}
        onKey={(event) => {
          if (event.key !== 'Escape' || event.isComposing) return false;
          // The same key stops a running answer elsewhere.
          event.stopPropagation();
          props.onCancel();
          return true;
        }}
        attributes={{ rows: 2, defaultValue: props.text }}
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
