import { isDone, nextStart, type Search, searchOne } from './search';

/** Hashes are told apart by so many slots at first: a table of bytes that stays in the nearest caches. */
export const slotCount = 1 << 16;

/** The slot of a hash. */
export function slotOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 16;
}

/** A part that was met so often in vain is no good sign of its text, which is then looked for alone. */
const mostMisses = 20_000;

/** A text that is looked for, and a part of it by which it is found. */
interface Anchored {
  readonly search: Search;
  readonly hash: number;
  /** Where in the text that is looked for the part ends. */
  readonly end: number;
  misses: number;
}

/** The parts by which texts are found. */
export interface Anchors {
  /** For each slot whether a part may be in it. */
  readonly isUsed: Uint8Array;
  readonly bySlot: Map<number, Anchored[]>;
}

/** No parts. */
export function noAnchors(): Anchors {
  return { isUsed: new Uint8Array(slotCount), bySlot: new Map() };
}

/** Adds a part of a text by its hash. */
export function addAnchor({ isUsed, bySlot }: Anchors, search: Search, hash: number, end: number): void {
  const slot = slotOf(hash);
  const anchored = { search, hash, end, misses: 0 };
  const others = bySlot.get(slot);
  if (others === undefined) bySlot.set(slot, [anchored]);
  else others.push(anchored);
  isUsed[slot] = 1;
}

/** Notes the texts that are found by what ends at `at` in the text and has this hash; the slot of the hash is used. */
export function meetAnchor({ isUsed, bySlot }: Anchors, text: string, hash: number, at: number): void {
  const slot = slotOf(hash);
  const candidates = bySlot.get(slot) ?? [];
  for (let index = candidates.length - 1; index >= 0; index -= 1) {
    const candidate = candidates[index];
    if (candidate === undefined || candidate.hash !== hash) continue;
    const { search, end } = candidate;
    const start = at - end;
    if (start < nextStart(search)) continue;
    if (text.startsWith(search.text, start)) search.places.push(start);
    else candidate.misses += 1;
    if (candidate.misses > mostMisses) searchOne(text, search);
    if (candidate.misses > mostMisses || isDone(search)) candidates.splice(index, 1);
  }
  if (candidates.length === 0) isUsed[slot] = 0;
}
