import { whyGenerated } from '../util/generatedFile';

/** The changes of one file as Git prints them. */
export interface ChangedFile {
  readonly file: string;
  /** Its name before, when it was renamed. */
  readonly formerly?: string | undefined;
  /** `modified`, `added`, … */
  readonly what: string;
  readonly diff: string;
}

/** The longest line that is shown whole. */
const longestLine = 500;
/** What is left of a file of which nothing fits. */
const leastShown = 400;

/**
 * The changes of files as the model reads them, at most about so many characters: small changes are whole, large ones
 * cut at their end, files that programs write only counted.
 * @param numbered whether each line is given its number in the file as it is now
 */
export function boundedDiff(files: readonly ChangedFile[], most: number, numbered = false): string {
  const parts = files.map((each) => partOf(each, numbered));
  const room = shares(
    parts.map(({ lines }) => lengthOf(lines)),
    most,
  );
  return parts.map((part, at) => cutPart(part, room[at] ?? 0)).join('\n');
}

interface Part {
  readonly heading: string;
  readonly lines: readonly string[];
}

function partOf({ file, formerly, what, diff }: ChangedFile, numbered: boolean): Part {
  const lines = diff.replace(/\n$/, '').split('\n');
  const from = lines.findIndex((line) => line.startsWith('@@'));
  const hunks = from === -1 ? [] : lines.slice(from);
  const name = formerly === undefined ? file : `${formerly} to ${file}`;
  const generated = whyGenerated(file, hunks.map((line) => line.slice(1)).join('\n'));
  const added = hunks.filter((line) => line.startsWith('+')).length;
  const removed = hunks.filter((line) => line.startsWith('-')).length;
  const counts = `+${added} −${removed}`;
  if (generated !== undefined)
    return { heading: `=== ${name} (${what}, ${generated}, ${counts}, not shown)`, lines: [] };
  if (hunks.length === 0) {
    const isBinary = lines.some((line) => /^(?:Binary files |GIT binary patch)/.test(line));
    const modes = lines.filter((line) => /^(?:old|new) mode /.test(line));
    return { heading: `=== ${name} (${what}${isBinary ? ', not text' : ''})`, lines: modes };
  }
  const shown = (numbered ? withNumbers(hunks) : hunks).map((line) =>
    line.length > longestLine ? `${line.slice(0, longestLine)}… (cut)` : line,
  );
  return { heading: `=== ${name} (${what}, ${counts})`, lines: shown };
}

/** The lines of hunks with the numbers that they have in the new text; removed ones have none. */
function withNumbers(hunks: readonly string[]): readonly string[] {
  let next = 0;
  return hunks.map((line) => {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(line)?.[1];
    if (start !== undefined) {
      next = Number(start);
      return '@@';
    }
    if (line.startsWith('-') || line.startsWith('\\')) return `      ${line}`;
    next += 1;
    return `${String(next - 1).padStart(5)} ${line}`;
  });
}

function cutPart({ heading, lines }: Part, room: number): string {
  const shown: string[] = [];
  let left = room;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    shown.push(line);
  }
  const missing = lines.length - shown.length;
  return [
    heading,
    ...shown,
    ...(missing > 0 ? [`… ${missing} more ${missing === 1 ? 'line' : 'lines'} of this file`] : []),
  ].join('\n');
}

/** Gives each its whole length where that fits, and the long ones the same part of what is left. */
function shares(lengths: readonly number[], most: number): readonly number[] {
  const given = lengths.map(() => 0);
  let left = most;
  const order = lengths.map((length, at) => ({ length, at })).sort((a, b) => a.length - b.length);
  order.forEach(({ length, at }, done) => {
    const share = Math.max(leastShown, Math.floor(left / (order.length - done)));
    given[at] = Math.min(length, share);
    left = Math.max(0, left - Math.min(length, share));
  });
  return given;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
