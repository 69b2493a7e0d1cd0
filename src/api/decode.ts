import { decodeDelta } from './decodeDelta';
import { decodeStep, decodeWireError } from './decodeStep';
import { isObject, text } from './json';
import { mapped, mended, record } from './mend';
import type {
  Interaction,
  InteractionEvent,
  InteractionHead,
  JsonObject,
  JsonValue,
  WireError,
} from './types';

// Every `as` stands behind the checks that make it true.

function decodeHead(value: unknown): InteractionHead {
  if (!isObject(value)) return {};
  const { errors, steps } = value;
  return mended(value, {
    id: text(value['id']),
    object: text(value['object']),
    status: text(value['status']),
    created: text(value['created']),
    updated: text(value['updated']),
    model: text(value['model']),
    agent: text(value['agent']),
    usage: record(value['usage']),
    service_tier: text(value['service_tier']),
    previous_interaction_id: text(value['previous_interaction_id']),
    environment_id: text(value['environment_id']),
    continuation_token: text(value['continuation_token']),
    error: decodeWireError(value['error']),
    errors: Array.isArray(errors) ? mapped(errors, (error) => decodeWireError(error) ?? {}) : undefined,
    steps: Array.isArray(steps) ? mapped(steps, decodeStep) : undefined,
  });
}

/** Decodes an interaction; one without steps, such as a run that has just begun, has none. */
export function decodeInteraction(value: unknown): Interaction {
  const head = decodeHead(value);
  return head.steps === undefined ? { ...head, steps: [] } : (head as Interaction);
}

/** The index of a step; protocol buffers leave out a zero. */
function stepIndex(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0;
  const index = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}

function unknownEvent(value: unknown, name: string): InteractionEvent {
  const raw = isObject(value) ? value : { value: value as JsonValue };
  const id = text(raw['event_id']);
  return { event_type: 'unknown', name, raw, ...(id !== undefined && { event_id: id }) };
}

function decodeStepEvent(event: JsonObject, name: string): InteractionEvent {
  const index = stepIndex(event['index']);
  if (index === undefined) return unknownEvent(event, name);
  const common = { event_type: name, event_id: text(event['event_id']), index };
  if (name === 'step.stop')
    return mended(event, { ...common, usage: record(event['usage']) }) as unknown as InteractionEvent;
  const part =
    name === 'step.start' ? { step: decodeStep(event['step']) } : { delta: decodeDelta(event['delta']) };
  return mended(event, { ...common, ...part }) as unknown as InteractionEvent;
}

/** The error of an error event: in its place, or, as some services write it, spread over the event itself. */
function errorOf(event: JsonObject): WireError {
  return (
    decodeWireError(event['error'] ?? mended({}, { code: event['code'], message: event['message'] })) ?? {}
  );
}

function decodeNamed(event: JsonObject, name: string): InteractionEvent {
  const common = { event_type: name, event_id: text(event['event_id']) };
  switch (name) {
    case 'step.start':
    case 'step.delta':
    case 'step.stop':
      return decodeStepEvent(event, name);
    case 'interaction.created':
    case 'interaction.completed':
      return mended(event, {
        ...common,
        interaction: decodeHead(event['interaction']),
      }) as unknown as InteractionEvent;
    case 'interaction.status_update':
      if (typeof event['status'] !== 'string') return unknownEvent(event, name);
      return mended(event, {
        ...common,
        interaction_id: text(event['interaction_id']),
        usage: record(event['usage']),
        continuation_token: text(event['continuation_token']),
      }) as unknown as InteractionEvent;
    case 'error':
      return mended(event, { ...common, error: errorOf(event) }) as unknown as InteractionEvent;
    case 'unknown':
      return typeof event['name'] === 'string' && isObject(event['raw'])
        ? (event as unknown as InteractionEvent)
        : unknownEvent(event, name);
    default:
      return unknownEvent(event, name);
  }
}

/**
 * Decodes an event of a stream. Never throws: what is not known is wrapped whole, what is malformed is mended.
 * `name` is the name that the frame gave, for an event that does not name itself. An error without an event around
 * it, also inside an array, is an error event.
 */
export function decodeEvent(payload: unknown, name?: string): InteractionEvent {
  if (!isObject(payload)) {
    const first: unknown = Array.isArray(payload) ? payload[0] : undefined;
    return isObject(first) && first['error'] !== undefined
      ? decodeEvent(first, 'error')
      : unknownEvent(payload, name ?? '');
  }
  const own = payload['event_type'];
  if (own === 'step.delta') {
    // Nearly every event of a long answer; it leaves as the object that came.
    const { delta, index, event_id: id } = payload;
    if (
      isObject(delta) &&
      delta['type'] === 'text' &&
      typeof delta['text'] === 'string' &&
      typeof index === 'number' &&
      index >= 0 &&
      Number.isSafeInteger(index) &&
      (id === undefined || typeof id === 'string')
    )
      return payload as unknown as InteractionEvent;
  }
  return decodeNamed(payload, text(own) ?? (payload['error'] === undefined ? (name ?? '') : 'error'));
}
