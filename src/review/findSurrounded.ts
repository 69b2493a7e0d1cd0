import { type Change, diffSequences } from './diffLines';
import type { FileText } from './fileText';
import { foldLine } from './lineView';
import type { Found, Wanted } from './place';
import { similarity } from './similarity';
import { lineEndOf } from './splitLines';
import { weaveFound } from './weaveFound';

/** How alike the lines between the first and the last one have to be. */
const alikeEnough = 0.8;
/** By how much the second most alike place has to be worse. */
const clearlyWorse = 0.1;
/** So many places with the right first line are looked at. */
const mostPlaces = 5000;
/** So many characters are compared for all edits of one call: about a second's work. */
const mostCharacters = 20_000_000;
/** What it costs, in characters, to look whether a line is the last one. */
const lookCost = 4;

/** What may still be spent on looking for texts that are nowhere in the file. */
export interface Budget {
  characters: number;
}

/** The budget of one call. */
export function fullBudget(): Budget {
  return { characters: mostCharacters };
}

/** Lines of the file, the last one included, counted from 0. */
interface Candidate {
  readonly first: number;
  readonly last: number;
  readonly score: number;
}

/**
 * Where an old text belongs that is nowhere in the file: its first and its last line are there, and what is between them
 * is nearly the same, in one place only.
 * @param budget what is spent is taken from it; nothing is found any more when it is used up
 */
export function findSurrounded(file: FileText, edit: Wanted, budget: Budget): Found | undefined {
  const trimmed = withoutBlankEnds(edit);
  const endsWithLineEnd = trimmed.oldText.endsWith('\n');
  const lines = trimmed.oldText.split('\n').map(foldLine);
  if (endsWithLineEnd) lines.pop();
  const [best, second] = candidates(file, lines, budget);
  if (best === undefined || best.score < alikeEnough) return undefined;
  if (second !== undefined && second.score > best.score - clearlyWorse) return undefined;
  const { lineStarts, text } = file;
  const start = lineStarts[best.first] ?? 0;
  const next = lineStarts[best.last + 1] ?? text.length;
  const lineEnd = lineEndOf(text.slice(lineStarts[best.last], next));
  const drift = diffSequences(lines, file.folded.lines.slice(best.first, best.last + 1)).flatMap(lineByLine);
  return {
    match: 'surroundings',
    places: [{ start, end: endsWithLineEnd ? next : next - lineEnd.length }],
    textFor: (place) => weaveFound(file, trimmed, place, drift),
  };
}

/** The most alike places, the best first. */
function candidates(file: FileText, lines: readonly string[], budget: Budget): readonly Candidate[] {
  const opening = lines[0] ?? '';
  const closing = lines.at(-1) ?? '';
  if (lines.length < 3) return [];
  const seen = file.folded.lines;
  const middle = lines.slice(1, -1).join('\n');
  const slack = Math.max(1, Math.floor(lines.length / 4));
  const found: Candidate[] = [];
  for (const first of file.foldedIndex.places(opening, mostPlaces)) {
    let best: Candidate | undefined;
    budget.characters -= (2 * slack + 1) * lookCost;
    for (let more = -slack; more <= slack; more += 1) {
      const last = first + lines.length - 1 + more;
      if (last < first + 2 || seen[last] !== closing) continue;
      const others = seen.slice(first + 1, last).join('\n');
      budget.characters -= middle.length + others.length;
      if (budget.characters < 0) return [];
      const score = similarity(middle, others);
      if (score > (best?.score ?? 0)) best = { first, last, score };
    }
    if (best !== undefined) found.push(best);
    if (budget.characters < 0) return [];
  }
  return found.sort((a, b) => b.score - a.score);
}

/** As many lines for as many lines are changes of single lines. */
function lineByLine(change: Change): readonly Change[] {
  const { oldStart, oldEnd, newStart, newEnd } = change;
  if (oldEnd - oldStart !== newEnd - newStart) return [change];
  return Array.from({ length: oldEnd - oldStart }, (_, at) => ({
    oldStart: oldStart + at,
    oldEnd: oldStart + at + 1,
    newStart: newStart + at,
    newEnd: newStart + at + 1,
  }));
}

/** The edit without the blank lines that its old text begins and ends with; they do not help to find it. */
function withoutBlankEnds(edit: Wanted): Wanted {
  const lines = edit.oldText.split('\n');
  const leading = Math.max(0, lines.findIndex(isNotBlank));
  // What follows the last line end is no line.
  const trailing = lines.length - 1 - lines.findLastIndex(isNotBlank) - (lines.at(-1) === '' ? 1 : 0);
  return {
    ...edit,
    oldText: dropBlank(edit.oldText, leading, trailing),
    newText: dropBlank(edit.newText, leading, trailing),
  };
}

function dropBlank(text: string, leading: number, trailing: number): string {
  const lines = text.split('\n');
  const end = lines.at(-1) === '' ? lines.pop() : undefined;
  for (let left = leading; left > 0 && lines[0]?.trim() === ''; left -= 1) lines.shift();
  for (let left = trailing; left > 0 && lines.at(-1)?.trim() === ''; left -= 1) lines.pop();
  return [...lines, ...(end === undefined ? [] : [end])].join('\n');
}

function isNotBlank(line: string): boolean {
  return line.trim() !== '';
}
