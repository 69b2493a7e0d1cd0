import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { JsonObject } from '../api/types';
import { argumentsText } from '../conversation/callText';
import { callWords } from './callWords';
import { Icon } from './Icon';

/** The arguments of a call as JSON that can be changed. What is no JSON object cannot be sent. */
export function EditArguments(props: {
  readonly given: JsonObject;
  readonly onUse: (text: string) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const { onUse, onCancel } = props;
  const [text, setText] = useState(() => argumentsText(props.given));
  const field = useRef<HTMLTextAreaElement>(null);
  // Before anything more is typed.
  useLayoutEffect(() => field.current?.focus(), []);
  const wrong = wrongWith(text);
  const use = (): void => {
    if (wrong === undefined) onUse(text);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      use();
    }
    if (event.key === 'Escape') {
      // Elsewhere Escape stops the answer.
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div class="editArguments">
      <textarea
        ref={field}
        class="textInput"
        dir="ltr"
        spellcheck={false}
        aria-label={callWords.argumentsAsJson}
        aria-invalid={wrong !== undefined}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={keys}
      />
      <p class={wrong === undefined ? 'hint' : 'hint problem'} role="status">
        {wrong !== undefined && <Icon name="error" />}
        <span>{wrong ?? callWords.useHint}</span>
      </p>
      <div class="buttons">
        <button type="button" class="button" disabled={wrong !== undefined} onClick={use}>
          {callWords.useArguments}
        </button>
        <button type="button" class="button secondary" onClick={onCancel}>
          {callWords.cancel}
        </button>
      </div>
    </div>
  );
}

/** What is wrong with a text as arguments; `undefined` when nothing is. */
function wrongWith(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? undefined
      : callWords.noObject;
  } catch {
    return callWords.noJson;
  }
}
