import { hashText } from '../util/hashText';
import { type Change, diffLines, type LineDiff } from './diffLines';
import { lineStartsOf } from './lineStarts';

/** A line of a hunk, with its line end. */
export interface HunkLine {
  readonly kind: 'context' | 'removed' | 'added';
  readonly text: string;
}

/**
 * A change that is decided on as one. Its ranges are without the context: lines, half-open, counted from 0; those of the
 * old text become those of the new text.
 */
export interface Hunk extends Change {
  /** The same for the same change, wherever it is in the file; unique in its list. */
  readonly id: string;
  /** What to show: the lines that change, and the context around them. */
  readonly lines: readonly HunkLine[];
  /** How many of the lines at the beginning and at the end are context. */
  readonly contextBefore: number;
  readonly contextAfter: number;
}

/** How hunks are made. */
export interface HunkOptions {
  /** Unchanged lines that are shown around each hunk; 3 unless set. */
  readonly context?: number;
  /** Changes with at most so many unchanged lines between them are one hunk; 1 unless set. */
  readonly joinWithin?: number;
}

/** The hunks that make the new text of the old one. */
export function hunksOf(oldText: string, newText: string, options?: HunkOptions): readonly Hunk[] {
  return hunksOfDiff(diffLines(oldText, newText), options);
}

/** The hunks of a diff. */
export function hunksOfDiff(
  { oldLines, newLines, changes }: LineDiff,
  { context = 3, joinWithin = 1 }: HunkOptions = {},
): readonly Hunk[] {
  const seen = new Map<string, number>();
  return grouped(changes, joinWithin).map((group): Hunk => {
    const range = spanned(group);
    const { oldStart, oldEnd, newStart, newEnd } = range;
    const before = oldLines.slice(Math.max(0, oldStart - context), oldStart);
    const after = oldLines.slice(oldEnd, oldEnd + context);
    const name = hashText(
      `${oldLines.slice(oldStart, oldEnd).join('')}\0${newLines.slice(newStart, newEnd).join('')}`,
    );
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const within = group.map((change, at) => [
      ...linesAs('context', oldLines.slice(group[at - 1]?.oldEnd ?? oldStart, change.oldStart)),
      ...linesAs('removed', oldLines.slice(change.oldStart, change.oldEnd)),
      ...linesAs('added', newLines.slice(change.newStart, change.newEnd)),
    ]);
    return {
      ...range,
      id: earlier === 0 ? name : `${name}.${earlier + 1}`,
      lines: [linesAs('context', before), ...within, linesAs('context', after)].flat(),
      contextBefore: before.length,
      contextAfter: after.length,
    };
  });
}

/** The old text with those of its hunks that were accepted: with all it is the new text, with none it stays. */
export function applyHunks(
  oldText: string,
  hunks: readonly Hunk[],
  acceptedIds: ReadonlySet<string>,
): string {
  const starts = lineStartsOf(oldText);
  const parts: string[] = [];
  let kept = 0;
  for (const hunk of hunks) {
    if (!acceptedIds.has(hunk.id)) continue;
    parts.push(oldText.slice(kept, starts[hunk.oldStart]), newTextOf(hunk));
    kept = starts[hunk.oldEnd] ?? oldText.length;
  }
  parts.push(oldText.slice(kept));
  return parts.join('');
}

/** What stands in the place of a hunk when it is accepted. */
export function newTextOf({ lines, contextBefore, contextAfter }: Hunk): string {
  return lines
    .slice(contextBefore, lines.length - contextAfter)
    .map(({ kind, text }) => (kind === 'removed' ? '' : text))
    .join('');
}

/** How many lines hunks add and remove. */
export function lineCounts(hunks: readonly Hunk[]): { readonly added: number; readonly removed: number } {
  let added = 0;
  let removed = 0;
  for (const { lines } of hunks) {
    for (const { kind } of lines) {
      if (kind === 'added') added += 1;
      else if (kind === 'removed') removed += 1;
    }
  }
  return { added, removed };
}

function grouped(changes: readonly Change[], joinWithin: number): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.oldStart - last.oldEnd <= joinWithin)
      group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function spanned(group: readonly Change[]): Change {
  const { oldStart = 0, newStart = 0 } = group[0] ?? {};
  const { oldEnd = 0, newEnd = 0 } = group.at(-1) ?? {};
  return { oldStart, oldEnd, newStart, newEnd };
}

function linesAs(kind: HunkLine['kind'], lines: readonly string[]): readonly HunkLine[] {
  return lines.map((text) => ({ kind, text }));
}
