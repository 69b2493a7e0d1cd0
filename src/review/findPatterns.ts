import { type Search, searchOne } from './search';
import { type AnchorLine, anchorLine, searchByLines } from './searchByLines';
import { searchTogether } from './searchTogether';

/** A text to look for; `all` as in {@link Search}. */
export interface Pattern {
  readonly text: string;
  readonly all: boolean;
}

/** Fewer patterns than these are found faster one by one. */
const manyPatterns = 16;
const manyWithLines = 3;
/** Patterns are found by a window of so many characters: the longest that fits into them. */
const widths = [16, 8, 4, 2] as const;

/**
 * Where each pattern begins in the text: all places, or the first {@link mostCounted} and one more. A thousand patterns
 * cost hardly more than ten, because they are found in one walk through the text.
 * @param lineStarts where the lines of the text begin, if that is known: then patterns with whole lines are found by them
 */
export function findPatterns(
  text: string,
  patterns: readonly Pattern[],
  lineStarts?: Int32Array,
): readonly (readonly number[])[] {
  const searches = new Map<string, Search>();
  const found = patterns.map((pattern) => {
    // The same pattern twice is searched for once.
    const key = (pattern.all ? '*' : '.') + pattern.text;
    const same = searches.get(key);
    if (same !== undefined) return same.places;
    const search = { ...pattern, places: [] };
    searches.set(key, search);
    return search.places;
  });
  const withLines: (readonly [Search, AnchorLine])[] = [];
  const byWidth = new Map<number, Search[]>();
  for (const search of searches.values()) {
    const line = lineStarts === undefined ? undefined : anchorLine(search.text);
    const width = widths.find((each) => each <= search.text.length) ?? 1;
    const group = byWidth.get(width);
    if (line !== undefined) withLines.push([search, line]);
    else if (group === undefined) byWidth.set(width, [search]);
    else group.push(search);
  }
  if (lineStarts !== undefined && withLines.length >= manyWithLines)
    searchByLines(text, lineStarts, withLines);
  else for (const [search] of withLines) searchOne(text, search);
  for (const [width, group] of byWidth) {
    if (width > 1 && group.length >= manyPatterns) searchTogether(text, group, width);
    else for (const search of group) searchOne(text, search);
  }
  return found;
}
