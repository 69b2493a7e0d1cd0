/** After so many differences the search settles for the place where it has come furthest. */
const mostDifferences = 256;
/** A place that cannot be reached. */
const unreachable = -0x40000000;

/**
 * A place through which a shortest way from `a` to `b` goes: Myers, "An O(ND) Difference Algorithm", section 4b.
 * Neither range may be empty, nor may they begin or end alike; then the place is neither the first corner nor the last.
 */
export function middleSnake(
  a: Int32Array,
  aStart: number,
  aEnd: number,
  b: Int32Array,
  bStart: number,
  bEnd: number,
): readonly [a: number, b: number] {
  const n = aEnd - aStart;
  const m = bEnd - bStart;
  const most = Math.min(Math.ceil((n + m) / 2), mostDifferences);
  const delta = n - m;
  const isOdd = (delta & 1) !== 0;
  const middle = most + 1;
  // The furthest x on each diagonal, forward from the start and backward from the end.
  const forward = new Int32Array(2 * middle + 1).fill(unreachable);
  const backward = new Int32Array(2 * middle + 1).fill(unreachable);
  forward[middle + 1] = 0;
  backward[middle + 1] = 0;
  for (let d = 0; d <= most; d += 1) {
    for (let k = -d; k <= d; k += 2) {
      let x = step(forward, middle + k, k, n, m);
      while (x >= 0 && x < n && x - k < m && a[aStart + x] === b[bStart + x - k]) x += 1;
      forward[middle + k] = x;
      const opposite = delta - k;
      if (isOdd && x >= 0 && opposite > -d && opposite < d) {
        if (x + (backward[middle + opposite] ?? 0) >= n) return [aStart + x, bStart + x - k];
      }
    }
    for (let k = -d; k <= d; k += 2) {
      let x = step(backward, middle + k, k, n, m);
      while (x >= 0 && x < n && x - k < m && a[aEnd - 1 - x] === b[bEnd - 1 - x + k]) x += 1;
      backward[middle + k] = x;
      const opposite = delta - k;
      if (!isOdd && x >= 0 && opposite >= -d && opposite <= d) {
        if (x + (forward[middle + opposite] ?? 0) >= n) return [aEnd - x, bEnd - x + k];
      }
    }
  }
  return furthest(forward, middle, most, aStart, bStart);
}

/** The x that one more difference leads to on a diagonal, from the better of its neighbours. */
function step(reached: Int32Array, at: number, k: number, n: number, m: number): number {
  const right = (reached[at - 1] ?? unreachable) + 1;
  const down = reached[at + 1] ?? unreachable;
  const best = Math.max(right <= n ? right : unreachable, down - k <= m ? down : unreachable);
  return best < 0 ? unreachable : best;
}

function furthest(
  forward: Int32Array,
  middle: number,
  most: number,
  aStart: number,
  bStart: number,
): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  for (let k = -most; k <= most; k += 2) {
    const x = forward[middle + k] ?? unreachable;
    if (x >= 0 && 2 * x - k > best[0] + best[1]) best = [x, x - k];
  }
  return [aStart + best[0], bStart + best[1]];
}
