import { decodeInteraction } from './decode';
import { ApiError } from './errors';
import { eventsOfInteraction } from './eventsOfInteraction';
import { type Exchange, readText, traced } from './exchange';
import { answerObject, notUnderstood } from './answerBody';
import { reportedError, snippetOf } from './httpError';
import { networkError } from './networkError';
import { createSseDecoder, type SseDecoder } from './sse';
import type { InteractionEvent } from './types';
import type { Watch } from './watch';
import { special } from './wording';

/** After an error a stream may go on, but one that has nothing more to say is not waited for as long as usual. */
const patienceAfterError = 10_000;
/** How long the rest of a finished answer is read, so that its connection can be used again, in milliseconds. */
const drainTime = 1000;
/** How much of that the caller waits: the next request of a turn then finds the connection free. */
const patienceAtEnd = 50;

/** Reads what is left of a body. Resolves at its end or after a short while, and then goes on in the background. */
function drain(chunks: AsyncIterator<Uint8Array>, watch: Watch): Promise<void> {
  return new Promise((resolve) => {
    const early = setTimeout(resolve, patienceAtEnd);
    const late = setTimeout(() => watch.cut(), drainTime).unref();
    const end = (): void => {
      clearTimeout(early);
      clearTimeout(late);
      resolve();
    };
    const read = (): void => {
      // How the connection of a complete answer ends is of no interest.
      chunks.next().then(({ done }) => (done === true ? end() : read()), end);
    };
    read();
  });
}

async function* wholeAnswer(
  exchange: Exchange,
  trace: (text: string) => void,
): AsyncGenerator<readonly InteractionEvent[]> {
  try {
    const { text, bytes } = await readText(exchange);
    trace(text);
    const events = eventsOfInteraction(decodeInteraction(answerObject(text, exchange)));
    exchange.finish({ bytes, events: events.length });
    yield events;
  } catch (error) {
    exchange.finish({ bytes: 0, error });
    throw error;
  }
}

/** Why a stream that is over was not complete, or undefined when it was. */
function verdict(decoder: SseDecoder, exchange: Exchange, cut: unknown): unknown {
  if (decoder.completed) return undefined;
  const { request, redact, watch } = exchange;
  if (watch.caller.aborted) return watch.caller.reason;
  if (decoder.error !== undefined) return reportedError({ ...decoder.error }, redact);
  if (cut !== undefined) return watch.explain(networkError(cut, { host: new URL(request.url).host }));
  if (decoder.done) return undefined;
  const { stray } = decoder;
  if (stray.trimStart().startsWith('<') || (decoder.count === 0 && stray !== ''))
    return notUnderstood(stray, exchange);
  return new ApiError('network', special.ended, {
    code: 'ended_early',
    ...(stray !== '' && { snippet: snippetOf(stray, redact) }),
  });
}

async function* eventStream(exchange: Exchange): AsyncGenerator<readonly InteractionEvent[]> {
  const { response, watch } = exchange;
  const decoder = createSseDecoder();
  const chunks = response.body[Symbol.asyncIterator]();
  let bytes = 0;
  let cut: unknown;
  let failure: unknown;
  let readable = true;
  try {
    while (!decoder.completed && !decoder.done) {
      let read: IteratorResult<Uint8Array>;
      watch.wait();
      try {
        read = await chunks.next();
        watch.signal.throwIfAborted();
      } catch (error) {
        cut = error;
        readable = false;
        break;
      }
      watch.rest();
      if (read.done === true) {
        readable = false;
        break;
      }
      bytes += read.value.byteLength;
      const events = decoder.push(read.value);
      if (decoder.error !== undefined) watch.shorten(patienceAfterError);
      if (events.length > 0) yield events;
    }
    if (!decoder.completed && !watch.caller.aborted) {
      const events = decoder.end();
      if (events.length > 0) yield events;
    }
    failure = verdict(decoder, exchange, cut);
    if (failure !== undefined) throw failure;
  } finally {
    exchange.finish({ bytes, events: decoder.count, ...(failure !== undefined && { error: failure }) });
    if (readable && (decoder.completed || decoder.done)) await drain(chunks, watch);
    else void Promise.resolve(chunks.return?.()).catch(() => undefined);
  }
}

/**
 * The events of an answer, a batch for each piece that arrived, whatever its type: an event stream, or the whole
 * interaction as JSON. Ends after `interaction.completed` or `[DONE]`.
 *
 * An `error` event that says something is passed on like any other; when nothing completed the stream after it, it is
 * then thrown as an ApiError. Throws an ApiError also for an end without completion (`network`, code `ended_early`),
 * a lost connection, silence, and an answer that is neither; and the reason of the signal.
 */
export function streamEvents(
  exchange: Exchange,
  trace: (message: string) => void,
): AsyncGenerator<readonly InteractionEvent[]> {
  const type = exchange.response.headers['content-type'] ?? '';
  const inOnePiece = /\bjson\b|\bhtml\b/i.test(type) && !/event-stream/i.test(type);
  return inOnePiece
    ? wholeAnswer(exchange, (text) => trace(traced(text, exchange.redact)))
    : eventStream(exchange);
}
