import type { Rounds } from './statistics';

export interface InterleaveOptions {
  readonly rounds: number;
  /** Rounds before those, which warm up and do not count; 1 unless set. */
  readonly warmUp?: number;
}

/** Runs every contestant once a round, one after the other, each round beginning with another one. */
export async function interleave<K extends string, T>(
  contestants: Readonly<Record<K, () => Promise<T>>>,
  { rounds, warmUp = 1 }: InterleaveOptions,
): Promise<Rounds<K, T>> {
  const names = Object.keys(contestants) as K[];
  const results: Record<K, T>[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const first = round % names.length;
    const result: Partial<Record<K, T>> = {};
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      result[name] = await contestants[name]();
    }
    if (round >= warmUp) results.push(result as Record<K, T>);
  }
  return results;
}
