import { type Change, diffSequences } from './diffLines';
import { mergeChanges } from './mergeChanges';
import type { Reindent } from './reindent';
import { lineEndOf, splitLines, withoutLineEnd } from './splitLines';

/** What a replacement is made of. */
export interface Weaving {
  /** The part of the file that is replaced. */
  readonly region: string;
  /** The lines that the model believed to be there, and those that it wants there. The last one has no line end. */
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
  /** How the lines of the region differ from what the model believed. */
  readonly drift: readonly Change[];
  readonly reindent: Reindent;
  /** The line end for lines that have none to take over. */
  readonly lineEnd: string;
}

/**
 * The text that replaces a region: lines that the model left as they were keep every byte that they have in the file;
 * the others take the file's indentation and the line end of the line that they replace, or of the one before.
 */
export function weave({ region, oldLines, newLines, drift, reindent, lineEnd }: Weaving): string {
  const regionLines = pieces(region);
  const out: string[] = [];
  const ends: string[] = [];
  let end = lineEnd;
  const put = (content: string, ownEnd: string): void => {
    if (ownEnd !== '') end = ownEnd;
    out.push(content);
    ends.push(ownEnd === '' ? end : ownEnd);
  };
  let regionAt = 0;
  const keepUntil = (stop: number): void => {
    for (; regionAt < stop; regionAt += 1) {
      const line = regionLines[regionAt] ?? '';
      put(withoutLineEnd(line), lineEndOf(line));
    }
  };
  for (const change of mergeChanges(drift, diffSequences(oldLines, newLines), 'apart')) {
    if (change.by === 'current') continue;
    keepUntil(change.currentStart);
    for (let at = change.proposedStart; at < change.proposedEnd; at += 1) {
      const place = at - change.proposedStart;
      const near = Math.min(change.baseStart + place, Math.max(change.baseStart, change.baseEnd - 1));
      const replaced = change.currentStart + place;
      const own = replaced < change.currentEnd ? lineEndOf(regionLines[replaced] ?? '') : '';
      put(reindent(newLines[at] ?? '', near, at === 0), own);
    }
    regionAt = change.currentEnd;
  }
  keepUntil(regionLines.length);
  return out.map((line, at) => (at < out.length - 1 ? line + (ends[at] ?? '') : line)).join('');
}

/** Lines with their line ends, and one without at the end, be it empty. */
export function pieces(text: string): readonly string[] {
  const lines = splitLines(text);
  return lines.length === 0 || lineEndOf(lines.at(-1) ?? '') !== '' ? [...lines, ''] : lines;
}
