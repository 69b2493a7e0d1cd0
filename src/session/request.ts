import type { Content, CreateRequest, GenerationConfig, Step, Tool } from '../api/types';
import { pendingCalls, resultsOf } from '../conversation/calls';
import { pathTo } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';

/** What a turn is sent with, read anew for each request: nothing of it is inherited along a chain. */
export interface TurnSettings {
  readonly model: string;
  readonly thinkingLevel: 'default' | 'minimal' | 'low' | 'medium' | 'high';
  readonly systemInstruction: string;
  /** Whether the service may keep the turn. */
  readonly store: boolean;
  /** What the model may call beside the functions of the workspace. */
  readonly tools?: readonly Tool[];
  /** So many requests, and so many tokens, a turn may take before the person is asked; 0 or absent for no limit. */
  readonly maxRounds?: number;
  readonly maxTokens?: number;
}

/** How a request brings the conversation so far along. */
export type HistoryMode = 'chain' | 'resend';

/**
 * The body of the next request of a turn: its question, or the results of the calls that its last answer made.
 *
 * `chain` names the last interaction that the service keeps, and sends only what came after it; `resend` sends
 * everything, exactly as it was received. A turn that is not stored always resends, and carries nothing that could be
 * retrieved.
 *
 * Source: https://ai.google.dev/gemini-api/docs/interactions (multi-turn conversations, function calling)
 */
export function buildRequest(
  conversation: Conversation,
  turn: Turn,
  settings: TurnSettings,
  mode: HistoryMode = 'chain',
): CreateRequest {
  const history = [...pathTo(conversation, turn.parentId).flatMap(segmentsOfEarlier), ...segmentsOf(turn)];
  const chained =
    mode === 'chain' && settings.store ? history.findLastIndex(({ id }) => id !== undefined) : -1;
  const previous = chained < 0 ? undefined : history[chained]?.id;
  const steps = history.slice(chained + 1).flatMap((segment) => segment.steps);
  const asksOnly = settings.store && turn.rounds.length === 0 && steps.length === 1;
  const tools = settings.tools ?? [];
  return {
    model: settings.model,
    input: asksOnly ? contentOf(turn) : steps,
    ...(settings.systemInstruction.trim() === '' ? {} : { system_instruction: settings.systemInstruction }),
    ...(tools.length === 0 ? {} : { tools }),
    generation_config: generationConfig(settings, turn, tools),
    ...(previous === undefined ? {} : { previous_interaction_id: previous }),
    ...(settings.store ? {} : { store: false }),
    ...(turn.background === true ? { background: true, store: true } : {}),
  };
}

/** Steps of the history, and the interaction that holds everything up to them, where the service keeps one. */
interface Segment {
  readonly steps: readonly Step[];
  readonly id?: string | undefined;
}

/** A turn of the past: what was asked and, word for word, what came back. Only a whole one has an id to continue by. */
function segmentsOfEarlier(turn: Turn): readonly Segment[] {
  const segments = segmentsOf(turn).map(({ steps }) => ({ steps }));
  if (turn.status === 'done') {
    const id = turn.stored ? turn.rounds.at(-1)?.interactionId : undefined;
    return [{ steps: segments.flatMap(({ steps }) => steps), id }];
  }
  const last = turn.rounds.at(-1);
  if (last === undefined || (wholeStatuses.has(last.status) && pendingCalls(turn).length === 0))
    return segments;
  // Of an answer that was cut short only the text is history: a thought without its signature would be refused, and
  // so would a call without its result.
  return [...segments.slice(0, -2), { steps: last.steps.flatMap(textOnly) }];
}

/** How a request ends whose steps can be sent again as they are. */
const wholeStatuses = new Set<string | undefined>(['completed', 'requires_action']);

/** A turn as it came: the question, then for each request what was received and the results of its calls. */
function segmentsOf(turn: Turn): readonly Segment[] {
  return [
    { steps: [{ type: 'user_input', content: contentOf(turn) }] },
    ...turn.rounds.flatMap((round, at) => [
      {
        steps: round.steps.filter((step) => step.type !== 'user_input'),
        id: turn.stored ? round.interactionId : undefined,
      },
      { steps: resultsOf(turn, at) },
    ]),
  ];
}

function contentOf(turn: Turn): readonly Content[] {
  return turn.input.map((block) => block.content);
}

function textOnly(step: Step): readonly Step[] {
  if (step.type !== 'model_output') return [];
  const content = (step.content ?? []).filter((block: Content) => block.type === 'text' && block.text !== '');
  return content.length === 0 ? [] : [{ type: 'model_output', content }];
}

function generationConfig(
  { thinkingLevel }: TurnSettings,
  { allowedTools }: Turn,
  tools: readonly Tool[],
): GenerationConfig {
  const declared = new Set(tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : [])));
  const allowed = allowedTools?.filter((name) => declared.has(name));
  return {
    ...(thinkingLevel === 'default' ? {} : { thinking_level: thinkingLevel }),
    thinking_summaries: 'auto',
    ...(allowed === undefined || declared.size === 0
      ? {}
      : {
          tool_choice: allowed.length === 0 ? 'none' : { allowed_tools: { mode: 'auto', tools: allowed } },
        }),
  };
}
