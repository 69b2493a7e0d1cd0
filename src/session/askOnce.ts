import type { Client } from '../api/client';
import { ApiError, type ApiErrorKind } from '../api/errors';
import type { CreateRequest, InteractionHead, Step } from '../api/types';
import { closeStep, foldStep, stepFor } from '../conversation/foldStep';
import type { TurnSettings } from './request';

/** An answer that is whole. */
export interface OnceAnswered {
  readonly text: string;
  /** As they came, so that they can be sent again. */
  readonly steps: readonly Step[];
  /** By which the service knows it; `undefined` when it is not stored. */
  readonly id: string | undefined;
}

/** What the settings say of requests that are no turn of a chat. */
export function onceSettings({
  model,
  thinkingLevel,
}: Pick<TurnSettings, 'model' | 'thinkingLevel'>): Pick<CreateRequest, 'model' | 'generation_config'> {
  return {
    model,
    ...(thinkingLevel === 'default' ? {} : { generation_config: { thinking_level: thinkingLevel } }),
  };
}

/**
 * Asks the model outside of any chat.
 * @param onText is told the whole text so far, each time that more of it has come
 * @throws ApiError also when the answer is not whole, or empty
 */
export async function askOnce(
  client: Pick<Client, 'stream'>,
  request: CreateRequest,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<OnceAnswered> {
  const steps: Step[] = [];
  const argumentTexts: string[] = [];
  let id: string | undefined;
  let end: InteractionHead | undefined;
  let shown = '';
  for await (const batch of client.stream(request, signal)) {
    for (const event of batch) {
      switch (event.event_type) {
        case 'interaction.created':
        case 'interaction.completed':
          id = event.interaction.id || id;
          if (event.event_type === 'interaction.completed') end = event.interaction;
          break;
        case 'step.start':
          steps[event.index] = event.step;
          break;
        case 'step.delta': {
          const { index, delta } = event;
          if (delta.type === 'arguments_delta')
            argumentTexts[index] = (argumentTexts[index] ?? '') + delta.arguments;
          steps[index] = foldStep(steps[index] ?? stepFor(delta), delta);
          break;
        }
        case 'step.stop': {
          const step = steps[event.index];
          if (step !== undefined) steps[event.index] = closeStep(step, argumentTexts[event.index] ?? '');
          break;
        }
        default:
      }
    }
    const text = textOf(steps);
    if (text !== shown) onText(text);
    shown = text;
  }
  refuseUnfinished(end, shown);
  return { text: shown, steps: steps.filter((step) => step !== undefined), id };
}

function textOf(steps: readonly Step[]): string {
  return steps
    .flatMap((step) => (step?.type === 'model_output' ? (step.content ?? []) : []))
    .map((block) => (block.type === 'text' ? block.text : ''))
    .join('');
}

const unfinished: Readonly<Record<string, readonly [kind: ApiErrorKind, message: string]>> = {
  failed: ['generation', 'Gemini could not finish this answer.'],
  incomplete: ['generation', 'The answer was cut off: it reached the output limit of the model.'],
  cancelled: ['cancelled', 'The service has stopped this answer.'],
  budget_exceeded: ['billing', 'The spending limit of this key is reached.'],
};

function refuseUnfinished(end: InteractionHead | undefined, text: string): void {
  const words = end?.error ?? end?.errors?.[0];
  const details = {
    ...(words?.message === undefined ? {} : { serviceMessage: words.message }),
    ...(words?.code === undefined ? {} : { code: String(words.code) }),
  };
  const [kind, message] = unfinished[end?.status ?? ''] ?? [];
  if (kind !== undefined && message !== undefined) throw new ApiError(kind, message, details);
  if (text.trim() === '')
    throw new ApiError(
      'generation',
      'Gemini returned no answer. Asking again, or in other words, often helps.',
      details,
    );
}
