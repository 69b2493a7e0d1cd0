import type { StepDeltaEvent } from '../api/types';
import type { ConversationEvent } from './events';

type Received = Extract<ConversationEvent, { type: 'received' }>;

/**
 * The same events in fewer: neighbouring pieces of text (and of arguments) of one step become one piece, and so does
 * what a call prints. Folding the result gives the same conversation as folding the events.
 */
export function coalesce(events: readonly ConversationEvent[]): readonly ConversationEvent[] {
  if (events.length < 2) return events;
  return withJoinedPrints(withJoinedPieces(events));
}

function withJoinedPieces(events: readonly ConversationEvent[]): readonly ConversationEvent[] {
  const merged: ConversationEvent[] = [];
  let last: Received | undefined;
  let pieces: string[] = [];
  let eventId: string | undefined;
  const flush = (): void => {
    if (last !== undefined) merged.push(pieces.length === 1 ? last : joined(last, pieces.join(''), eventId));
    last = undefined;
  };
  for (const event of events) {
    const piece = pieceOf(event);
    if (piece === undefined || event.type !== 'received') {
      flush();
      merged.push(event);
    } else if (last !== undefined && continues(last, event)) {
      pieces.push(piece);
      eventId = event.event.event_id ?? eventId;
    } else {
      flush();
      last = event;
      pieces = [piece];
      eventId = event.event.event_id;
    }
  }
  flush();
  return merged;
}

function withJoinedPrints(events: readonly ConversationEvent[]): readonly ConversationEvent[] {
  if (!events.some(({ type }) => type === 'callPrinted')) return events;
  const merged: ConversationEvent[] = [];
  for (const event of events) {
    const last = merged.at(-1);
    if (
      event.type === 'callPrinted' &&
      last?.type === 'callPrinted' &&
      last.turnId === event.turnId &&
      last.callKey === event.callKey
    )
      merged[merged.length - 1] = { ...last, text: last.text + event.text };
    else merged.push(event);
  }
  return merged;
}

/** The text that an event adds; `undefined` when it does anything else. */
function pieceOf(event: ConversationEvent): string | undefined {
  if (event.type !== 'received' || event.event.event_type !== 'step.delta') return undefined;
  const { delta } = event.event;
  if (delta.type === 'text') return delta.text;
  return delta.type === 'arguments_delta' ? delta.arguments : undefined;
}

function continues(first: Received, second: Received): boolean {
  return (
    first.turnId === second.turnId &&
    first.round === second.round &&
    first.event.event_type === 'step.delta' &&
    second.event.event_type === 'step.delta' &&
    first.event.index === second.event.index &&
    first.event.delta.type === second.event.delta.type
  );
}

function joined(first: Received, text: string, eventId: string | undefined): Received {
  const wire = first.event;
  if (wire.event_type !== 'step.delta') return first;
  const event: StepDeltaEvent = {
    event_type: 'step.delta',
    index: wire.index,
    delta:
      wire.delta.type === 'arguments_delta'
        ? { type: 'arguments_delta', arguments: text }
        : { type: 'text', text },
    ...(eventId === undefined ? {} : { event_id: eventId }),
  };
  return { ...first, event };
}
