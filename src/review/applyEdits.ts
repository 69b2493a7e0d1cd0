import type { Edit, EditOutcome, EditResult } from './edit';
import { FileText } from './fileText';
import { findExact } from './findExact';
import { findFolded } from './findFolded';
import { findSurrounded, fullBudget } from './findSurrounded';
import { withLineFeeds } from './lineEnds';
import type { Found, Wanted } from './place';
import {
  ambiguousRefused,
  emptyRefused,
  notFoundRefused,
  overlapRefused,
  type Refused,
  unchangedRefused,
} from './refusals';
import { replacePlaces } from './replacePlaces';
import { TakenPlaces } from './takenPlaces';

const byteOrderMark = '\uFEFF';
/** The most similar lines are quoted for so many edits of one call; a model that missed them all should read again. */
const mostQuotes = 10;

/**
 * Applies edits to the text of a file. Each finds its place in the original text by what it shall replace, so that
 * their order does not matter; one that cannot be applied is refused with a reason and does not hinder the others.
 *
 * What is looked for is, in this order: the same text; the same text with other white space; a text with the same first
 * and last line that is nearly the same in between. Whatever is not replaced keeps every byte: line ends, also mixed
 * ones, a byte order mark, and whether the last line has a line end. New lines end as those around them.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditOutcome {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const file = new FileText(text.slice(mark.length));
  const refused = new Map<number, Refused>();
  const wanted = edits.flatMap((edit, at): readonly Wanted[] => {
    const oldText = withLineFeeds(withoutMark(edit.oldText));
    const newText = withLineFeeds(withoutMark(edit.newText));
    const all = edit.replaceAll === true;
    if (oldText !== '' && oldText !== newText) return [{ at, oldText, newText, all }];
    refused.set(at, oldText === '' ? emptyRefused : unchangedRefused);
    return [];
  });
  const found = findAll(file, wanted);
  const taken = new TakenPlaces();
  let quotes = 0;
  for (const { at, oldText, newText, all } of wanted) {
    const { match, places } = found.get(at) ?? nothing;
    if (places.length === 0) {
      quotes += 1;
      refused.set(at, notFoundRefused(file, oldText, newText, quotes <= mostQuotes));
    } else if (places.length > 1 && !all) {
      refused.set(at, ambiguousRefused(file, places, match === 'exact'));
    } else {
      const other = taken.overlapping(places);
      if (other === undefined) taken.take(places, at);
      else refused.set(at, overlapRefused(other.edit, file.lineRange(other)));
    }
  }
  const replaced = replacePlaces(
    file,
    taken.all,
    (place) => (found.get(place.edit) ?? nothing).textFor(place),
    mark,
  );
  return {
    text: replaced.text,
    results: edits.map(
      (_, at): EditResult =>
        refused.get(at) ?? {
          applied: true,
          match: (found.get(at) ?? nothing).match,
          replacements: replaced.replacements.get(at) ?? [],
        },
    ),
  };
}

const nothing: Found = { match: 'exact', places: [], textFor: () => '' };

/** Where each edit belongs, by the first way that finds a place for it. */
function findAll(file: FileText, wanted: readonly Wanted[]): ReadonlyMap<number, Found> {
  const found = new Map<number, Found>();
  const findBy = (find: (file: FileText, edits: readonly Wanted[]) => readonly Found[]): void => {
    const left = wanted.filter(({ at }) => !found.has(at));
    if (left.length === 0) return;
    find(file, left).forEach((each, index) => {
      const edit = left[index];
      if (edit !== undefined && each.places.length > 0) found.set(edit.at, each);
    });
  };
  findBy(findExact);
  findBy(findFolded);
  const budget = fullBudget();
  for (const edit of wanted) {
    const surrounded = found.has(edit.at) ? undefined : findSurrounded(file, edit, budget);
    if (surrounded !== undefined) found.set(edit.at, surrounded);
  }
  return found;
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}
