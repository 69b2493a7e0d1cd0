import type { CallState } from '../conversation/calls';
import { usageOf } from '../conversation/select';
import type { Turn } from '../conversation/state';
import { waitingOf } from '../conversation/waiting';
import { visibleText } from '../util/visibleText';
import { callWords, doing } from './callWords';
import { turnParts } from './turnParts';
import { toolWords, words } from './words';

/** What a running turn is doing, in words. */
export function activityOf(turn: Turn): string {
  const waits = waitsFor(turn);
  if (waits !== undefined) return waits;
  const running = Object.values(turn.calls ?? {}).filter(isRunning);
  if (running[0] !== undefined) {
    const first = doing(visibleText(running[0].title));
    return running.length === 1 ? `${first}…` : callWords.andMore(first, running.length - 1);
  }
  const step = turn.rounds.at(-1)?.steps.at(-1);
  if (step === undefined) return words.waiting;
  if (step.type === 'thought') return words.thinkingNow;
  if (step.type === 'model_output') return turnParts(turn).length > 0 ? words.answering : words.waiting;
  if (step.type === 'function_call') return words.using(step.name || words.rowUnnamed);
  const tool = toolWords[step.type.replace(/_call$/, '')];
  return tool === undefined ? words.waiting : words.using(tool);
}

/** What a running turn waits for a person to do, in words; `undefined` when it does not. */
export function waitsFor(turn: Turn): string | undefined {
  const first = waitingOf(turn)[0];
  return first === undefined ? undefined : callWords.waitingFor[first.kind];
}

type RunningCall = Extract<CallState, { readonly state: 'running' }>;

function isRunning(call: CallState): call is RunningCall {
  return call.state === 'running';
}

/** How a turn has ended, as the facts that its status line names: the way, the tokens, the model. */
export function endingOf(turn: Turn): readonly string[] {
  const usage = usageOf(turn);
  const tokens =
    usage === undefined
      ? []
      : [
          words.tokensIn(usage.total_input_tokens ?? 0, usage.total_cached_tokens ?? 0),
          words.tokensOut(usage.total_output_tokens ?? 0),
          ...(usage.total_thought_tokens ? [words.tokensThought(usage.total_thought_tokens)] : []),
          ...(usage.total_tool_use_tokens ? [words.tokensTools(usage.total_tool_use_tokens)] : []),
        ];
  const way = wayOf(turn);
  return [...(way === undefined ? [] : [way]), ...tokens, turn.model];
}

/** The way a turn ended, when it is not the usual one. */
function wayOf(turn: Turn): string | undefined {
  if (turn.status === 'stopped') return words.stopped;
  if (turn.status === 'failed') return words.failed;
  switch (turn.rounds.at(-1)?.status) {
    case 'incomplete':
      return words.incomplete;
    case 'budget_exceeded':
      return words.budget;
    case 'cancelled':
      return words.cancelled;
    default:
      return turnParts(turn).length === 0 ? words.empty : undefined;
  }
}
