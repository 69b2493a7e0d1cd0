import type { Content, CreateRequest, GenerationConfig, Step } from '../api/types';
import { pathTo } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';

/** The most that a message carries as bytes, in bytes: a request takes 20 MB, and base64 adds a third. */
export const inlineLimit = 14_000_000;

/** What a turn is sent with, read anew for each: nothing of it is inherited along a chain. */
export interface TurnSettings {
  readonly model: string;
  readonly thinkingLevel: 'default' | 'minimal' | 'low' | 'medium' | 'high';
  readonly systemInstruction: string;
  /** Whether the service may keep the turn. */
  readonly store: boolean;
}

/** How a request brings the conversation so far along. */
export type HistoryMode = 'chain' | 'resend';

/**
 * The body for a turn.
 *
 * `chain` names the interaction of the nearest earlier turn that the service keeps, and sends only what came after it;
 * `resend` sends everything, exactly as it was received. A turn that is not stored always resends, and carries nothing
 * that could be retrieved.
 *
 * Source: https://ai.google.dev/gemini-api/docs/interactions (multi-turn conversations)
 */
export function buildRequest(
  conversation: Conversation,
  turn: Turn,
  settings: TurnSettings,
  mode: HistoryMode = 'chain',
): CreateRequest {
  const earlier = pathTo(conversation, turn.parentId);
  const chained =
    mode === 'chain' && settings.store ? earlier.findLastIndex((each) => chainId(each) !== undefined) : -1;
  const previous = chained < 0 ? undefined : chainId(earlier[chained]);
  const history = earlier.slice(chained + 1).flatMap(stepsOf);
  const content = turn.input.map((block) => block.content);
  const config = generationConfig(settings);
  return {
    model: settings.model,
    input: history.length === 0 && settings.store ? content : [...history, { type: 'user_input', content }],
    ...(settings.systemInstruction.trim() === '' ? {} : { system_instruction: settings.systemInstruction }),
    ...(config === undefined ? {} : { generation_config: config }),
    ...(previous === undefined ? {} : { previous_interaction_id: previous }),
    ...(settings.store ? {} : { store: false }),
  };
}

/** The id to continue a turn by: only a whole turn that was stored has one. */
function chainId(turn: Turn | undefined): string | undefined {
  return turn?.status === 'done' && turn.stored ? turn.rounds.at(-1)?.interactionId : undefined;
}

/** A turn as history: what was asked and, word for word, what came back. */
function stepsOf(turn: Turn): readonly Step[] {
  const asked: Step = { type: 'user_input', content: turn.input.map((block) => block.content) };
  const received = turn.rounds.flatMap((round) => round.steps).filter((step) => step.type !== 'user_input');
  return [asked, ...(turn.status === 'done' ? received : received.flatMap(textOnly))];
}

/** Of an answer that was cut short only the text is history: a thought without its signature would be refused. */
function textOnly(step: Step): readonly Step[] {
  if (step.type !== 'model_output') return [];
  const content = (step.content ?? []).filter((block: Content) => block.type === 'text' && block.text !== '');
  return content.length === 0 ? [] : [{ type: 'model_output', content }];
}

function generationConfig({ thinkingLevel }: TurnSettings): GenerationConfig | undefined {
  return thinkingLevel === 'default'
    ? { thinking_summaries: 'auto' }
    : { thinking_level: thinkingLevel, thinking_summaries: 'auto' };
}
