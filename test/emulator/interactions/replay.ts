import type { JsonObject } from '../../../src/api/types';
import { invalid } from '../errors';
import { streamed } from './deltas';
import { eventId, positionOf } from './eventId';
import type { Run } from './run';

/**
 * The stream of a stored run, taken up after an event, or from the start: then the steps of the user come first and
 * the model's are counted after them.
 *
 * @throws ServiceError 400 when the run has no such event
 */
export function replay(run: Run, lastEventId: string | null): AsyncGenerator<JsonObject> {
  if (lastEventId === null || lastEventId === '') return numbered(run, 'replay', whole(run), 0);
  const found = positionOf(run, lastEventId);
  if (!found) throw invalid(`The value '${lastEventId}' is not valid for 'last_event_id'.`);
  const events = found.view === 'live' ? run.follow() : whole(run);
  return numbered(run, found.view, events, found.position + 1);
}

async function* numbered(
  run: Run,
  view: 'live' | 'replay',
  events: AsyncGenerator<JsonObject>,
  from: number,
): AsyncGenerator<JsonObject> {
  let position = 0;
  for await (const event of events) {
    if (position >= from) yield { ...event, event_id: eventId(run, view, position) };
    position += 1;
  }
}

async function* whole(run: Run): AsyncGenerator<JsonObject> {
  const shift = run.input.length;
  for await (const event of run.follow()) {
    const { index } = event;
    yield typeof index === 'number' ? { ...event, index: index + shift } : event;
    if (event['event_type'] === 'interaction.status_update') yield* inputEvents(run);
  }
}

function* inputEvents(run: Run): Generator<JsonObject> {
  for (const [index, step] of run.input.entries()) {
    const { start, deltas } = streamed(step);
    yield { index, step: start, event_type: 'step.start' };
    for (const delta of deltas) yield { index, delta, event_type: 'step.delta' };
    yield { index, event_type: 'step.stop' };
  }
}
