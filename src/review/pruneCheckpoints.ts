import type { CheckpointIndex, Touch } from './checkpoints';

/** How much may be kept, and how long. */
export interface CheckpointLimits {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

/** An index after pruning, and the pre-images that it needs no more. */
export interface Pruned {
  readonly index: CheckpointIndex;
  readonly unused: readonly string[];
}

/** So many forgotten turns are remembered as such. */
const mostForgotten = 5000;

/**
 * Forgets the oldest turns, each as a whole, until none is too old and all pre-images together are not too large. What
 * several turns have in common counts once.
 */
export function pruneCheckpoints(
  index: CheckpointIndex,
  { maxAgeMs, maxBytes }: CheckpointLimits,
  now: number,
): Pruned {
  const { touches, forgotten } = index;
  // By turn, the one that touched a file last at first.
  const byTurn = new Map<string, Touch[]>();
  for (const touch of touches.toReversed()) {
    const own = byTurn.get(touch.turnId);
    if (own === undefined) byTurn.set(touch.turnId, [touch]);
    else own.push(touch);
  }
  const kept = new Set<string>();
  const hashes = new Set<string>();
  let bytes = 0;
  for (const [turnId, own] of byTurn) {
    for (const { before, size } of own) {
      if (before === undefined || hashes.has(before)) continue;
      hashes.add(before);
      bytes += size;
    }
    // What is older than a turn that is forgotten is forgotten too, or files would go back in part.
    if (bytes > maxBytes || Math.max(...own.map(({ at }) => at)) < now - maxAgeMs) break;
    kept.add(turnId);
  }
  if (kept.size === byTurn.size) return { index, unused: [] };
  const left = touches.filter(({ turnId }) => kept.has(turnId));
  const needed = new Set(left.map(({ before }) => before));
  const dropped = [...byTurn.keys()].filter((turnId) => !kept.has(turnId)).reverse();
  return {
    index: { touches: left, forgotten: [...forgotten, ...dropped].slice(-mostForgotten) },
    unused: [...new Set(touches.flatMap(({ before }) => before ?? []))].filter((hash) => !needed.has(hash)),
  };
}
