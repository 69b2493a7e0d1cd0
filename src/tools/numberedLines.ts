import { ToolError } from '../util/toolError';
import type { ToolOutput } from './tool';

/** Which lines are wanted, counted from 1, both ends included; to the end when there is no last one. */
export interface LineRange {
  readonly first: number;
  readonly last: number | undefined;
}

/** As many lines, and characters of them, are read at once. */
const mostLines = 2000;
const mostCharacters = 50_000;
/** As many characters of one line are shown. */
const longestLine = 2000;

/**
 * Lines of a text with their numbers, for the model, as many as fit, and how to go on.
 * @throws ToolError when the text does not reach that far.
 */
export function numberedLines(name: string, text: string, range: LineRange): ToolOutput {
  const lines = linesOf(text);
  const total = lines.length;
  if (total === 0) return { output: `${name} is empty.`, summary: 'empty' };
  if (range.first > total) throw new ToolError(`${name} has only ${counted(total, 'line')}.`);
  const wanted = lines.slice(range.first - 1, range.last);
  const shown: string[] = [];
  let characters = 0;
  let shortened = false;
  for (const line of wanted.slice(0, mostLines)) {
    const cut = line.length > longestLine;
    const numbered = `${range.first + shown.length}: ${cut ? shortenedLine(line) : line}`;
    characters += numbered.length + 1;
    if (characters > mostCharacters && shown.length > 0) break;
    shortened ||= cut;
    shown.push(numbered);
  }
  const last = range.first + shown.length - 1;
  const hints = [
    ...(shown.length < wanted.length ? [`Cut at line ${last}. Go on with firstLine: ${last + 1}.`] : []),
    ...(shortened ? ['Very long lines were cut; search_text shows other parts of them.'] : []),
  ];
  return {
    output: [
      `${name}, lines ${range.first}-${last} of ${total}:`,
      ...shown,
      ...hints.map((hint) => `… ${hint}`),
    ].join('\n'),
    summary: shown.length === total ? counted(total, 'line') : `lines ${range.first}–${last} of ${total}`,
  };
}

/** The lines of a text; what follows the last line break is one only when something does. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** "1 line", "12 lines". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function shortenedLine(line: string): string {
  return `${line.slice(0, longestLine)}… (${line.length - longestLine} more characters)`;
}
