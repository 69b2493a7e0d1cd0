/** The middle value; the mean of the two in the middle when their number is even. Not a number when there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 0 ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

/** Results of contestants that ran side by side, one object for each round. */
export type Rounds<K extends string, T> = readonly Readonly<Record<K, T>>[];

/** The median of one contestant's numbers. */
export function medianOf<K extends string, T>(
  rounds: Rounds<K, T>,
  contestant: K,
  number: (result: T) => number,
): number {
  return median(rounds.map((round) => number(round[contestant])));
}

/**
 * The median of the ratios of two contestants, round by round: what slows the machine down for a while slows both, and
 * leaves the ratio alone.
 */
export function medianRatio<K extends string, T>(
  rounds: Rounds<K, T>,
  contestant: K,
  against: K,
  number: (result: T) => number,
): number {
  return median(rounds.map((round) => number(round[contestant]) / number(round[against])));
}
