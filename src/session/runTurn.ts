import { ApiError } from '../api/errors';
import { isSettled } from '../api/followRun';
import type { InteractionHead } from '../api/types';
import { pendingCalls, resultsOf } from '../conversation/calls';
import { turnOf, usageOf } from '../conversation/select';
import type { Turn, TurnLimit } from '../conversation/state';
import { describeError, failureOfEnd } from './describeError';
import type { TurnSettings } from './request';
import { requestRound, takeUpRound } from './requestRound';
import type { TurnDependencies } from './turnDependencies';

/**
 * Runs a turn that has started to its end, whatever that is: it ends, is stopped by the signal, or fails. One that has
 * sent a request already is taken up there. Never throws.
 */
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
    const failure = describeError(error);
    const goesOn = mayGoOn(turnOf(current(), turn.id) ?? turn, error);
    dispatch([{ type: 'turnFailed', ...ended, failure: goesOn ? { ...failure, goesOn } : failure }]);
  }
}

/** Whether a background run of a turn whose following failed may go on at the service. */
function mayGoOn({ background, rounds }: Turn, error: unknown): boolean {
  const last = rounds.at(-1);
  return (
    background === true &&
    last?.interactionId !== undefined &&
    !isSettled(last.status) &&
    !(error instanceof ApiError && error.kind === 'notFound')
  );
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
  if (instructions.files.length > 0 && turn.instructions === undefined)
    dispatch([{ type: 'instructed', turnId: turn.id, files: instructions.files }]);
  const limits = createLimits();
  const begun = turn.rounds.length;
  for (let round = Math.max(0, begun - 1); ; round += 1) {
    const asked = { turn, round, instructions, toolbox };
    const end =
      round < begun
        ? await takeUpRound(asked, dependencies, signal)
        : await requestRound(asked, dependencies, signal);
    const now = turnOf(current(), turn.id) ?? turn;
    const calls = pendingCalls(now);
    // Calls that were answered before the editor was closed are told of all the same.
    const isAnswered = calls.length === 0 && resultsOf(now, round).length === 0;
    if (isAnswered || toolbox === undefined || isOver(end)) return end;
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
