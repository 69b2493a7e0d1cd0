import type { Client } from '../api/client';
import { ApiError } from '../api/errors';
import { eventsOfInteraction } from '../api/eventsOfInteraction';
import { followRun, isSettled } from '../api/followRun';
import type { Sleep } from '../api/retry';
import type { InteractionEvent } from '../api/types';
import type { Round, Turn } from '../conversation/state';

export type FollowingClient = Pick<Client, 'resume' | 'get'>;

export interface DurableOptions {
  readonly client: FollowingClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly onWait: (delayMs: number, error: ApiError) => void;
}

/**
 * Takes up what an earlier connection began: a background run from its last event on, to its end; of an answer that the
 * service did not have to go on with, what it made of it.
 * @param round the request of the turn that is taken up, as far as it has come
 * @throws ApiError when the service has nothing, or refuses to tell; and the reason of the signal.
 */
export async function* takeUp(
  { background, startedAt }: Turn,
  { interactionId: id, lastEventId }: Round,
  options: DurableOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly InteractionEvent[]> {
  if (id === undefined) throw new ApiError('notFound', lost, { code: 'no_id' });
  if (background) {
    yield* followRun({ id, lastEventId, startedAt }, options, signal);
    return;
  }
  const found = await options.client.get(id, {}, signal);
  if (!isSettled(found.status)) throw new ApiError('network', cutShort, { code: 'ended_early' });
  yield eventsOfInteraction(found);
}

const lost =
  'Whether the service has begun with this cannot be told: the editor was closed before it answered.';
const cutShort = 'The connection was lost before this answer was complete.';

/**
 * The events of a request. When the connection breaks, they go on as `takeUp` says; where that fails too, the first
 * failure is the one that counts.
 * @param round what was received of this request so far, asked for when it breaks
 */
export async function* durable(
  events: AsyncIterable<readonly InteractionEvent[]>,
  turn: Turn,
  round: () => Round | undefined,
  options: () => Promise<DurableOptions>,
  signal: AbortSignal,
): AsyncGenerator<readonly InteractionEvent[]> {
  try {
    yield* events;
  } catch (error) {
    const begun = round();
    if (signal.aborted || begun?.interactionId === undefined || !mayGoOn(turn, error)) throw error;
    const following = await options();
    try {
      yield* takeUp(turn, begun, following, signal);
    } catch (later) {
      throw signal.aborted || turn.background ? later : error;
    }
  }
}

/** Whether the service may have gone on after a failure: a background run always, any other when its line was cut. */
function mayGoOn({ background, stored }: Turn, error: unknown): boolean {
  if (!(error instanceof ApiError) || !stored) return false;
  return background === true || error.kind === 'network' || error.kind === 'timeout';
}
