import type { LineRange } from './edit';
import type { FileText } from './fileText';
import { findPatterns } from './findPatterns';
import { foldLine } from './lineView';
import { similarity } from './similarity';

/** Places of one line or of one word that count; what is everywhere says nothing. */
const mostPlaces = 64;
const mostWords = 12;
/** So many of the likely places are compared. */
const mostCompared = 8;
/** Of a long text so many lines are compared. */
const mostLines = 200;
const alikeEnough = 0.4;

/**
 * The lines of the file that are most like a text which is not in it: among those that share lines with it, or else rare
 * words. `undefined` when nothing is much like it.
 */
export function nearestPlace(file: FileText, wanted: string): LineRange | undefined {
  const lines = wanted.trim().split('\n', mostLines).map(foldLine);
  const text = lines.join('\n');
  const byLine = votesOfLines(file, lines);
  const votes = byLine.size > 0 ? byLine : votesOfWords(file, lines);
  const likely = [...votes].sort(([, a], [, b]) => b - a).slice(0, mostCompared);
  let best: LineRange | undefined;
  let bestScore = alikeEnough;
  for (const [start] of likely) {
    const first = Math.max(0, start);
    const seen = file.folded.lines.slice(first, start + lines.length);
    const score = similarity(text, seen.join('\n'));
    if (score > bestScore) {
      best = { first: first + 1, last: first + seen.length };
      bestScore = score;
    }
  }
  return best;
}

/** Where the text would begin if its lines were where they are in the file; rare lines count more. */
function votesOfLines(file: FileText, lines: readonly string[]): ReadonlyMap<number, number> {
  const votes = new Map<number, number>();
  lines.forEach((line, at) => {
    if (line !== '') vote(votes, at, file.foldedIndex.places(line, mostPlaces + 1));
  });
  return votes;
}

function votesOfWords(file: FileText, lines: readonly string[]): ReadonlyMap<number, number> {
  const lineOfWord = new Map<string, number>();
  lines.forEach((line, at) => {
    for (const [word] of line.matchAll(/[\p{L}\p{N}_$]{3,}/gu))
      if (!lineOfWord.has(word)) lineOfWord.set(word, at);
  });
  const words = [...lineOfWord.keys()].sort((a, b) => b.length - a.length).slice(0, mostWords);
  const found = findPatterns(
    file.text,
    words.map((word) => ({ text: word, all: false })),
  );
  const votes = new Map<number, number>();
  words.forEach((word, at) => {
    const places = (found[at] ?? []).map((offset) => file.lineNumber(offset) - 1);
    vote(votes, lineOfWord.get(word) ?? 0, places);
  });
  return votes;
}

function vote(votes: Map<number, number>, at: number, places: readonly number[]): void {
  if (places.length > mostPlaces) return;
  for (const place of places) votes.set(place - at, (votes.get(place - at) ?? 0) + 1 / places.length);
}
