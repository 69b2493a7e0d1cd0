import { lineAt } from './lineStarts';

/** A way to see a line: some of its white space may be left out. */
export interface Sight {
  readonly see: (line: string) => string;
  /** Where in the line a column of what is seen is. */
  readonly columnIn: (line: string, column: number) => number;
}

/** Lines as they are; only their line ends are all seen alike. */
export const plainSight: Sight = { see: (line) => line, columnIn: (_line, column) => column };

/** Lines without white space at their ends, and with one space for any white space between words. */
export const foldedSight: Sight = { see: foldLine, columnIn: unfoldColumn };

/** A text seen line by line, in which places can be looked up. */
export interface LineView {
  /** What is seen of the lines, with `\n` as their line end. */
  readonly text: string;
  readonly lines: readonly string[];
  /** Where each line begins in the view, and where one more would. */
  readonly starts: Int32Array;
  /** The place in the original text of a place in the view, or of one behind it. */
  readonly original: (offset: number) => number;
}

/** Sees a text line by line. */
export function viewLines(text: string, starts: Int32Array, { see, columnIn }: Sight): LineView {
  const lines: string[] = [];
  const viewStarts = new Int32Array(starts.length + 1);
  const lineOf = (at: number): string => text.slice(starts[at], contentEnd(text, starts[at + 1]));
  for (let at = 0; at < starts.length; at += 1) {
    const seen = see(lineOf(at));
    lines.push(seen);
    viewStarts[at + 1] = (viewStarts[at] ?? 0) + seen.length + 1;
  }
  return {
    text: lines.join('\n'),
    lines,
    starts: viewStarts,
    original(offset) {
      const at = lineAt(viewStarts, offset);
      const start = starts[at] ?? text.length;
      const column = offset - (viewStarts[at] ?? 0);
      if (column === 0) return start;
      const line = lineOf(at);
      return start + (column === lines[at]?.length ? line.length : columnIn(line, column));
    },
  };
}

/** Where the content of a line ends; the last line has no `next` one. */
function contentEnd(text: string, next: number | undefined): number {
  if (next === undefined) return text.length;
  return text.charAt(next - 1) === '\n' && text.charAt(next - 2) === '\r' ? next - 2 : next - 1;
}

/** A line without the white space around it, and with one space for any within. */
export function foldLine(line: string): string {
  const trimmed = line.trim();
  return /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed;
}

function unfoldColumn(line: string, column: number): number {
  let at = line.length - line.trimStart().length;
  for (let seen = 0; seen < column; seen += 1) {
    if (/\s/.test(line.charAt(at))) while (/\s/.test(line.charAt(at))) at += 1;
    else at += 1;
  }
  return at;
}
