import type { LineRange, Replacement } from './edit';
import type { FileText } from './fileText';
import { countLineEnds } from './lineStarts';
import type { Place } from './place';
import { lineEndOf } from './splitLines';
import type { Taken } from './takenPlaces';

/** A text in which places were replaced, and what was replaced by each edit. */
export interface Replaced {
  readonly text: string;
  readonly replacements: ReadonlyMap<number, readonly Replacement[]>;
}

/**
 * Replaces places, which are in order and do not overlap.
 * @param mark what stands before the text of the file: a byte order mark, or nothing
 */
export function replacePlaces(
  file: FileText,
  places: readonly Taken[],
  textFor: (place: Taken) => string,
  mark: string,
): Replaced {
  const parts = [mark];
  const replacements = new Map<number, Replacement[]>();
  let kept = 0;
  let moreLines = 0;
  for (const place of places) {
    const { start, end, edit } = place;
    const text = withFinalLineEnd(file, place, textFor(place));
    const before = file.lineRange(place);
    const first = before.first + moreLines;
    moreLines += countLineEnds(text) - (file.lineNumber(end) - before.first);
    const own = replacements.get(edit);
    const replacement: Replacement = {
      start: start + mark.length,
      end: end + mark.length,
      text,
      before,
      after: afterRange(file, place, text, first),
    };
    if (own === undefined) replacements.set(edit, [replacement]);
    else own.push(replacement);
    parts.push(file.text.slice(kept, start), text);
    kept = end;
  }
  parts.push(file.text.slice(kept));
  return { text: parts.join(''), replacements };
}

/** The file keeps the line end of its last line, unless that is all that an edit takes away. */
function withFinalLineEnd(file: FileText, { start, end }: Place, text: string): string {
  if (end < file.text.length || text === '' || lineEndOf(text) !== '') return text;
  const replaced = file.text.slice(start, end);
  const lineEnd = lineEndOf(replaced);
  return replaced === text + lineEnd ? text : text + lineEnd;
}

function afterRange(file: FileText, { start, end }: Place, text: string, first: number): LineRange {
  if (text !== '') return { first, last: first + countLineEnds(text) - (lineEndOf(text) === '' ? 0 : 1) };
  const { lineStarts } = file;
  const isWhole =
    lineStarts[file.lineNumber(start) - 1] === start && lineStarts[file.lineNumber(end) - 1] === end;
  return { first, last: isWhole ? first - 1 : first };
}
