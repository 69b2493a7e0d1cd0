import { createRandom } from '../content/words';
import type { Rounds } from './statistics';

export interface InterleaveOptions {
  readonly rounds: number;
  /** Rounds before those, which warm up and do not count; 1 unless set. */
  readonly warmUp?: number;
}

/**
 * Runs every contestant once a round, one after the other. Their order changes from round to round, and is the same
 * each time: who comes after one that leaves much to clean up is slower for it.
 */
export async function interleave<K extends string, T>(
  contestants: Readonly<Record<K, () => Promise<T>>>,
  { rounds, warmUp = 1 }: InterleaveOptions,
): Promise<Rounds<K, T>> {
  const names = Object.keys(contestants) as K[];
  const random = createRandom(1);
  const results: Record<K, T>[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const result: Partial<Record<K, T>> = {};
    for (const name of shuffled(names, random)) result[name] = await contestants[name]();
    if (round >= warmUp) results.push(result as Record<K, T>);
  }
  return results;
}

function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
