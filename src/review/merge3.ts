import { type Change, diffSequences, type LineDiff } from './diffLines';
import { type MergedChange, mergeChanges } from './mergeChanges';
import { splitLines } from './splitLines';

/** Lines that were changed in one way by the person and in another way by the proposal. */
export interface Conflict {
  /** From the current lines to the proposed ones, as in the diff of the merge. */
  readonly change: Change;
  /** What stood there before both. */
  readonly base: string;
}

/** A proposal carried over to a text that was changed meanwhile. */
export interface Merge {
  /** The current text with everything that is proposed, also where that conflicts. */
  readonly text: string;
  /** What leads from the current text to that: what is left of the proposal. */
  readonly diff: LineDiff;
  /** Those of the changes that would undo what was changed meanwhile. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Carries a proposal over to the current text: both came from the base. What both changed alike is not proposed any more;
 * what they changed differently, or without an unchanged line between them, is a conflict.
 */
export function merge3(base: string, current: string, proposed: string): Merge {
  const baseLines = splitLines(base);
  const oldLines = splitLines(current);
  const proposedLines = splitLines(proposed);
  const merged = mergeChanges(diffSequences(baseLines, oldLines), diffSequences(baseLines, proposedLines));
  const newLines: string[] = [];
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  let kept = 0;
  for (const each of merged) {
    if (each.by === 'current') continue;
    const theirs = proposedLines.slice(each.proposedStart, each.proposedEnd);
    const ours = oldLines.slice(each.currentStart, each.currentEnd);
    if (each.by === 'both' && ours.join('') === theirs.join('')) continue;
    for (const line of oldLines.slice(kept, each.currentStart)) newLines.push(line);
    const change = changeAt(each, newLines.length);
    changes.push(change);
    for (const line of theirs) newLines.push(line);
    kept = each.currentEnd;
    if (each.by === 'both') {
      conflicts.push({ change, base: baseLines.slice(each.baseStart, each.baseEnd).join('') });
    }
  }
  for (const line of oldLines.slice(kept)) newLines.push(line);
  return { text: newLines.join(''), diff: { oldLines, newLines, changes }, conflicts };
}

function changeAt(
  { currentStart, currentEnd, proposedStart, proposedEnd }: MergedChange,
  newStart: number,
): Change {
  return {
    oldStart: currentStart,
    oldEnd: currentEnd,
    newStart,
    newEnd: newStart + proposedEnd - proposedStart,
  };
}
