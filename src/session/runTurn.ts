import type { Client } from '../api/client';
import { ApiError } from '../api/errors';
import type { RetryNotice } from '../api/retry';
import type { InteractionHead } from '../api/types';
import { pendingCalls } from '../conversation/calls';
import type { ConversationEvent } from '../conversation/events';
import { turnOf, usageOf } from '../conversation/select';
import type { Conversation, InstructionFile, Turn, TurnLimit } from '../conversation/state';
import type { Toolbox } from '../tools/toolbox';
import type { Logger } from '../util/log';
import type { Answers } from './answers';
import { describeError, failureOfEnd } from './describeError';
import { leftOutNote } from './leftOut';
import { loadMedia, storeMedia, type MediaStore } from './media';
import { buildRequest, type HistoryMode, type TurnSettings } from './request';
import type { CallReviews } from './callReviews';

/** What is sent along with a turn beside what the settings say. */
export interface Instructions {
  readonly text: string;
  readonly files: readonly InstructionFile[];
}

/** What a turn needs of its conversation and of the world. */
export interface TurnDependencies {
  readonly client: () => Promise<Pick<Client, 'stream'>>;
  /** Read at each request. */
  readonly settings: () => TurnSettings;
  readonly media: MediaStore;
  /** The functions that the model may call; `undefined` when there are none. */
  readonly toolbox: () => Promise<Toolbox | undefined>;
  /** Read once a turn. */
  readonly instructions: (signal: AbortSignal) => Promise<Instructions>;
  /** Where changes wait that calls propose; absent where they are allowed or denied as a whole. */
  readonly reviews?: () => Promise<CallReviews>;
  readonly answers: Answers;
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
    const end = await untilAnswered(turn, dependencies, signal);
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

/** Makes requests, each with the results of the calls that the one before made, until an answer makes none. */
async function untilAnswered(
  turn: Turn,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  const { current, dispatch, answers, media, log } = dependencies;
  const toolbox = await dependencies.toolbox();
  const instructions = await dependencies.instructions(signal);
  signal.throwIfAborted();
  if (instructions.files.length > 0)
    dispatch([{ type: 'instructed', turnId: turn.id, files: instructions.files }]);
  const limits = createLimits();
  for (let round = 0; ; round += 1) {
    const end = await requestWithHistory({ turn, round, instructions, toolbox }, dependencies, signal);
    const now = turnOf(current(), turn.id) ?? turn;
    const calls = pendingCalls(now);
    if (calls.length === 0 || toolbox === undefined || isOver(end)) return end;
    const { runCalls } = await import('./runCalls');
    await runCalls(
      turn.id,
      calls,
      {
        toolbox,
        answers,
        media,
        chat: { id: current().id, title: current().title },
        ...(dependencies.reviews === undefined ? {} : { reviews: dependencies.reviews }),
        turnId: turn.id,
        permissions: () => current().permissions ?? [],
        allowedTools: turn.allowedTools,
        dispatch,
        log,
      },
      signal,
    );
    const limit = limits.reached(now, dependencies.settings());
    if (limit === undefined) continue;
    dispatch([{ type: 'limitReached', turnId: turn.id, limit }]);
    await answers.goOn(signal);
    dispatch([{ type: 'limitLifted', turnId: turn.id }]);
  }
}

/** Ends after which the service takes no results. */
function isOver(end: InteractionHead | undefined): boolean {
  return end?.status === 'failed' || end?.status === 'cancelled' || end?.status === 'budget_exceeded';
}

/** Watches the limits of the settings. Once reached and lifted, a limit counts anew from there. */
function createLimits() {
  let rounds = 0;
  let tokens = 0;
  return {
    reached(turn: Turn, { maxRounds = 0, maxTokens = 0 }: TurnSettings): TurnLimit | undefined {
      const used = usageOf(turn)?.total_tokens ?? 0;
      const kind =
        maxRounds > 0 && turn.rounds.length - rounds >= maxRounds
          ? 'rounds'
          : maxTokens > 0 && used - tokens >= maxTokens
            ? 'tokens'
            : undefined;
      if (kind === undefined) return undefined;
      rounds = turn.rounds.length;
      tokens = used;
      return { kind, reached: kind === 'rounds' ? rounds : tokens };
    },
  };
}

/** One request of a turn. */
interface TurnRequest {
  readonly turn: Turn;
  /** Counted from 0. */
  readonly round: number;
  readonly instructions: Instructions;
  readonly toolbox: Toolbox | undefined;
}

/** Continues by the id of what came before, or, when the service no longer knows that, sends the history once more. */
async function requestWithHistory(
  asked: TurnRequest,
  dependencies: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
  const { turn, round } = asked;
  try {
    return await request(asked, 'chain', dependencies, signal);
  } catch (error) {
    if (!isExpired(error) || (turn.parentId === undefined && round === 0) || !turn.stored) throw error;
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
  { turn, round, instructions, toolbox }: TurnRequest,
  mode: HistoryMode,
  { client, settings, media, current, dispatch, now }: TurnDependencies,
  signal: AbortSignal,
): Promise<InteractionHead | undefined> {
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
  const onRetry = ({ delayMs, error }: RetryNotice): void =>
    dispatch([{ type: 'waited', turnId: turn.id, until: now() + delayMs, reason: error.message }]);
  let end: InteractionHead | undefined;
  for await (const batch of (await client()).stream(body, signal, { onRetry })) {
    const events = await storeMedia(batch, media);
    dispatch(events.map((event) => ({ type: 'received', turnId: turn.id, round, event })));
    for (const event of events) if (event.event_type === 'interaction.completed') end = event.interaction;
  }
  return end;
}

function joined(texts: readonly string[], between: string): string {
  return texts.filter((text) => text.trim() !== '').join(between);
}

/** An earlier interaction that is gone, or that another key owns. */
function isExpired(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'notFound' || error.kind === 'permission');
}
