import { ApiError } from '../api/errors';
import { isSettled } from '../api/followRun';
import { sleep as plainSleep, type RetryNotice } from '../api/retry';
import type { InteractionEvent, InteractionHead } from '../api/types';
import { turnOf } from '../conversation/select';
import type { Round, Turn } from '../conversation/state';
import type { Toolbox } from '../tools/toolbox';
import { cutShort } from './cutShort';
import { durable, type DurableOptions, takeUp } from './durable';
import { leftOutNote } from './leftOut';
import { loadMedia, storeMedia } from './media';
import { buildRequest, type HistoryMode } from './request';
import type { Instructions, TurnDependencies } from './turnDependencies';

/** One request of a turn. */
export interface TurnRequest {
  readonly turn: Turn;
  /** Counted from 0. */
  readonly round: number;
  readonly instructions: Instructions;
  readonly toolbox: Toolbox | undefined;
}

/** Continues by the id of what came before, or, when the service no longer knows that, sends the history once more. */
export async function requestRound(
  asked: TurnRequest,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  const { turn, round } = asked;
  try {
    return await request(asked, 'chain', dependencies, signal);
  } catch (error) {
    if (!isExpired(error) || (turn.parentId === undefined && round === 0) || !turn.stored) throw error;
    // What is gone then is not what came before, but what was begun.
    if (roundOf(asked, dependencies)?.interactionId !== undefined) throw error;
    // The service keeps interactions for days, the journal for good.
    dependencies.log.warn('The service no longer has the earlier turns; sending them again.');
    const note =
      'The service no longer had the earlier messages, so they were sent again from this computer.';
    dependencies.dispatch([{ type: 'noted', turnId: turn.id, note }]);
    return request(asked, 'resend', dependencies, signal);
  }
}

/** Makes one request and dispatches what comes back. Returns what the service said of the interaction last. */
async function request(
  asked: TurnRequest,
  mode: HistoryMode,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  const { turn, instructions, toolbox } = asked;
  const { client, settings, media, current, dispatch, now } = dependencies;
  const read = settings();
  const asSent = {
    ...read,
    model: turn.model,
    store: turn.stored,
    systemInstruction: joined([read.systemInstruction, instructions.text], '\n\n'),
    tools: [...(toolbox?.declarations() ?? []), ...(read.tools ?? [])],
  };
  const conversation = current();
  const present = turnOf(conversation, turn.id) ?? turn;
  const { request: body, leftOut } = await loadMedia(
    buildRequest(conversation, present, asSent, mode),
    media,
    now(),
  );
  signal.throwIfAborted();
  const missing = leftOutNote(leftOut, conversation);
  if (!(present.note ?? '').includes(missing))
    dispatch([{ type: 'noted', turnId: turn.id, note: joined([present.note ?? '', missing], ' ') }]);
  const onRetry = ({ delayMs, error }: RetryNotice): void => waited(turn, delayMs, error, dependencies);
  const events = (await client()).stream(body, signal, { onRetry });
  const begun = (): Round | undefined => roundOf(asked, dependencies);
  return receive(
    asked,
    durable(events, turn, begun, () => durableOptions(turn, dependencies), signal),
    dependencies,
  );
}

/**
 * Goes on with a request that was sent before the editor was closed or reloaded. Returns what the service said of the
 * interaction last.
 * @throws ApiError when nothing more can be had of it.
 */
export async function takeUpRound(
  asked: TurnRequest,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  const begun = roundOf(asked, dependencies);
  if (begun === undefined) return undefined;
  const { status } = begun;
  if (status !== undefined && isSettled(status)) return { status };
  try {
    const options = await durableOptions(asked.turn, dependencies);
    return await receive(asked, takeUp(asked.turn, begun, options, signal), dependencies);
  } catch (error) {
    if (asked.turn.background === true || !(error instanceof ApiError)) throw error;
    // The service had nothing more: as a rule it forgets an answer that nobody listens to.
    throw new ApiError('network', cutShort, { code: 'ended_early' }, { cause: error });
  }
}

/** Dispatches events as they come. */
async function receive(
  { turn, round }: TurnRequest,
  batches: AsyncIterable<readonly InteractionEvent[]>,
  { media, dispatch }: TurnDependencies,
): Promise<InteractionHead | undefined> {
  let end: InteractionHead | undefined;
  for await (const batch of batches) {
    const events = await storeMedia(batch, media);
    dispatch(events.map((event) => ({ type: 'received', turnId: turn.id, round, event })));
    for (const event of events) if (event.event_type === 'interaction.completed') end = event.interaction;
  }
  return end;
}

function roundOf({ turn, round }: TurnRequest, { current }: TurnDependencies): Round | undefined {
  return turnOf(current(), turn.id)?.rounds[round];
}

async function durableOptions(turn: Turn, dependencies: TurnDependencies): Promise<DurableOptions> {
  const { client, now, sleep = plainSleep } = dependencies;
  return {
    client: await client(),
    now,
    sleep,
    onWait: (delayMs, error) => waited(turn, delayMs, error, dependencies),
  };
}

function waited(
  turn: Turn,
  delayMs: number,
  { message }: ApiError,
  { dispatch, now }: TurnDependencies,
): void {
  dispatch([{ type: 'waited', turnId: turn.id, until: now() + delayMs, reason: message }]);
}

function joined(texts: readonly string[], between: string): string {
  return texts.filter((text) => text.trim() !== '').join(between);
}

/** An earlier interaction that is gone, or that another key owns. */
function isExpired(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'notFound' || error.kind === 'permission');
}
