import { ApiError } from './errors';
import { special } from './wording';

/** A caller's signal and a limit on silence, as one signal. */
export interface Watch {
  /** Aborted with the caller's signal, or when nothing arrived for too long while it was waited. */
  readonly signal: AbortSignal;
  /** The caller's own signal. */
  readonly caller: AbortSignal;
  /** Starts the limit anew: from now on something is expected. */
  wait(): void;
  /** Stops the limit: whoever reads the answer is busy, and that is not the service's silence. */
  rest(): void;
  /** Lowers the limit, in milliseconds, from the next wait on. */
  shorten(limitMs: number): void;
  /** Closes the connection of what is watched. */
  cut(): void;
  /** Ends the watch; call it once, whatever happened. */
  stop(): void;
  /** What to throw for a failure: the caller's reason, the silence, or the failure itself. */
  explain(failure: unknown): unknown;
}

/** Watches for silence longer than `limitMs` milliseconds; 0 is no limit. One timer, restarted, whatever the traffic. */
export function watchSilence(caller: AbortSignal, limitMs: number): Watch {
  const controller = new AbortController();
  let waiting = true;
  let silence: ApiError | undefined;
  let limit = limitMs;

  const give = (): void => controller.abort(caller.reason);
  const expire = (): void => {
    if (!waiting) return;
    silence = new ApiError('timeout', special.silent, { code: 'idle' });
    controller.abort(silence);
  };
  const start = (): NodeJS.Timeout | undefined => (limit > 0 ? setTimeout(expire, limit) : undefined);

  let timer = start();
  if (caller.aborted) give();
  else caller.addEventListener('abort', give, { once: true });

  return {
    signal: controller.signal,
    caller,
    wait() {
      waiting = true;
      timer?.refresh();
    },
    rest() {
      waiting = false;
    },
    shorten(milliseconds) {
      if (limit > 0 && limit <= milliseconds) return;
      limit = milliseconds;
      clearTimeout(timer);
      timer = start();
    },
    cut() {
      controller.abort(new Error('No longer needed.'));
    },
    stop() {
      clearTimeout(timer);
      caller.removeEventListener('abort', give);
    },
    explain(failure) {
      if (caller.aborted) return caller.reason as unknown;
      return silence ?? failure;
    },
  };
}
