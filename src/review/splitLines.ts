import { lineStartsOf } from './lineStarts';

/**
 * The lines of a text, each with its line end: `\n`, `\r\n` or `\r`, as the editor counts them. Joined they are the text.
 * What follows the last line end is a line when it is not empty.
 */
export function splitLines(text: string): readonly string[] {
  const starts = lineStartsOf(text);
  const lines: string[] = [];
  for (let at = 1; at < starts.length; at += 1) lines.push(text.slice(starts[at - 1], starts[at]));
  const last = starts.at(-1) ?? 0;
  if (last < text.length) lines.push(text.slice(last));
  return lines;
}

/** The line end that a line has: `''` when it is the last one and has none. */
export function lineEndOf(line: string): '\n' | '\r\n' | '\r' | '' {
  if (line.endsWith('\n')) return line.endsWith('\r\n') ? '\r\n' : '\n';
  return line.endsWith('\r') ? '\r' : '';
}

/** A line without its line end. */
export function withoutLineEnd(line: string): string {
  return line.slice(0, line.length - lineEndOf(line).length);
}
