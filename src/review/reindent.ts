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
  const adapt = (indent: string, near: number, among: readonly Pair[]): string => {
    const same = closest(
      among.filter((pair) => pair.written === indent),
      near,
    );
    if (same !== undefined) return same.real;
    const levels = levelsOf(indent, writtenUnit);
    const outer = among.filter((pair) => levelsOf(pair.written, writtenUnit) < levels);
    const deepest = Math.max(...outer.map((pair) => levelsOf(pair.written, writtenUnit)));
    const base =
      closest(
        outer.filter((pair) => levelsOf(pair.written, writtenUnit) === deepest),
        near,
      ) ?? closest(among, near);
    if (base === undefined) return indent;
    const more = levels - levelsOf(base.written, writtenUnit);
    return more > 0 ? base.real + indentBy(more, unit) : indentBy(levelsOf(base.real, unit) + more, unit);
  };
  // A text that begins behind the indentation of its first line says nothing about the other lines.
  const [first, ...others] = pairs;
  const isCut =
    first !== undefined &&
    first.at === 0 &&
    first.written === '' &&
    others.length > 0 &&
    adapt('', 0, others) !== first.real;
  return (line, near, isFirst) => {
    const content = line.trimStart();
    if (content === '') return line;
    const indent = indentOf(line);
    if (isCut && isFirst && indent === '') return first.real + content;
    return adapt(indent, near, isCut ? others : pairs) + content;
  };
}

function closest(pairs: readonly Pair[], near: number): Pair | undefined {
  let best: Pair | undefined;
  for (const pair of pairs) {
    if (best === undefined || Math.abs(pair.at - near) < Math.abs(best.at - near)) best = pair;
  }
  return best;
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
