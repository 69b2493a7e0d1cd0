import type { InteractionEvent } from '../../../src/api/types';
import type { ConversationEvent } from '../../../src/conversation/events';
import { pieces } from './markdownAnswer';

/** How many characters a delta has, which is what models send. */
export const deltaSize = 40;

/** A turn that begins, as the events of its answer begin it. */
export function turnBegins(
  turnId: string,
  question: string,
  parentId?: string,
): readonly ConversationEvent[] {
  return [
    {
      type: 'turnStarted',
      turnId,
      at: 0,
      model: 'gemini-3.5-flash',
      stored: true,
      input: [{ content: { type: 'text', text: question } }],
      ...(parentId === undefined ? {} : { parentId }),
    },
    ...received(turnId, [
      { event_type: 'interaction.created', interaction: { id: `v1_${turnId}`, status: 'in_progress' } },
      { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
    ]),
  ];
}

/** The answer's text, in deltas. */
export function answerDeltas(turnId: string, text: string): readonly ConversationEvent[] {
  return received(
    turnId,
    pieces(text, deltaSize).map((piece) => ({
      event_type: 'step.delta',
      index: 0,
      delta: { type: 'text', text: piece },
    })),
  );
}

/** The end of the turn. */
export function turnEnds(turnId: string): readonly ConversationEvent[] {
  return [
    ...received(turnId, [
      { event_type: 'step.stop', index: 0 },
      {
        event_type: 'interaction.completed',
        interaction: {
          id: `v1_${turnId}`,
          status: 'completed',
          usage: { total_tokens: 1234, total_input_tokens: 1000, total_output_tokens: 234 },
        },
      },
    ]),
    { type: 'turnEnded', turnId, at: 1, status: 'done' },
  ];
}

/** Events in batches of `size`, as they pile up between two sendings. */
export function batches<T>(events: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, at) =>
    events.slice(at * size, (at + 1) * size),
  );
}

function received(turnId: string, events: readonly InteractionEvent[]): readonly ConversationEvent[] {
  return events.map((event) => ({ type: 'received', turnId, round: 0, event }));
}
