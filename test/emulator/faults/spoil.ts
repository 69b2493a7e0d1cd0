import { setTimeout } from 'node:timers/promises';
import type { JsonObject } from '../../../src/api/types';
import type { Gates } from '../gates';
import { cut, doneFrame, frame } from '../interactions/stream';
import { toObject, words } from '../json';
import type { Fault } from './fault';

type Part = string | Buffer | typeof cut;

const textOf = (event: JsonObject): string | undefined => {
  const delta = toObject(event['delta']);
  return delta['type'] === 'text' ? words(delta['text']) : undefined;
};

const errorFrame = (error: JsonObject): string => frame({ error, event_type: 'error' });

/** The frames of a stream, spoiled by a fault; without one, as they should be. */
export async function* spoil(
  events: AsyncIterable<JsonObject>,
  fault: Fault | undefined,
  gates: Gates,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  let pieces = 0;
  for await (const event of events) {
    const strikes = fault !== undefined && pieces >= fault.after;
    const text = textOf(event);
    if (strikes && text !== undefined) {
      const end = endOf(fault, event, text);
      if (end) {
        yield* end;
        return;
      }
      if (fault.kind === 'quiet' && pieces === fault.after)
        await gates.pass('quiet', signal).catch(() => undefined);
    }
    if (fault?.kind === 'slow')
      await setTimeout(fault.milliseconds, undefined, { signal }).catch(() => undefined);
    if (fault?.kind === 'no-completed' && event['event_type'] === 'interaction.completed') return;
    yield* among(fault, event, pieces);
    if (text !== undefined) pieces += 1;
  }
  if (fault?.kind !== 'no-done') yield doneFrame;
}

/** What takes the place of an event and of everything after it; undefined when the fault does not end a stream. */
function endOf(fault: Fault, event: JsonObject, text: string): readonly Part[] | undefined {
  switch (fault.kind) {
    case 'cut':
      return [cut];
    case 'cut-character': {
      const bytes = Buffer.from(
        frame({ ...event, delta: { ...toObject(event['delta']), text: `${text}€` } }),
      );
      return [bytes.subarray(0, bytes.indexOf('€') + 1), cut];
    }
    case 'half-event':
      return [frame(event).slice(0, 40)];
    case 'error-event':
      return [
        errorFrame({
          message: fault.message ?? 'Deadline expired before operation could complete.',
          code: fault.code ?? 'gateway_timeout',
        }),
      ];
    case 'bare-json': {
      const message = fault.message ?? 'The answer was blocked because it contains prohibited content.';
      return [`${JSON.stringify({ error: { message, code: fault.code ?? 'prohibited_content' } })}\n`];
    }
    default:
      return undefined;
  }
}

/** An event with what a fault puts around it. */
function among(fault: Fault | undefined, event: JsonObject, pieces: number): readonly string[] {
  if (fault?.kind === 'empty-errors') return [frame(event), errorFrame({})];
  if (fault?.kind === 'odd-framing') {
    const lines = JSON.stringify(event, null, 1).split('\n');
    const data = lines.map((line) => `data: ${line}\r\n`).join('');
    return [`: a comment\r\nevent: ${words(event['event_type'])}\r\nid: ignored\r\nretry: 10\r\n${data}\r\n`];
  }
  if (fault?.kind === 'unknown-things' && textOf(event) !== undefined && pieces === 0) {
    const { index } = event;
    return [
      frame({ news: 'from the future', event_type: 'interaction.daydream' }),
      frame({ index: 90, step: { type: 'daydream_call', id: 'dream1', depth: 3 }, event_type: 'step.start' }),
      frame({ index: 90, delta: { type: 'daydream_call', depth: 4 }, event_type: 'step.delta' }),
      frame({ index: 90, event_type: 'step.stop' }),
      frame({ index, delta: {}, event_type: 'step.delta' }),
      frame({ index, delta: { type: 'aroma', data: 'bGVtb24=' }, event_type: 'step.delta' }),
      frame(event),
    ];
  }
  return [frame(event)];
}
