import { ApiError } from './errors';

/** What is known to a caller before it is waited for another attempt. */
export interface RetryNotice {
  /** Attempts made so far. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: ApiError;
}

/** Waits; throws the reason of the signal when that is aborted first. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface RetryPolicy {
  /** How often a request is repeated at most. */
  readonly retries: number;
  /** Milliseconds before the first repetition, doubled for each further one. */
  readonly baseMs: number;
  /** The longest wait that is chosen here, in milliseconds. */
  readonly capMs: number;
  /** The longest wait, in milliseconds, that the service may ask for; beyond it the error is given to the caller at once. */
  readonly longestWaitMs: number;
  readonly sleep: Sleep;
  /** From 0 inclusive to 1 exclusive. */
  readonly random: () => number;
}

/** Waits for so many milliseconds; throws the reason of the signal when that is aborted first. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

export const defaultRetryPolicy: RetryPolicy = {
  retries: 4,
  baseMs: 500,
  capMs: 8000,
  longestWaitMs: 60_000,
  sleep,
  random: Math.random,
};

/**
 * What repeating a request may do. `repeatable`: at worst a second stored interaction. `startsWork`: a second agent
 * or background run, with all its effects, so it is repeated only when it provably was not processed.
 */
export type Effect = 'repeatable' | 'startsWork';

function wasNotProcessed({ details }: ApiError): boolean {
  if (details.unsent === true || details.status === 429) return true;
  // The service's own refusal carries a code; a gateway in between that gave up waiting does not.
  return details.status === 503 && details.code !== undefined;
}

/** Whether a request that failed may be sent again without asking anyone. */
export function mayRepeat(error: ApiError, effect: Effect): boolean {
  return error.retryable && (effect === 'repeatable' || wasNotProcessed(error));
}

/**
 * Milliseconds to wait after the given number of attempts: doubling, up to a quarter shorter at random, and never
 * shorter than the service asked for.
 */
export function retryDelay(attempt: number, error: ApiError, policy: RetryPolicy): number {
  const planned = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)) * (1 - 0.25 * policy.random());
  return Math.max(Math.round(planned), error.details.retryAfterMs ?? 0);
}

/**
 * Runs an attempt until it succeeds, its failure is final, the repetitions are used up, or the service asks for a
 * longer wait than allowed; then it throws the last ApiError. Anything else that is thrown passes through.
 * Throws the reason of the signal when that is aborted while waiting.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  effect: Effect,
  policy: RetryPolicy,
  signal: AbortSignal,
  onRetry?: (notice: RetryNotice) => void,
): Promise<T> {
  for (let made = 1; ; made++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ApiError) || made > policy.retries || !mayRepeat(error, effect)) throw error;
      const delayMs = retryDelay(made, error, policy);
      if (delayMs > policy.longestWaitMs) throw error;
      onRetry?.({ attempt: made, delayMs, error });
      await policy.sleep(delayMs, signal);
    }
  }
}
