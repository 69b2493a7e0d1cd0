import type { Change } from './diffLines';
import { indentOf } from './indentation';

/** A blank line at the beginning of what was added or removed looks worse than any indentation. */
const blankCost = 1000;

/**
 * Moves lines that were only added, or only removed, to where they look most natural among the places that mean the
 * same: from the middle of one function and the next to a whole one. Such places are there when what comes after the
 * change is what it begins with.
 */
export function slideChanges(
  changes: readonly Change[],
  oldLines: readonly string[],
  newLines: readonly string[],
): readonly Change[] {
  const slid: Change[] = [];
  changes.forEach((change, at) => {
    const { oldStart, oldEnd, newStart, newEnd } = change;
    const isAdded = oldStart === oldEnd;
    if (!isAdded && newStart !== newEnd) {
      slid.push(change);
      return;
    }
    const lines = isAdded ? newLines : oldLines;
    const start = isAdded ? newStart : oldStart;
    const size = isAdded ? newEnd - newStart : oldEnd - oldStart;
    // One unchanged line has to stay between this change and its neighbours.
    const before = slid.at(-1)?.oldEnd;
    const after = changes[at + 1]?.oldStart;
    const up = before === undefined ? oldStart : oldStart - before - 1;
    const down = after === undefined ? oldLines.length - oldEnd : after - oldEnd - 1;
    const by = bestSlide(lines, start, size, up, down);
    slid.push({ oldStart: oldStart + by, oldEnd: oldEnd + by, newStart: newStart + by, newEnd: newEnd + by });
  });
  return slid;
}

function bestSlide(lines: readonly string[], start: number, size: number, up: number, down: number): number {
  let first = 0;
  while (-first < up && lines[start + first - 1] === lines[start + first + size - 1]) first -= 1;
  let last = 0;
  while (last < down && lines[start + last] === lines[start + last + size]) last += 1;
  let best = 0;
  let least = Infinity;
  for (let by = first; by <= last; by += 1) {
    const cost = costOf(lines, start + by);
    if (cost <= least) {
      best = by;
      least = cost;
    }
  }
  return best;
}

/** How odd it looks when a change begins with this line. */
function costOf(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  if (line.trim() === '') return blankCost;
  const followsBlank = (lines[at - 1] ?? '').trim() === '';
  return 2 * indentOf(line).length - (followsBlank ? 1 : 0);
}
