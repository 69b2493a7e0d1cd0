import type { InputBlock, Origin } from '../conversation/state';

/** An attachment that waits, as its chip shows it. */
export interface DraftAttachment {
  readonly id: string;
  readonly origin: Origin;
}

/** The next message: its text, and what is attached to it. */
export interface Draft {
  readonly attachments: readonly DraftAttachment[];
  readonly text: string;
  /** Keeps what the person has typed; `by` is where it was typed, and is told to those who listen. */
  type(text: string, by: object): void;
  /** Calls the listener when the text was changed by another than `by`. Returns the way to stop that. */
  onType(by: object, listener: (text: string) => void): () => void;
  /** A sentence about the last thing that could not be done; gone after the next change. */
  readonly notice: string | undefined;
  /** Adds a block; one of the same origin is replaced, so that attaching twice sends once. */
  add(block: InputBlock): void;
  remove(id: string): void;
  /** The blocks, in order, leaving the draft empty. */
  take(): readonly InputBlock[];
  block(id: string): InputBlock | undefined;
  /** How many bytes go along as anything but text, without those of one URI. */
  mediaBytes(except?: string): number;
  note(notice: string): void;
  onChange(listener: () => void): () => void;
}

/**
 * Creates a draft without attachments.
 * @param keepText is called with every change of the text
 */
export function createDraft(
  newId: () => string,
  initialText = '',
  keepText: (text: string) => void = () => {},
): Draft {
  let typed = initialText;
  let items: readonly { readonly id: string; readonly block: InputBlock }[] = [];
  let notice: string | undefined;
  const listeners = new Set<() => void>();
  const typists = new Map<object, (text: string) => void>();
  const change = (next: typeof items, text?: string): void => {
    items = next;
    notice = text;
    for (const listener of listeners) listener();
  };
  return {
    get attachments() {
      return items.flatMap(({ id, block }) =>
        block.origin === undefined ? [] : [{ id, origin: block.origin }],
      );
    },
    get text() {
      return typed;
    },
    type(text, by) {
      if (text === typed) return;
      typed = text;
      keepText(text);
      for (const [other, listener] of typists) if (other !== by) listener(text);
    },
    onType(by, listener) {
      typists.set(by, listener);
      return () => typists.delete(by);
    },
    get notice() {
      return notice;
    },
    add(block) {
      const others = items.filter((item) => placeOf(item.block) !== placeOf(block));
      change([...others, { id: newId(), block }]);
    },
    remove: (id) => change(items.filter((item) => item.id !== id)),
    take() {
      const blocks = items.map((item) => item.block);
      change([]);
      return blocks;
    },
    block: (id) => items.find((item) => item.id === id)?.block,
    mediaBytes: (except) =>
      items.reduce(
        (sum, { block: { content, origin } }) =>
          content.type === 'text' || (except !== undefined && origin?.uri === except)
            ? sum
            : sum + (origin?.bytes ?? 0),
        0,
      ),
    note: (text) => change(items, text),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function placeOf({ origin }: InputBlock): string {
  return JSON.stringify([origin?.kind, origin?.uri, origin?.firstLine, origin?.lastLine, origin?.name]);
}
