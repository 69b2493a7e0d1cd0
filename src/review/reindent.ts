import { indentBy, indentOf, type IndentUnit, levelsOf } from './indentation';

/** How a line is indented as the model wrote it, and in the file. */
interface Pair {
  readonly at: number;
  readonly written: string;
  readonly real: string;
}

/** Gives a new line the indentation of the file: `near` is the written line that it replaces or follows. */
export type Reindent = (line: string, near: number, isFirst: boolean) => string;

/**
 * Learns from lines that a model wrote, and from the same lines in the file, how to indent its new lines.
 * @param written the lines that the model believed to be there
 * @param real those lines as they are; `undefined` for one that is not known
 * @param added the new lines; they too tell how the model indents
 * @param unit how the file is indented
 */
export function createReindent(
  written: readonly string[],
  real: readonly (string | undefined)[],
  added: readonly string[],
  unit: IndentUnit,
): Reindent {
  const pairs = written.flatMap((line, at): readonly Pair[] => {
    const other = real[at];
    if (other === undefined || line.trim() === '' || other.trim() === '') return [];
    return [{ at, written: indentOf(line), real: indentOf(other) }];
  });
  if (pairs.every((pair) => pair.written === pair.real)) return (line) => line;
  const writtenUnit = writtenUnitOf(pairs, [...written, ...added], unit);
  const [first, ...others] = pairs;
  const adaptToAll = createAdapt(pairs, writtenUnit, unit);
  const adaptToOthers = createAdapt(others, writtenUnit, unit);
  // A text that begins behind the indentation of its first line says nothing about the other lines.
  const isCut =
    first?.at === 0 && first.written === '' && others.length > 0 && adaptToOthers('', 0) !== first.real;
  return (line, near, isFirst) => {
    const content = line.trimStart();
    if (content === '') return line;
    const indent = indentOf(line);
    if (isCut && isFirst && indent === '') return first.real + content;
    return (isCut ? adaptToOthers : adaptToAll)(indent, near) + content;
  };
}

/** The function from an indentation that the model wrote near a line to the one that the file has there. */
function createAdapt(
  pairs: readonly Pair[],
  writtenUnit: IndentUnit,
  unit: IndentUnit,
): (indent: string, near: number) => string {
  const byIndent = Map.groupBy(pairs, ({ written }) => written);
  const byDepth = [...byIndent.keys()]
    .map((indent) => ({ indent, levels: levelsOf(indent, writtenUnit) }))
    .sort((a, b) => b.levels - a.levels);
  return (indent, near) => {
    const same = closest(byIndent.get(indent) ?? [], near);
    if (same !== undefined) return same.real;
    const levels = levelsOf(indent, writtenUnit);
    const outer = byDepth.find((each) => each.levels < levels);
    const base = closest(outer === undefined ? pairs : (byIndent.get(outer.indent) ?? []), near);
    if (base === undefined) return indent;
    const more = levels - levelsOf(base.written, writtenUnit);
    return more > 0 ? base.real + indentBy(more, unit) : indentBy(levelsOf(base.real, unit) + more, unit);
  };
}

/** The pair of the line that is next to one; pairs are in the order of their lines. */
function closest(pairs: readonly Pair[], near: number): Pair | undefined {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle]?.at ?? 0) < near) low = middle + 1;
    else high = middle;
  }
  const after = pairs[low];
  const before = pairs[low - 1];
  if (after === undefined || before === undefined) return after ?? before;
  return near - before.at <= after.at - near ? before : after;
}

/** What one level is in what the model wrote: told by two lines of different depth, else guessed. */
function writtenUnitOf(pairs: readonly Pair[], lines: readonly string[], unit: IndentUnit): IndentUnit {
  const indents = lines.filter((line) => line.trim() !== '').map(indentOf);
  if (indents.some((indent) => indent.includes('\t'))) return 'tab';
  for (const [at, pair] of pairs.entries()) {
    const before = pairs[at - 1] ?? pair;
    const spaces = pair.written.length - before.written.length;
    const levels = levelsOf(pair.real, unit) - levelsOf(before.real, unit);
    const each = spaces / levels;
    if (levels !== 0 && Number.isInteger(each) && each > 0 && each <= 8) return each;
  }
  if (unit !== 'tab' && pairs.some((pair) => !pair.real.includes('\t'))) return unit;
  return indents.every((indent) => indent.length % 4 === 0) ? 4 : 2;
}
