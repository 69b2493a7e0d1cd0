import { createUniqueAnchors } from './uniqueAnchors';
import { middleSnake } from './middleSnake';

/** Two ranges, half-open, that are still to be compared. */
interface Segment {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
  /** How often it may still be cut at elements that occur once; each cut looks at the whole segment. */
  readonly cuts: number;
}

/** Segments that are shorter are compared at once. */
const shortSegment = 16;
const mostCuts = 32;

/**
 * For each element of `a` the place in `b` of the element that it stayed, or -1 when it did not stay. Places grow.
 * Elements that occur once in both are matched first (patience), what is between them by Myers' algorithm in linear
 * space. The work is bounded: sequences that differ in very much are matched less well, not more slowly.
 * @param kinds no element is as large as this, nor less than 0
 */
export function matchSequences(a: Int32Array, b: Int32Array, kinds: number): Int32Array {
  const matches = new Int32Array(a.length).fill(-1);
  const { places: aPlaces, kept: aKept } = keepCommon(a, b, kinds);
  const { places: bPlaces, kept: bKept } = keepCommon(b, a, kinds);
  const match = (aAt: number, bAt: number): void => {
    matches[aPlaces[aAt] ?? 0] = bPlaces[bAt] ?? 0;
  };
  const uniqueAnchors = createUniqueAnchors(aKept, bKept, kinds);
  const stack: Segment[] = [{ aStart: 0, aEnd: aKept.length, bStart: 0, bEnd: bKept.length, cuts: mostCuts }];
  for (let segment = stack.pop(); segment !== undefined; segment = stack.pop()) {
    let { aStart, aEnd, bStart, bEnd } = segment;
    while (aStart < aEnd && bStart < bEnd && aKept[aStart] === bKept[bStart]) match(aStart++, bStart++);
    while (aStart < aEnd && bStart < bEnd && aKept[aEnd - 1] === bKept[bEnd - 1]) match(--aEnd, --bEnd);
    if (aStart === aEnd || bStart === bEnd) continue;
    let { cuts } = segment;
    const isLong = Math.min(aEnd - aStart, bEnd - bStart) >= shortSegment;
    const anchors = isLong && cuts > 0 ? uniqueAnchors(aStart, aEnd, bStart, bEnd) : undefined;
    if (anchors !== undefined && anchors.length > 0) {
      let aFrom = aStart;
      let bFrom = bStart;
      for (const [aAt, bAt] of anchors) {
        stack.push({ aStart: aFrom, aEnd: aAt, bStart: bFrom, bEnd: bAt, cuts: cuts - 1 });
        match(aAt, bAt);
        aFrom = aAt + 1;
        bFrom = bAt + 1;
      }
      stack.push({ aStart: aFrom, aEnd, bStart: bFrom, bEnd, cuts: cuts - 1 });
    } else {
      cuts = 0;
      const [aAt, bAt] = middleSnake(aKept, aStart, aEnd, bKept, bStart, bEnd);
      stack.push({ aStart, aEnd: aAt, bStart, bEnd: bAt, cuts });
      stack.push({ aStart: aAt, aEnd, bStart: bAt, bEnd, cuts });
    }
  }
  return matches;
}

/** The elements that the other sequence has too, and their places: the others cannot be matched and only cost time. */
function keepCommon(
  own: Int32Array,
  other: Int32Array,
  kinds: number,
): { readonly places: Int32Array; readonly kept: Int32Array } {
  const isCommon = new Uint8Array(kinds);
  for (const value of other) isCommon[value] = 1;
  const places = new Int32Array(own.length);
  const kept = new Int32Array(own.length);
  let count = 0;
  own.forEach((value, at) => {
    if (isCommon[value] !== 1) return;
    places[count] = at;
    kept[count++] = value;
  });
  return { places: places.subarray(0, count), kept: kept.subarray(0, count) };
}
