import type { JsonObject } from '../api/types';

/** What a person says to a call that waits for them. */
export type Decision =
  /** With `forChat`, the like of it is not asked for again in this chat. */
  | { readonly type: 'allow'; readonly forChat: boolean }
  /** A part of the change that the call proposes is to be made, or not. */
  | { readonly type: 'part'; readonly part: string; readonly decision: 'accepted' | 'rejected' }
  /** The call is to be made with other arguments; it is shown again before it runs. */
  | { readonly type: 'edit'; readonly arguments: JsonObject }
  /** The reason goes to the model; it may be empty. */
  | { readonly type: 'deny'; readonly reason: string };

/** Brings what a person says to the calls that wait for it. */
export interface Answers {
  /** Waits for the decision about a call. Rejects with the signal's reason when that is aborted. */
  decision(callKey: string, signal: AbortSignal): Promise<Decision>;
  /** Waits for an answer in words. Rejects with the signal's reason when that is aborted. */
  words(callKey: string, signal: AbortSignal): Promise<string>;
  /** A signal that is aborted when the person moves a running call to the background. */
  moved(callKey: string): AbortSignal;
  /** Forgets what was kept for a call that is over. */
  over(callKey: string): void;
  /** Waits until the turn may go on beyond its limit. Rejects with the signal's reason when that is aborted. */
  goOn(signal: AbortSignal): Promise<void>;
}

/** The other end: what the person says. Each does nothing when nobody waits for it, and returns whether somebody did. */
export interface AnswersEnd {
  decide(callKey: string, decision: Decision): boolean;
  say(callKey: string, words: string): boolean;
  moveToBackground(callKey: string): boolean;
  letGoOn(): boolean;
}

/** Creates both ends. */
export function createAnswers(): Answers & AnswersEnd {
  const decisions = createWaits<Decision>();
  const sayings = createWaits<string>();
  const limits = createWaits<void>();
  const movable = new Map<string, AbortController>();
  return {
    decision: decisions.wait,
    words: sayings.wait,
    goOn: (signal) => limits.wait('', signal),
    moved(callKey) {
      const controller = new AbortController();
      movable.set(callKey, controller);
      return controller.signal;
    },
    over: (callKey) => void movable.delete(callKey),
    decide: decisions.resolve,
    say: sayings.resolve,
    letGoOn: () => limits.resolve('', undefined),
    moveToBackground(callKey) {
      const controller = movable.get(callKey);
      controller?.abort(new Error('Moved to the background.'));
      return movable.delete(callKey);
    },
  };
}

function createWaits<T>() {
  const waiting = new Map<string, (value: T) => void>();
  return {
    wait: (key: string, signal: AbortSignal): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        const stop = (): void => {
          waiting.delete(key);
          reject(signal.reason instanceof Error ? signal.reason : new Error('Stopped.'));
        };
        if (signal.aborted) {
          stop();
          return;
        }
        signal.addEventListener('abort', stop, { once: true });
        waiting.set(key, (value) => {
          signal.removeEventListener('abort', stop);
          resolve(value);
        });
      }),
    resolve: (key: string, value: T): boolean => {
      const resolve = waiting.get(key);
      waiting.delete(key);
      resolve?.(value);
      return resolve !== undefined;
    },
  };
}
