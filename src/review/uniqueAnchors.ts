/** A place in `a` and the place in `b` that holds the same. */
export type Anchor = readonly [a: number, b: number];

/** The elements that occur once in both ranges, as many of them as stand in the same order in both (patience). */
export function uniqueAnchors(
  a: Int32Array,
  aStart: number,
  aEnd: number,
  b: Int32Array,
  bStart: number,
  bEnd: number,
): readonly Anchor[] {
  const inA = placesOfUnique(a, aStart, aEnd);
  const inB = placesOfUnique(b, bStart, bEnd);
  const candidates: Anchor[] = [];
  for (const [value, at] of inA) {
    const other = inB.get(value) ?? -1;
    if (at >= 0 && other >= 0) candidates.push([at, other]);
  }
  return longestGrowing(candidates);
}

/** The place of each element, in order; -1 for one that occurs more than once. */
function placesOfUnique(values: Int32Array, start: number, end: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const value = values[at] ?? 0;
    places.set(value, places.has(value) ? -1 : at);
  }
  return places;
}

/** The longest choice of anchors whose places in `b` grow; their places in `a` grow already. */
function longestGrowing(anchors: readonly Anchor[]): readonly Anchor[] {
  // piles[n]: the anchor with the smallest place in b that ends a growing row of n + 1.
  const piles: number[] = [];
  const before = new Int32Array(anchors.length).fill(-1);
  anchors.forEach(([, place], at) => {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[piles[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (piles[low - 1] ?? -1);
    piles[low] = at;
  });
  const row: Anchor[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const anchor = anchors[at];
    if (anchor !== undefined) row.push(anchor);
  }
  return row.reverse();
}
