/** A place in `a` and the place in `b` that holds the same. */
export type Anchor = readonly [a: number, b: number];

const none = -1;
const several = -2;

/**
 * Looks for the elements that occur once in a range of `a` and once in a range of `b`: as many of them as stand in the
 * same order in both (patience).
 * @param kinds no element is as large as this, nor less than 0
 */
export function createUniqueAnchors(
  a: Int32Array,
  b: Int32Array,
  kinds: number,
): (aStart: number, aEnd: number, bStart: number, bEnd: number) => readonly Anchor[] {
  // Where each element is; the same tables for all ranges, emptied after each.
  const inA = new Int32Array(kinds).fill(none);
  const inB = new Int32Array(kinds).fill(none);
  return (aStart, aEnd, bStart, bEnd) => {
    note(inA, a, aStart, aEnd);
    note(inB, b, bStart, bEnd);
    const candidates: Anchor[] = [];
    for (let at = aStart; at < aEnd; at += 1) {
      const value = a[at] ?? 0;
      const other = inB[value] ?? none;
      if (inA[value] === at && other >= 0) candidates.push([at, other]);
    }
    for (let at = aStart; at < aEnd; at += 1) inA[a[at] ?? 0] = none;
    for (let at = bStart; at < bEnd; at += 1) inB[b[at] ?? 0] = none;
    return longestGrowing(candidates);
  };
}

function note(places: Int32Array, values: Int32Array, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    const value = values[at] ?? 0;
    places[value] = places[value] === none ? at : several;
  }
}

/** The longest choice of anchors whose places in `b` grow; their places in `a` grow already. */
function longestGrowing(anchors: readonly Anchor[]): readonly Anchor[] {
  // piles[n]: the anchor with the smallest place in b that ends a growing row of n + 1.
  const piles: number[] = [];
  const before = new Int32Array(anchors.length).fill(none);
  anchors.forEach(([, place], at) => {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[piles[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? none : (piles[low - 1] ?? none);
    piles[low] = at;
  });
  const row: Anchor[] = [];
  for (let at = piles.at(-1) ?? none; at >= 0; at = before[at] ?? none) {
    const anchor = anchors[at];
    if (anchor !== undefined) row.push(anchor);
  }
  return row.reverse();
}
