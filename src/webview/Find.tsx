import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Turn } from '../conversation/state';
import { createFinder, type FoundMessage } from './findMatches';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';
import { words } from './words';

/** Looks for words in the conversation, the messages that are not on the page included. */
export function Find(props: {
  readonly turns: readonly Turn[];
  /** Whether there are earlier turns that are not here yet. Nothing is found then, so that what is found keeps its order. */
  readonly more: boolean;
  /** Shows a message and marks the words in it; nothing when there is none. */
  readonly onShow: (found: FoundMessage | undefined, words: string) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const { turns, more, onShow } = props;
  const { post } = usePanel();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [find] = useState(createFinder);
  const found = more ? [] : find(turns, text);
  const current = found[Math.min(at, found.length - 1)];
  // Before the next key: what is typed at once after the keys that open this is meant for it.
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (more) post({ type: 'fetchTurns' });
  }, [more, turns[0]]);
  useEffect(() => onShow(current, text), [text, current?.turnId, current?.by]);

  const step = (by: number): void => {
    if (found.length > 0) setAt((Math.min(at, found.length - 1) + by + found.length) % found.length);
  };
  return (
    <div class="find" role="search">
      <input
        ref={input}
        class="findInput"
        type="text"
        dir="auto"
        aria-label={words.find}
        placeholder={words.find}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing) step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') props.onClose();
          else return;
          event.preventDefault();
          // Escape stops a running answer elsewhere.
          event.stopPropagation();
        }}
      />
      <div class="findSteps">
        <span class="findCount" role="status">
          {text.trim() === ''
            ? ''
            : more
              ? words.loadingEarlier
              : words.found(Math.min(at + 1, found.length), found.length)}
        </span>
        <IconButton icon="arrow-up" name={words.findPrevious} onClick={() => step(-1)} />
        <IconButton icon="arrow-down" name={words.findNext} onClick={() => step(1)} />
        <IconButton icon="close" name={words.findClose} onClick={props.onClose} />
      </div>
    </div>
  );
}
