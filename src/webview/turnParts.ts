import type { Content, FunctionCallStep, MediaContent, Step, TextContent, ThoughtStep } from '../api/types';
import { callKey, type CallState } from '../conversation/calls';
import { partKey } from '../conversation/select';
import type { Turn } from '../conversation/state';
import { toolWords, words } from './words';

/** What a turn's answer is made of, in the order it came. */
export type TurnPart =
  | { readonly kind: 'text'; readonly key: string; readonly content: TextContent }
  | { readonly kind: 'media'; readonly key: string; readonly content: MediaContent }
  | { readonly kind: 'thought'; readonly key: string; readonly step: ThoughtStep }
  /** A call that the service answers itself, or one of ours that has not come to the gate. */
  | { readonly kind: 'call'; readonly key: string; readonly name: string; readonly state: ServiceCallState }
  | ToolCallPart
  | { readonly kind: 'other'; readonly key: string; readonly name: string };
export type ServiceCallState = 'running' | 'waiting' | 'done' | 'failed' | 'open';
/** A call of one of our functions. */
export interface ToolCallPart {
  readonly kind: 'toolCall';
  readonly key: string;
  readonly callKey: string;
  readonly step: FunctionCallStep;
  readonly call: CallState;
}

/** The parts of a turn's answer, from its raw steps. Results are shown with their calls; empty steps are left out. */
export function turnParts(turn: Turn): readonly TurnPart[] {
  const results = resultsOf(turn);
  return turn.rounds.flatMap((round, roundAt) =>
    round.steps.flatMap((step, stepAt) => {
      const ours = step.type === 'function_call' ? toolCall(turn, step, roundAt, stepAt) : undefined;
      return ours === undefined
        ? stepParts(step, roundAt, stepAt, results, turn.status === 'running')
        : [ours];
    }),
  );
}

function toolCall(turn: Turn, step: FunctionCallStep, round: number, at: number): ToolCallPart | undefined {
  const key = callKey(step, round, at);
  // A key comes from the service and may be any word.
  const call = turn.calls !== undefined && Object.hasOwn(turn.calls, key) ? turn.calls[key] : undefined;
  if (call === undefined) return undefined;
  return { kind: 'toolCall', key: partKey({ round, step: at, content: 0 }), callKey: key, step, call };
}

function stepParts(
  step: Step,
  round: number,
  at: number,
  results: ReadonlyMap<string, boolean>,
  running: boolean,
): readonly TurnPart[] {
  const key = partKey({ round, step: at, content: 0 });
  switch (step.type) {
    case 'model_output':
      return (step.content ?? []).flatMap((content, contentAt) =>
        contentParts(content, partKey({ round, step: at, content: contentAt })),
      );
    case 'thought':
      return thoughtText(step) === '' ? [] : [{ kind: 'thought', key, step }];
    case 'unknown': {
      const name = step.raw['type'];
      return [{ kind: 'other', key, name: typeof name === 'string' ? name : '' }];
    }
    case 'user_input':
    case 'function_result':
    case 'google_search_result':
    case 'url_context_result':
    case 'code_execution_result':
    case 'file_search_result':
    case 'google_maps_result':
    case 'retrieval_result':
    case 'processing_result':
    case 'mcp_server_tool_result':
      return [];
    default: {
      const failed = results.get(step.id ?? '');
      // One of ours has begun when it has come to the gate.
      const now = step.type === 'function_call' ? 'waiting' : 'running';
      const state = failed === undefined ? (running ? now : 'open') : failed ? 'failed' : 'done';
      return [{ kind: 'call', key, name: callName(step), state }];
    }
  }
}

function contentParts(content: Content, key: string): readonly TurnPart[] {
  switch (content.type) {
    case 'text':
      return content.text === '' ? [] : [{ kind: 'text', key, content }];
    case 'unknown': {
      const name = content.raw['type'];
      return [{ kind: 'other', key, name: typeof name === 'string' ? name : '' }];
    }
    default:
      return [{ kind: 'media', key, content }];
  }
}

/** The summary of a thought; empty when the service sent only its signature. */
export function thoughtText(step: ThoughtStep): string {
  return (step.summary ?? [])
    .map((content) => (content.type === 'text' ? content.text : ''))
    .join('')
    .trim();
}

/** Whether each call that has a result failed, by the id of the call. */
function resultsOf(turn: Turn): ReadonlyMap<string, boolean> {
  const results = new Map<string, boolean>();
  for (const { steps } of turn.rounds) {
    for (const step of steps) {
      if ('call_id' in step && step.call_id !== undefined) results.set(step.call_id, step.is_error === true);
    }
  }
  return results;
}

function callName(step: {
  readonly type: string;
  readonly name?: string;
  readonly server_name?: string;
}): string {
  const tool = toolWords[step.type.replace(/_call$/, '')];
  return (
    [step.server_name, step.name ?? tool].filter((name) => name !== undefined && name !== '').join(': ') ||
    words.rowUnnamed
  );
}
