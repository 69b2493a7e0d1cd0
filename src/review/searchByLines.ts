import { addAnchor, meetAnchor, noAnchors, slotCount, slotOf } from './anchored';
import type { Search } from './search';

/** A shorter line is in too many places to find a text by it. */
const shortestAnchor = 12;

/** A whole line of a text that is looked for: where it begins and ends. */
export interface AnchorLine {
  readonly start: number;
  readonly end: number;
}

/** The longest line of a text that is whole wherever the text stands: one between two line ends. */
export function anchorLine(text: string): AnchorLine | undefined {
  let best: AnchorLine | undefined;
  let longest = shortestAnchor - 1;
  let before = text.indexOf('\n');
  for (let end = text.indexOf('\n', before + 1); before >= 0 && end >= 0; end = text.indexOf('\n', end + 1)) {
    const start = before + 1;
    if (end - start > longest) {
      best = { start, end };
      longest = end - start;
    }
    before = end;
  }
  return best;
}

/**
 * Looks for many texts in one walk over the lines. Each is found by one of its lines; of the lines of the text only those
 * are read that are as long as one of them and look like it.
 * @param starts where the lines of the text begin
 */
export function searchByLines(
  text: string,
  starts: Int32Array,
  searches: readonly (readonly [search: Search, line: AnchorLine])[],
): void {
  const longest = Math.max(...searches.map(([, { start, end }]) => end - start));
  const isWanted = new Uint8Array(longest + 1);
  const isLikely = new Uint8Array(slotCount);
  const anchors = noAnchors();
  for (const [search, { start, end }] of searches) {
    addAnchor(anchors, search, hashOf(search.text, start, end, 1), end);
    isWanted[end - start] = 1;
    isLikely[slotOf(hashOf(search.text, start, end, few(end - start)))] = 1;
  }
  const { isUsed } = anchors;
  for (let at = 0; at < starts.length; at += 1) {
    const start = starts[at] ?? 0;
    const end = (starts[at + 1] ?? text.length + 1) - 1;
    if (end - start > longest || isWanted[end - start] !== 1) continue;
    if (isLikely[slotOf(hashOf(text, start, end, few(end - start)))] === 0) continue;
    const hash = hashOf(text, start, end, 1);
    if (isUsed[slotOf(hash)] !== 0) meetAnchor(anchors, text, hash, end);
  }
}

/** The step with which about eight characters of a line are read: most lines are told apart by those. */
function few(length: number): number {
  return (length >> 3) + 1;
}

/** A hash of a line, or of some of its characters. */
function hashOf(text: string, start: number, end: number, step: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += step) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
