import { frame } from '../../support/httpServer';
import { markdownAnswer, pieces } from '../content/markdownAnswer';

/** The text of each delta, in characters: with its frame a delta is about 100 bytes. */
const deltaSize = 14;
/** The body is sent in chunks of this many bytes, which cut frames anywhere. */
const chunkSize = 16_000;

/** The text that a stream of so many deltas carries. */
export function streamText(deltas: number): string {
  return markdownAnswer(Math.ceil((deltas * deltaSize) / 1024)).slice(0, deltas * deltaSize);
}

/** An HTTP response that streams an answer in so many deltas: up to its first event, and the rest. */
export function streamResponse(deltas: number): { readonly first: Buffer; readonly rest: Buffer } {
  const body = Buffer.from(streamBody(deltas));
  const firstEnd = body.indexOf('\n\n') + 2;
  const head =
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n';
  const parts: Buffer[] = [];
  for (let at = firstEnd; at < body.length; at += chunkSize)
    parts.push(chunk(body.subarray(at, at + chunkSize)));
  return {
    first: Buffer.concat([Buffer.from(head), chunk(body.subarray(0, firstEnd))]),
    rest: Buffer.concat([...parts, chunk(Buffer.alloc(0))]),
  };
}

function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** The frames of such a stream. */
export function streamBody(deltas: number): string {
  const interaction = { id: 'v1_bench', object: 'interaction', model: 'gemini-3.5-flash' };
  const events = [
    { event_type: 'interaction.created', interaction: { ...interaction, status: 'in_progress' } },
    { event_type: 'step.start', index: 0, step: { type: 'thought' } },
    { event_type: 'step.delta', index: 0, delta: { type: 'thought_signature', signature: 'c2lnbmF0dXJl' } },
    { event_type: 'step.stop', index: 0 },
    { event_type: 'step.start', index: 1, step: { type: 'model_output' } },
    ...pieces(streamText(deltas), deltaSize).map((text) => ({
      event_type: 'step.delta',
      index: 1,
      delta: { type: 'text', text },
    })),
    { event_type: 'step.stop', index: 1 },
    {
      event_type: 'interaction.completed',
      interaction: { ...interaction, status: 'completed', usage: { total_tokens: deltas } },
    },
  ];
  return `${events.map(frame).join('')}event: done\ndata: [DONE]\n\n`;
}
