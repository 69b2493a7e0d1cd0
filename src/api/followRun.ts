import type { Client } from './client';
import { ApiError } from './errors';
import { eventsOfInteraction } from './eventsOfInteraction';
import type { Sleep } from './retry';
import type { InteractionEvent, InteractionStatus, StepStartEvent } from './types';
import { special } from './wording';

/** A run of the service that goes on by itself. */
export interface FollowedRun {
  readonly id: string;
  /** The last event that was received; without it the run is shown from its beginning. */
  readonly lastEventId?: string | undefined;
  /** When it was started, in milliseconds since the epoch: the service may not know one that is seconds old. */
  readonly startedAt: number;
}

export interface FollowOptions {
  readonly client: Pick<Client, 'resume' | 'get'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Told before each wait that follows a failure, with the time in milliseconds. */
  readonly onWait?: (delayMs: number, error: ApiError) => void;
}

/** Pauses between two looks, in milliseconds: the first, and the longest. */
const firstPause = 1000;
const longestPause = 30_000;
/** How long the service may say that it does not know a new run. */
const graceMs = 60_000;
/** How often a stream is tried that brings nothing, before the run is only looked at now and then. */
const emptyStreams = 3;
/** After so long a stream is tried again. */
const streamAgainMs = 60_000;
/** A run that stands still for so long hangs: the longest that the service allows is an hour. */
const hangsMs = 75 * 60_000;

/** Statuses that a run never leaves by itself. What is not listed goes on, as does what nobody knows yet. */
const settled: ReadonlySet<InteractionStatus> = new Set([
  'completed',
  'requires_action',
  'incomplete',
  'failed',
  'cancelled',
  'budget_exceeded',
  'requires_continuation',
]);

/** What a stream says of the answer itself. Whether that was the end of the run is asked for. */
const withheld: ReadonlySet<ApiError['kind']> = new Set(['blocked', 'generation', 'cancelled']);

/** Whether an interaction with that status stays as it is. */
export function isSettled(status: InteractionStatus | undefined): boolean {
  return status !== undefined && settled.has(status);
}

/** Failures that waiting does not mend. */
const final: ReadonlySet<ApiError['kind']> = new Set([
  'auth',
  'permission',
  'billing',
  'invalid',
  'certificate',
  'proxy',
]);

/**
 * Follows a stored run to its end, whatever happens on the way: by its stream from the last event on, else by its stream
 * from the start, else by looking at it now and then. Yields the events that are missing; after an
 * `interaction.created` everything comes again. The last event is `interaction.completed`, with whatever status.
 *
 * Source: https://ai.google.dev/gemini-api/docs/background
 * @throws ApiError when the service does not have the run, refuses to tell of it, or when it hangs; and the reason of
 *   the signal.
 */
export async function* followRun(
  run: FollowedRun,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly InteractionEvent[]> {
  const { client, now, sleep } = options;
  let { lastEventId } = run;
  let pause = firstPause;
  let empty = 0;
  let triedAt = now();
  let looked = '';
  let changedAt = now();
  let said: ApiError | undefined;

  const rest = async (atLeast = 0): Promise<void> => {
    const delay = Math.max(pause, atLeast);
    pause = Math.min(pause * 2, longestPause);
    await sleep(delay, signal);
  };
  /** Waits after a failure that may pass. */
  const restAfter = async (error: unknown): Promise<void> => {
    const passing = passingError(error, run, now());
    signal.throwIfAborted();
    if (passing === undefined) throw said ?? error;
    options.onWait?.(Math.max(pause, passing.details.retryAfterMs ?? 0), passing);
    await rest(passing.details.retryAfterMs);
  };

  for (;;) {
    if (empty < emptyStreams || now() - triedAt > streamAgainMs) {
      triedAt = now();
      empty += 1;
      try {
        for await (const events of withoutInput(client.resume(run.id, { lastEventId }, signal))) {
          empty = 0;
          pause = firstPause;
          changedAt = now();
          lastEventId = events.findLast(({ event_id: id }) => id)?.event_id ?? lastEventId;
          yield events;
          if (events.at(-1)?.event_type === 'interaction.completed') return;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ApiError)) throw error;
        if (error.kind === 'invalid' && lastEventId !== undefined) {
          // It does not know that event any longer: from the start, then.
          lastEventId = undefined;
          continue;
        }
        if (withheld.has(error.kind)) said = error;
        else await restAfter(error);
        if (said === undefined && empty < emptyStreams) continue;
      }
    }
    try {
      const found = await client.get(run.id, {}, signal);
      if (isSettled(found.status)) {
        yield eventsOfInteraction(found);
        return;
      }
      const look = `${found.status} ${found.updated} ${found.steps.length}`;
      if (look !== looked) changedAt = now();
      looked = look;
    } catch (error) {
      await restAfter(error);
      continue;
    }
    if (now() - changedAt > hangsMs) throw new ApiError('timeout', special.hangs, { code: 'hangs' });
    await rest();
  }
}

/** A failure that may pass by waiting; `undefined` for any other. */
function passingError(error: unknown, { startedAt }: FollowedRun, now: number): ApiError | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.kind === 'notFound') return now - startedAt < graceMs ? error : undefined;
  return final.has(error.kind) ? undefined : error;
}

/** A stream from the start holds the question, too; who follows a run has it. */
async function* withoutInput(
  batches: AsyncIterable<readonly InteractionEvent[]>,
): AsyncGenerator<readonly InteractionEvent[]> {
  const left = new Set<number>();
  const isInput = (event: InteractionEvent): boolean => {
    if (event.event_type === 'step.start' && isQuestion(event)) left.add(event.index);
    return 'index' in event && typeof event.index === 'number' && left.has(event.index);
  };
  for await (const events of batches) {
    const shown = events.filter((event) => !isInput(event));
    if (shown.length > 0) yield shown;
  }
}

function isQuestion({ step }: StepStartEvent): boolean {
  return step.type === 'user_input';
}
