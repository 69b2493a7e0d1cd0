import type { Change } from './diffLines';

/** Lines of a base, and what they are in two texts that came from it: half-open ranges, counted from 0. */
export interface MergedChange {
  /** Which of the two texts changed something here. */
  readonly by: 'current' | 'proposed' | 'both';
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly currentStart: number;
  readonly currentEnd: number;
  readonly proposedStart: number;
  readonly proposedEnd: number;
}

interface Sided {
  readonly side: 'current' | 'proposed';
  readonly change: Change;
}

/**
 * What two texts changed in the base that they came from, in order. Changes that overlap, or add at the same place,
 * become one by both; so do those that touch, with no unchanged line between them, unless they are kept apart.
 */
export function mergeChanges(
  current: readonly Change[],
  proposed: readonly Change[],
  touching: 'together' | 'apart' = 'together',
): readonly MergedChange[] {
  const all = [
    ...current.map((change): Sided => ({ side: 'current', change })),
    ...proposed.map((change): Sided => ({ side: 'proposed', change })),
  ].sort(({ change: a }, { change: b }) => a.oldStart - b.oldStart || a.oldEnd - b.oldEnd);
  const merged: MergedChange[] = [];
  // How many lines each text has more than the base, up to here.
  const more = { current: 0, proposed: 0 };
  for (let at = 0; at < all.length;) {
    const before = { ...more };
    const baseStart = all[at]?.change.oldStart ?? 0;
    let baseEnd = baseStart;
    const sides = new Set<Sided['side']>();
    for (let next = all[at]; next !== undefined; next = all[at]) {
      const { side, change } = next;
      if (sides.size > 0 && !collides(change, baseStart, baseEnd, touching)) break;
      sides.add(side);
      baseEnd = Math.max(baseEnd, change.oldEnd);
      more[side] += change.newEnd - change.newStart - (change.oldEnd - change.oldStart);
      at += 1;
    }
    merged.push({
      by: sides.size === 2 ? 'both' : sides.has('current') ? 'current' : 'proposed',
      baseStart,
      baseEnd,
      currentStart: baseStart + before.current,
      currentEnd: baseEnd + more.current,
      proposedStart: baseStart + before.proposed,
      proposedEnd: baseEnd + more.proposed,
    });
  }
  return merged;
}

function collides(change: Change, start: number, end: number, touching: 'together' | 'apart'): boolean {
  if (change.oldStart < end || (touching === 'together' && change.oldStart === end)) return true;
  return change.oldStart === start && change.oldEnd === start && end === start;
}
