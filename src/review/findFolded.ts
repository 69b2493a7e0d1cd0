import type { FileText } from './fileText';
import { findPatterns } from './findPatterns';
import { foldLine } from './lineView';
import type { Found, Place, Wanted } from './place';
import { weaveFound } from './weaveFound';

/**
 * Where the old texts stand in the file when white space is only what separates words: other indentation, spaces at the
 * ends of lines and tabs instead of spaces do not matter. Line ends do.
 */
export function findFolded(file: FileText, edits: readonly Wanted[]): readonly Found[] {
  const view = file.folded;
  const patterns = edits.map(({ oldText, all }) => ({
    text: oldText.split('\n').map(foldLine).join('\n'),
    all,
  }));
  // A text of nothing but white space is found everywhere.
  // A last line without a line end is found also by a text that gives it one.
  const found = findPatterns(
    view.lines.at(-1) === '' ? view.text : `${view.text}\n`,
    patterns.filter(({ text }) => text.trim() !== ''),
    view.starts,
  );
  let next = 0;
  return edits.map((edit, at): Found => {
    const { text } = patterns[at] ?? { text: '' };
    const offsets = text.trim() === '' ? [] : (found[next++] ?? []);
    return {
      match: 'whiteSpace',
      places: withoutOverlap(
        offsets.flatMap(
          (offset) =>
            withOuterSpace(file.text, edit.oldText, {
              start: view.original(offset),
              end: view.original(offset + text.length),
            }) ?? [],
        ),
        edit.all,
      ),
      textFor: (place) => weaveFound(file, edit, place),
    };
  });
}

/**
 * A place with the white space around it where the old text begins or ends with some: in the middle of a line it has to
 * be there too.
 */
function withOuterSpace(text: string, oldText: string, { start, end }: Place): Place | undefined {
  let first = start;
  let last = end;
  if (isBlank(oldText.charAt(0))) {
    while (isBlank(text.charAt(first - 1))) first -= 1;
    if (first === start && !isLineEdge(text, start)) return undefined;
  }
  if (isBlank(oldText.charAt(oldText.length - 1))) {
    while (isBlank(text.charAt(last))) last += 1;
    if (last === end && !isLineEdge(text, end)) return undefined;
  }
  return { start: first, end: last };
}

/** Places that are all to be replaced may not overlap, as they may with white space around them. */
function withoutOverlap(places: readonly Place[], all: boolean): readonly Place[] {
  let end = 0;
  return places.filter((place) => {
    if (all && place.start < end) return false;
    end = place.end;
    return true;
  });
}

function isBlank(character: string): boolean {
  return character !== '' && character !== '\n' && character !== '\r' && character.trim() === '';
}

function isLineEdge(text: string, at: number): boolean {
  return /^[\r\n]?$/.test(text.charAt(at)) || at === 0 || /[\r\n]/.test(text.charAt(at - 1));
}
