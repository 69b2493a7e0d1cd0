import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { callWords } from './callWords';

/** A field of one line with its button: Enter sends, Escape goes back where there is a way back. */
export function LineField(props: {
  readonly name: string;
  readonly hint: string;
  readonly button: string;
  readonly mayBeEmpty?: boolean;
  readonly disabled?: boolean;
  readonly onEnter: (text: string) => void;
  /** Set for a field that the person has opened, which then takes the focus. */
  readonly onCancel?: () => void;
}): JSX.Element {
  const { name, hint, button, mayBeEmpty = false, disabled = false, onEnter, onCancel } = props;
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Before anything more is typed.
  useLayoutEffect(() => {
    if (onCancel !== undefined) field.current?.focus();
  }, []);
  const send = (): void => {
    if (mayBeEmpty || text.trim() !== '') onEnter(text.trim());
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      send();
    }
    if (event.key === 'Escape' && onCancel !== undefined) {
      // Elsewhere Escape stops the answer.
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div class="lineField">
      <input
        ref={field}
        type="text"
        class="textInput"
        aria-label={name}
        placeholder={hint}
        dir="auto"
        value={text}
        disabled={disabled}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={keys}
      />
      <button type="button" class="button secondary" disabled={disabled} onClick={send}>
        {button}
      </button>
      {onCancel !== undefined && (
        <button type="button" class="linkButton" onClick={onCancel}>
          {callWords.cancel}
        </button>
      )}
    </div>
  );
}
