import { matchSequences } from './matchSequences';
import { slideChanges } from './slideChanges';
import { splitLines } from './splitLines';

/** Lines of the old text that became lines of the new one: half-open ranges, counted from 0. One of them may be empty. */
export interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Two texts as lines with their line ends, and what changed from one to the other. */
export interface LineDiff {
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
  /** In order; there is at least one unchanged line between two of them. */
  readonly changes: readonly Change[];
}

/** What changed from one text to another, line by line. A line end is part of its line. */
export function diffLines(oldText: string, newText: string): LineDiff {
  const oldLines = splitLines(oldText);
  const newLines = splitLines(newText);
  const changes = slideChanges(diffSequences(oldLines, newLines), oldLines, newLines);
  return { oldLines, newLines, changes };
}

/** What changed from one list of lines (or of words) to another. */
export function diffSequences(oldLines: readonly string[], newLines: readonly string[]): readonly Change[] {
  const shorter = Math.min(oldLines.length, newLines.length);
  let start = 0;
  while (start < shorter && oldLines[start] === newLines[start]) start += 1;
  let end = 0;
  while (end < shorter - start && oldLines.at(-1 - end) === newLines.at(-1 - end)) end += 1;
  const oldEnd = oldLines.length - end;
  const newEnd = newLines.length - end;
  if (start === oldEnd && start === newEnd) return [];
  if (start === oldEnd || start === newEnd) return [{ oldStart: start, oldEnd, newStart: start, newEnd }];
  const ids = new Map<string, number>();
  const oldNumbers = numbered(oldLines, start, oldEnd, ids);
  const newNumbers = numbered(newLines, start, newEnd, ids);
  return changesOf(matchSequences(oldNumbers, newNumbers, ids.size), start, oldEnd, newEnd);
}

/** Equal lines as equal numbers. */
function numbered(
  lines: readonly string[],
  start: number,
  end: number,
  ids: Map<string, number>,
): Int32Array {
  const numbers = new Int32Array(end - start);
  for (let at = start; at < end; at += 1) {
    const line = lines[at] ?? '';
    let id = ids.get(line);
    if (id === undefined) {
      id = ids.size;
      ids.set(line, id);
    }
    numbers[at - start] = id;
  }
  return numbers;
}

function changesOf(matches: Int32Array, start: number, oldEnd: number, newEnd: number): readonly Change[] {
  const changes: Change[] = [];
  let oldAt = start;
  let newAt = start;
  const close = (oldStop: number, newStop: number): void => {
    if (oldAt < oldStop || newAt < newStop) {
      changes.push({ oldStart: oldAt, oldEnd: oldStop, newStart: newAt, newEnd: newStop });
    }
    oldAt = oldStop + 1;
    newAt = newStop + 1;
  };
  matches.forEach((match, at) => {
    if (match >= 0) close(start + at, start + match);
  });
  close(oldEnd, newEnd);
  return changes;
}
