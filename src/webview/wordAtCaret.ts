/** A word of the composer that names something to attach: `#` or `@`, or `/` for a prompt, and what follows. */
export interface ReferenceWord {
  /** Where its sign stands. */
  readonly start: number;
  readonly end: number;
  readonly sign: '#' | '/';
  /** What follows the sign. */
  readonly typed: string;
}

/**
 * The reference that the caret stands behind. Its sign begins a word, so that addresses and `C#` are left alone; a prompt
 * is named at the beginning of a message only.
 */
export function wordAtCaret(text: string, caret: number): ReferenceWord | undefined {
  const found = /(?:^|\s)[#@]([^\s#@]*)$/.exec(text.slice(0, caret));
  const typed = found?.[1];
  if (typed !== undefined) return { start: caret - typed.length - 1, end: caret, sign: '#', typed };
  const prompt = /^\/([^\s/]*)$/.exec(text.slice(0, caret))?.[1];
  return prompt === undefined ? undefined : { start: 0, end: caret, sign: '/', typed: prompt };
}
