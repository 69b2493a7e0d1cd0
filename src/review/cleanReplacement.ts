import { indentBy, indentOf, type IndentUnit, indentUnitOf, levelsOf } from './indentation';

/** Where lines are to be replaced by what a model has written. */
export interface ReplacedLines {
  /** The lines that are replaced, without the last line end; empty when something new comes there. */
  readonly old: string;
  /** The text above and below them. */
  readonly before: string;
  readonly after: string;
  /** How deep the new lines are, when nothing is replaced. */
  readonly indent?: string;
}

const openFence = /^[ \t]*(`{3,}|~{3,})([^\n`]*)$/;
const mark = /^\s*(?:<{5,}|>{5,})\s*(?:PIECE\b.*|NOTHING\s*)$/;
/** So many lines around are looked at for what was repeated. */
const mostRepeated = 20;
/** A line with fewer letters and digits does not tell where it is from. */
const fewestLetters = 3;

/**
 * The lines that a model meant, of all that it has written: without a fence and the words around it, without lines that
 * stand above or below already, indented as the place is.
 */
export function cleanReplacement(answer: string, place: ReplacedLines): string {
  const lines = unfenced(answer.replace(/\r\n?/g, '\n').split('\n'), place.old).filter(
    (line) => !mark.test(line),
  );
  const kept = withoutRepeated(withoutBlankEnds(lines), place);
  return indented(withBlankEnds(kept, place.old), place).join('\n');
}

/** What is within the fence; all of it when there is none, or when it belongs to the text. */
function unfenced(lines: readonly string[], old: string): readonly string[] {
  const at = lines.findIndex((line) => openFence.test(line));
  if (at < 0) return lines;
  const [, fence = '', info = ''] = openFence.exec(lines[at] ?? '') ?? [];
  const isClose = (line: string): boolean =>
    line.trim().startsWith(fence) && line.trim().replaceAll(fence[0] ?? '', '') === '';
  const oldHasFences = old.split('\n').some((line) => openFence.test(line));
  if (oldHasFences) {
    // Fences are part of the text: only one around all of it is not.
    const last = lines.findLastIndex((line) => line.trim() !== '');
    const isAround =
      lines.slice(0, at).every((line) => line.trim() === '') &&
      (fence.length > 3 || /^\s*(?:markdown|md|mdx)\b/i.test(info)) &&
      old.split('\n')[0]?.trim() !== lines[at]?.trim();
    if (!isAround) return lines;
    const end = last > at && isClose(lines[last] ?? '') ? last : lines.length;
    return lines.slice(at + 1, end);
  }
  const length = lines.slice(at + 1).findIndex(isClose);
  return length < 0 ? lines.slice(at + 1) : lines.slice(at + 1, at + 1 + length);
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex(hasText);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(hasText) + 1);
}

/** As many blank lines at both ends as the old lines have. */
function withBlankEnds(lines: readonly string[], old: string): readonly string[] {
  const oldLines = old.split('\n');
  const first = oldLines.findIndex(hasText);
  if (first < 0) return lines;
  return [...oldLines.slice(0, first), ...lines, ...oldLines.slice(oldLines.findLastIndex(hasText) + 1)];
}

/** Without the lines at both ends that are those around the place, and not also those of the old text. */
function withoutRepeated(lines: readonly string[], { old, before, after }: ReplacedLines): readonly string[] {
  const above = before.split('\n').filter(hasText);
  const below = after.split('\n').filter(hasText);
  const oldLines = old.split('\n').filter(hasText);
  const head = repeatedAtStart(lines, above, oldLines);
  const rest = lines.slice(head);
  const reversed = rest.toReversed();
  const tail = repeatedAtStart(reversed, below.toReversed(), oldLines.toReversed());
  return withoutBlankEnds(rest.slice(0, rest.length - tail));
}

/** How many lines at the start are the last ones of `around`; the last of those is next to the place. */
function repeatedAtStart(
  lines: readonly string[],
  around: readonly string[],
  old: readonly string[],
): number {
  const full = lines.flatMap((line, at) => (hasText(line) ? [{ text: line.trim(), at }] : []));
  for (let length = Math.min(mostRepeated, full.length, around.length); length > 0; length -= 1) {
    const run = full.slice(0, length).map(({ text }) => text);
    const theirs = around.slice(-length).map((line) => line.trim());
    const isSame = run.every((text, at) => text === theirs[at]);
    const isOwn = run.every((text, at) => text === old[at]?.trim());
    if (isSame && !isOwn && run.some(saysMuch)) return (full[length - 1]?.at ?? 0) + 1;
  }
  return 0;
}

function indented(
  lines: readonly string[],
  { old, before, after, indent }: ReplacedLines,
): readonly string[] {
  const full = lines.filter(hasText);
  const first = full[0];
  if (first === undefined) return lines;
  const oldFull = old.split('\n').filter(hasText);
  const wanted = oldFull.length > 0 ? commonIndent(oldFull) : (indent ?? '');
  const written = commonIndent(full);
  const others = full.slice(1);
  // An answer may begin behind the indentation of its first line; but a colon opens a block, which is deeper by itself.
  const isCut =
    written === '' &&
    indentOf(first) === '' &&
    wanted !== '' &&
    others.length > 0 &&
    commonIndent(others).startsWith(wanted) &&
    !/:\s*$/.test(first);
  if (isCut) return lines.map((line) => (line === first ? wanted + line : line));
  const convert = conversion(full, [before, old, after].join('\n').split('\n'), written);
  return lines.map((line) =>
    hasText(line) ? wanted + convert(indentOf(line).slice(written.length)) + line.trimStart() : '',
  );
}

/** From what one level is in the answer to what it is in the file. */
function conversion(
  written: readonly string[],
  file: readonly string[],
  common: string,
): (indent: string) => string {
  const theirs = indentUnitOf(written);
  const ours = indentUnitOf(file);
  if (theirs === undefined || ours === undefined || theirs === ours) return (indent) => indent;
  const isEven = written.every((line) => isWhole(indentOf(line).slice(common.length), theirs));
  if (!isEven) return (indent) => indent;
  return (indent) => indentBy(levelsOf(indent, theirs), ours);
}

function isWhole(indent: string, unit: IndentUnit): boolean {
  return Number.isInteger(levelsOf(indent, unit));
}

function commonIndent(lines: readonly string[]): string {
  return lines.map(indentOf).reduce((common, indent) => {
    let length = 0;
    while (length < Math.min(common.length, indent.length) && common[length] === indent[length]) length += 1;
    return common.slice(0, length);
  });
}

function saysMuch(line: string): boolean {
  return line.replace(/[^\p{L}\p{N}]/gu, '').length >= fewestLetters;
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
