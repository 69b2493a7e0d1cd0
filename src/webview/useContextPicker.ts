import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ContextItem, FoundItems } from '../protocol/messages';
import { usePanel } from './panelContext';
import { wordAtCaret, type ReferenceWord } from './wordAtCaret';
import { words } from './words';

/** The list under a word that begins with `#` or `@`. */
export interface ContextPicker {
  /** What the list shows; empty while it is closed. */
  readonly items: readonly ContextItem[];
  readonly chosen: number;
  /** Looks where the caret stands, after the text or the caret has changed. */
  readonly look: () => void;
  readonly close: () => void;
  readonly choose: (item: ContextItem) => void;
  /** Takes the keys that move in the list; returns whether it took this one. */
  readonly keyDown: (event: KeyboardEvent) => boolean;
}

/** Asks the extension what the word at the caret may mean, and attaches what is chosen in its place. */
export function useContextPicker(options: {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly found: FoundItems | undefined;
  readonly onDraft: (draft: string) => void;
  /** Enter was pressed, and then nothing was found: the word is plain text. */
  readonly onNothing: () => void;
}): ContextPicker {
  const { input, found, onDraft } = options;
  const { post, announce } = usePanel();
  const [word, setWord] = useState<ReferenceWord | undefined>(undefined);
  const [at, setAt] = useState(0);
  const query = useRef(0);
  /** The first search of the word; an earlier answer has nothing to do with it. */
  const firstQuery = useRef(0);
  /** The word whose list was closed by Escape; it stays closed while the word grows. */
  const dismissed = useRef<ReferenceWord | undefined>(undefined);
  /** The key that chooses, when it was pressed before the answer came. */
  const early = useRef<'Enter' | 'Tab' | undefined>(undefined);
  const answered = found !== undefined && found.query === query.current;
  // Until the next answer the last one stays, so that the list does not flicker.
  const items =
    word !== undefined && found !== undefined && found.query >= firstQuery.current ? found.items : [];
  const chosen = Math.min(at, items.length - 1);

  useEffect(() => {
    if (word === undefined || !answered) return;
    const [first] = items;
    const key = early.current;
    early.current = undefined;
    if (key !== undefined && first !== undefined) choose(first);
    else if (key === 'Enter') options.onNothing();
    else announce(words.contextFound(items.length));
  }, [found]);

  const close = (): void => {
    early.current = undefined;
    setWord(undefined);
  };
  const look = (): void => {
    const field = input.current;
    const next =
      field === null || field.selectionStart !== field.selectionEnd
        ? undefined
        : wordAtCaret(field.value, field.selectionStart);
    const before = dismissed.current;
    if (next?.start !== before?.start || next?.typed.startsWith(before?.typed ?? '') !== true)
      dismissed.current = undefined;
    if (next === undefined || dismissed.current !== undefined) {
      close();
      return;
    }
    if (word?.start === next.start && word.sign === next.sign && word.typed === next.typed) return;
    query.current += 1;
    if (word?.start !== next.start) firstQuery.current = query.current;
    early.current = undefined;
    setWord(next);
    setAt(0);
    post({ type: 'findContext', query: query.current, text: next.typed, sign: next.sign });
  };
  const choose = (item: ContextItem): void => {
    const field = input.current;
    if (field === null || word === undefined) return;
    post({ type: 'attachContext', id: item.id });
    field.focus();
    field.setRangeText('', word.start, word.end, 'end');
    onDraft(field.value);
    close();
  };
  const keyDown = (event: KeyboardEvent): boolean => {
    if (word === undefined || event.isComposing) return false;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
    const item = items[chosen];
    const accepts = event.key === 'Enter' || event.key === 'Tab' ? event.key : undefined;
    if (accepts !== undefined && !answered && early.current === undefined) early.current = accepts;
    else if (item === undefined) return false;
    else if (accepts !== undefined) choose(item);
    else if (event.key === 'ArrowDown') setAt((chosen + 1) % items.length);
    else if (event.key === 'ArrowUp') setAt((chosen + items.length - 1) % items.length);
    else if (event.key === 'Escape') {
      dismissed.current = word;
      close();
    } else return false;
    event.preventDefault();
    // Escape would also stop the answer.
    event.stopPropagation();
    return true;
  };
  return { items, chosen, look, close, choose, keyDown };
}
