import type { Client } from '../api/client';
import { ApiError } from '../api/errors';
import type { RetryNotice } from '../api/retry';
import type { InteractionHead } from '../api/types';
import type { ConversationEvent } from '../conversation/events';
import { turnOf } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';
import type { Logger } from '../util/log';
import { describeError, failureOfEnd } from './describeError';
import { loadMedia, storeMedia, type MediaStore } from './media';
import { buildRequest, type HistoryMode, type TurnSettings } from './request';

/** What a turn needs of its conversation and of the world. */
export interface TurnDependencies {
  readonly client: () => Promise<Pick<Client, 'stream'>>;
  /** Read at each request. */
  readonly settings: () => TurnSettings;
  readonly media: MediaStore;
  /** The conversation as it is now. */
  readonly current: () => Conversation;
  readonly dispatch: (events: readonly ConversationEvent[]) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Logger;
}

/** Runs a turn that has started to its end, whatever that is: it ends, is stopped by the signal, or fails. Never throws. */
export async function runTurn(
  turn: Turn,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { current, dispatch, now, log } = dependencies;
  try {
    const end = await requestWithHistory(turn, dependencies, signal);
    const failure = failureOfEnd(turnOf(current(), turn.id) ?? turn, end);
    const ended = { turnId: turn.id, at: now() };
    if (failure !== undefined) dispatch([{ type: 'turnFailed', ...ended, failure }]);
    else
      dispatch([{ type: 'turnEnded', ...ended, status: end?.status === 'cancelled' ? 'stopped' : 'done' }]);
  } catch (error) {
    const ended = { turnId: turn.id, at: now() };
    if (signal.aborted) {
      dispatch([{ type: 'turnEnded', ...ended, status: 'stopped' }]);
      return;
    }
    if (!(error instanceof ApiError)) log.error(error instanceof Error ? error : String(error));
    dispatch([{ type: 'turnFailed', ...ended, failure: describeError(error) }]);
  }
}

/** Continues by the id of the turn before, or, when the service no longer knows that, sends the history once more. */
async function requestWithHistory(
  turn: Turn,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  try {
    return await request(turn, 'chain', dependencies, signal);
  } catch (error) {
    if (!isExpired(error) || turn.parentId === undefined || !turn.stored) throw error;
    // The service keeps interactions for days, the journal for good.
    dependencies.log.warn('The service no longer has the earlier turns; sending them again.');
    const note =
      'The service no longer had the earlier messages, so they were sent again from this computer.';
    dependencies.dispatch([{ type: 'noted', turnId: turn.id, note }]);
    return request(turn, 'resend', dependencies, signal);
  }
}

/** Makes one request and dispatches what comes back. Returns what the service said of the interaction last. */
async function request(
  turn: Turn,
  mode: HistoryMode,
  { client, settings, media, current, dispatch, now }: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  const asSent = { ...settings(), model: turn.model, store: turn.stored };
  const body = await loadMedia(buildRequest(current(), turn, asSent, mode), media);
  signal.throwIfAborted();
  const onRetry = ({ delayMs, error }: RetryNotice): void =>
    dispatch([{ type: 'waited', turnId: turn.id, until: now() + delayMs, reason: error.message }]);
  let end: InteractionHead | undefined;
  for await (const batch of (await client()).stream(body, signal, { onRetry })) {
    const events = await storeMedia(batch, media);
    dispatch(events.map((event) => ({ type: 'received', turnId: turn.id, round: 0, event })));
    for (const event of events) if (event.event_type === 'interaction.completed') end = event.interaction;
  }
  return end;
}

/** An earlier interaction that is gone, or that another key owns. */
function isExpired(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'notFound' || error.kind === 'permission');
}
