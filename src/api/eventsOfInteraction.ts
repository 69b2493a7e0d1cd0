import type { Interaction, InteractionEvent } from './types';

/** The events that a stream would have had for an answer that came in one piece. The question is not among them. */
export function eventsOfInteraction({ steps, ...head }: Interaction): readonly InteractionEvent[] {
  const { usage: _usage, ...started } = head;
  return [
    { event_type: 'interaction.created', interaction: { ...started, status: 'in_progress' } },
    ...steps
      .filter(({ type }) => type !== 'user_input')
      .flatMap((step, index): InteractionEvent[] => [
        { event_type: 'step.start', index, step },
        { event_type: 'step.stop', index },
      ]),
    { event_type: 'interaction.completed', interaction: head },
  ];
}
