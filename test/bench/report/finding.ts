/** What a finding should be; in the unit of its value. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number } | { readonly below: number };

/** One line of the table. */
export interface Finding {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'KB' | 'MB' | 'tokens';
  /** Absent where there is nothing to reach and the number is only shown. */
  readonly goal?: Goal;
  /** The absolute numbers behind it, which change with the machine. */
  readonly detail: string;
}

export interface BenchOptions {
  /** Whether the soak takes its full ten minutes. */
  readonly soak: boolean;
}

/** One thing to measure. */
export interface Measurement {
  readonly name: string;
  /** What it does, for the line that is printed when it starts. */
  readonly about: string;
  /**
   * @throws CannotRun where this machine lacks what it needs.
   * @throws Error when something does not work; a slow result is no error.
   */
  readonly run: (options: BenchOptions) => Promise<readonly Finding[]>;
}

/** Why a measurement cannot be made on this machine. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Whether a finding is as good as it should be; `undefined` where it has no goal. */
export function isMet({ value, goal }: Finding): boolean | undefined {
  if (goal === undefined) return undefined;
  if ('atMost' in goal) return value <= goal.atMost;
  return 'atLeast' in goal ? value >= goal.atLeast : value < goal.below;
}
