import { addAnchor, meetAnchor, noAnchors, slotCount, slotOf } from './anchored';
import type { Search } from './search';

/** Of a long text one piece in so many is looked at to learn which windows are rare. */
const sampled = 8;
const pieceLength = 1024;

/**
 * Looks for many texts in one walk. Each is found by the hash of one of its windows, the rarest. The hash moves by
 * `32 / width` bits with each character, so that it forgets by itself what is no longer in the window.
 * @param width how many characters a window has: 2, 4, 8 or 16; none of the texts is shorter
 */
export function searchTogether(text: string, searches: readonly Search[], width: number): void {
  const shift = 32 / width;
  const counts = countWindows(text, shift);
  const anchors = noAnchors();
  for (const search of searches) {
    const [hash, end] = rarestWindow(search.text, width, counts);
    addAnchor(anchors, search, hash, end);
  }
  const { isUsed } = anchors;
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = ((hash << shift) + text.charCodeAt(at)) | 0;
    if (isUsed[slotOf(hash)] !== 0) meetAnchor(anchors, text, hash, at + 1);
  }
}

function rarestWindow(text: string, width: number, counts: Uint8Array): readonly [hash: number, end: number] {
  const shift = 32 / width;
  let best: readonly [number, number] = [0, width];
  let least = Infinity;
  let hash = 0;
  for (let at = 0; at < text.length && least > 0; at += 1) {
    hash = ((hash << shift) + text.charCodeAt(at)) | 0;
    const count = counts[slotOf(hash)] ?? 0;
    if (at < width - 1 || count >= least) continue;
    best = [hash, at + 1];
    least = count;
  }
  return best;
}

/** How often, up to 255 times, windows are in each slot in a sample of the text. */
function countWindows(text: string, shift: number): Uint8Array {
  const counts = new Uint8Array(slotCount);
  const stride = text.length < pieceLength * sampled ? pieceLength : pieceLength * sampled;
  let hash = 0;
  for (let start = 0; start < text.length; start += stride) {
    const end = Math.min(text.length, start + pieceLength);
    for (let at = start; at < end; at += 1) {
      hash = ((hash << shift) + text.charCodeAt(at)) | 0;
      const slot = slotOf(hash);
      const count = counts[slot] ?? 0;
      if (count < 0xff) counts[slot] = count + 1;
    }
  }
  return counts;
}
