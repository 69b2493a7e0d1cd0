/** A line that a search found, or one beside it. */
export interface FoundLine {
  /** The path in the folder that was searched. */
  readonly relative: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** False for a line of context. */
  readonly isMatch: boolean;
}

/** Text, or bytes as base64 where they are not UTF-8. */
interface RipgrepText {
  readonly text?: string;
  readonly bytes?: string;
}
/** What `rg --json` prints. Source: https://docs.rs/grep-printer/latest/grep_printer/struct.JSON.html */
export interface RipgrepMessage {
  readonly type: 'begin' | 'match' | 'context' | 'end' | 'summary';
  readonly data: {
    readonly path?: RipgrepText | null;
    readonly lines?: RipgrepText;
    readonly line_number?: number | null;
    /** In bytes of the lines. */
    readonly submatches?: readonly { readonly start: number }[];
  };
}

/** As many characters of a line are shown. */
const longestLine = 400;
/** As many of them stand before a match that is far from the start of its line. */
const before = 100;

/** The lines that a message is about: one, or several where the pattern reaches over line breaks. */
export function linesOfMessage({ type, data }: RipgrepMessage, relative: string): readonly FoundLine[] {
  const text = textOf(data.lines);
  const first = data.line_number ?? 1;
  const start = data.submatches?.[0]?.start ?? 0;
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return lines.map((line, at) => ({
    relative,
    line: first + at,
    text: shortened(line, at === 0 && line.length > longestLine ? characterAt(text, start) : 0),
    isMatch: type === 'match',
  }));
}

function textOf(value: RipgrepText | undefined): string {
  return value?.text ?? Buffer.from(value?.bytes ?? '', 'base64').toString();
}

function characterAt(text: string, byte: number): number {
  return Buffer.from(text).subarray(0, byte).toString().length;
}

/** A long line around what was found in it. */
export function shortened(line: string, match: number): string {
  if (line.length <= longestLine) return line;
  const from = match > longestLine / 2 ? match - before : 0;
  const to = from + longestLine;
  return `${from > 0 ? '… ' : ''}${line.slice(from, to)}${to < line.length ? ' …' : ''}`;
}
