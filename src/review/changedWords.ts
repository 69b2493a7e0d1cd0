import { diffSequences } from './diffLines';

/** A part of a text: offsets, the end excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What differs between two texts, word by word. */
export interface ChangedWords {
  readonly removed: readonly TextRange[];
  readonly added: readonly TextRange[];
}

/** Longer texts are not compared word by word. */
const mostWords = 4000;
/** Texts that have a smaller part in common are better shown as wholly different. */
const leastCommon = 0.3;

/**
 * The words that differ between the removed and the added text of a hunk, to be shown within its lines. `undefined` when
 * they have too little in common for that to help, or are too long.
 */
export function changedWords(removed: string, added: string): ChangedWords | undefined {
  const oldWords = wordsOf(removed);
  const newWords = wordsOf(added);
  if (oldWords.length > mostWords || newWords.length > mostWords) return undefined;
  const changes = diffSequences(oldWords, newWords);
  const removedRanges = rangesOf(
    oldWords,
    changes.map(({ oldStart, oldEnd }) => [oldStart, oldEnd]),
  );
  const addedRanges = rangesOf(
    newWords,
    changes.map(({ newStart, newEnd }) => [newStart, newEnd]),
  );
  const longer = Math.max(removed.length, added.length);
  const changed = Math.max(sizeOf(removedRanges), sizeOf(addedRanges));
  if (longer === 0 || (longer - changed) / longer < leastCommon) return undefined;
  return { removed: removedRanges, added: addedRanges };
}

/** Names and numbers, white space, and every other character by itself. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}_$]+|\s+|[^\s]/gu) ?? [];
}

/** The places of ranges of words. Those with only white space between them become one. */
function rangesOf(
  words: readonly string[],
  ranges: readonly (readonly [start: number, end: number])[],
): readonly TextRange[] {
  const offsets = [0];
  for (const word of words) offsets.push((offsets.at(-1) ?? 0) + word.length);
  const found: { readonly start: number; end: number }[] = [];
  let before = 0;
  for (const [first, last] of ranges) {
    if (first === last) continue;
    const start = offsets[first] ?? 0;
    const end = offsets[last] ?? 0;
    const previous = found.at(-1);
    if (previous !== undefined && words.slice(before, first).join('').trim() === '') previous.end = end;
    else found.push({ start, end });
    before = last;
  }
  return found;
}

function sizeOf(ranges: readonly TextRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
