/** A word of the composer that names something to attach: `#` or `@` and what follows. */
export interface ReferenceWord {
  /** Where its sign stands. */
  readonly start: number;
  readonly end: number;
  /** What follows the sign. */
  readonly typed: string;
}

/** The reference that the caret stands behind. Its sign begins a word, so that addresses and `C#` are left alone. */
export function wordAtCaret(text: string, caret: number): ReferenceWord | undefined {
  const found = /(?:^|\s)[#@]([^\s#@]*)$/.exec(text.slice(0, caret));
  const typed = found?.[1];
  return typed === undefined ? undefined : { start: caret - typed.length - 1, end: caret, typed };
}
