/** Lines of a text, counted from 0, the end excluded, and what shall stand there; nothing at all when it is `undefined`. */
export interface LinesReplaced {
  readonly start: number;
  readonly end: number;
  readonly text: string | undefined;
}

/** A text with some of its lines replaced; the places are in order. */
export function replaceLines(lines: readonly string[], replaced: readonly LinesReplaced[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of replaced) {
    parts.push(...lines.slice(at, start), ...(text === undefined ? [] : [text]));
    at = end;
  }
  return [...parts, ...lines.slice(at)].join('\n');
}
