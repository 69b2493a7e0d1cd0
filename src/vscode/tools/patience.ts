import { setTimeout as wait } from 'node:timers/promises';
import { untilAborted } from '../../api/untilAborted';
import { ToolError } from '../../util/toolError';

/** Milliseconds for which a language server that says nothing is taken to be starting. */
const startMs = 10_000;
/** Milliseconds in which a server that has begun to answer may still be reading the project. */
const settlingMs = 15_000;
const pauseMs = 500;
/** Milliseconds a whole lookup may take; less than its function has, so that the model is told why and what to do. */
const lookupMs = 25_000;

/**
 * Does a lookup within its time. A server that is just reading a large project goes on with that, so it answers later.
 * @throws ToolError when the time is over.
 */
export async function inTime<T>(
  lookup: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  limitMs: number = lookupMs,
): Promise<T> {
  const late = new ToolError(
    `The language server has not answered within ${limitMs / 1000} s. It may still be reading the project: ask again in a while, or search the text meanwhile.`,
  );
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(late), limitMs);
  const either = AbortSignal.any([signal, timer.signal]);
  try {
    return await untilAborted(lookup(either), either);
  } finally {
    clearTimeout(timeout);
  }
}

/** Asks language servers, and knows which have only just been asked for the first time. */
export interface Patience {
  /**
   * The answer, waited for while the server may be starting: until there is one, and the next is no larger.
   * @param size how much an answer holds; 0 for none
   */
  ask<T>(
    languageId: string,
    query: () => Thenable<T>,
    size: (answer: T) => number,
    signal: AbortSignal,
  ): Promise<T>;
  /** What to say of an answer that was waited for; `undefined` for nothing. */
  note(languageId: string, size: number): string | undefined;
}

/** Creates what waits for language servers. */
export function createPatience(now: () => number = Date.now): Patience {
  /** When a language was asked first. */
  const first = new Map<string, number>();
  const answered = new Set<string>();
  const age = (languageId: string): number => now() - (first.get(languageId) ?? now());
  return {
    async ask(languageId, query, size, signal) {
      if (!first.has(languageId)) first.set(languageId, now());
      for (let before: number | undefined; ;) {
        const answer = await untilAborted(Promise.resolve(query()), signal);
        const found = size(answer);
        if (found > 0) answered.add(languageId);
        const isSettled = found > 0 ? found === before : answered.has(languageId) && before === 0;
        if (isSettled || age(languageId) > startMs) return answer;
        before = found;
        await untilAborted(wait(pauseMs), signal);
      }
    },
    note(languageId, size) {
      if (size === 0 && !answered.has(languageId))
        return `No language server has answered for ${languageId}. There may be none, or it is not ready.`;
      return age(languageId) < settlingMs
        ? 'The language server has only just started; there may be more when it has read the whole project.'
        : undefined;
    },
  };
}
