import { isTraced, type Logger } from '../util/log';
import { ApiError } from './errors';
import { httpError, requestIdOf } from './httpError';
import { networkError } from './networkError';
import type { Redactor } from './redact';
import type { Transport, TransportRequest, TransportResponse } from './transport';
import { type Watch, watchSilence } from './watch';

/** One request on its way: its answer, and what has to be told about it at the end. */
export interface Exchange {
  readonly request: TransportRequest;
  readonly response: TransportResponse;
  readonly watch: Watch;
  readonly redact: Redactor;
  /** Writes the line of the log and ends the watch; further calls do nothing. */
  finish(outcome: Outcome): void;
}

export interface Outcome {
  readonly bytes: number;
  readonly events?: number;
  readonly error?: unknown;
}

export interface ExchangeContext {
  readonly transport: Transport;
  readonly log: Logger;
  readonly idleLimitMs: number;
  readonly redact: Redactor;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether an answer that redirects is left to the caller, too. */
  readonly takesRedirects?: boolean;
}

const traceLimit = 64 * 1024;
const errorBodyLimit = 1024 * 1024;

/** A body for the log: without secrets, and only its beginning when it is long. */
export function traced(body: string, redact: Redactor): string {
  const shown = redact(body.slice(0, traceLimit));
  return body.length > traceLimit ? `${shown}… (${body.length} characters)` : shown;
}

function failureWords(error: unknown, caller: AbortSignal): string {
  if (caller.aborted) return 'stopped';
  if (!(error instanceof ApiError)) return 'failed';
  return ['failed', error.kind, error.details.code].filter((word) => word !== undefined).join(' ');
}

/** Reads a whole body as text, at most the given number of bytes of it. Throws what `exchange.watch` explains. */
export async function readText(
  exchange: Pick<Exchange, 'request' | 'response' | 'watch'>,
  limit = Infinity,
): Promise<{ readonly text: string; readonly bytes: number }> {
  const { request, response, watch } = exchange;
  const utf8 = new TextDecoder();
  const pieces: string[] = [];
  let bytes = 0;
  try {
    watch.wait();
    for await (const chunk of response.body) {
      bytes += chunk.byteLength;
      pieces.push(utf8.decode(chunk, { stream: true }));
      if (bytes > limit) break;
      watch.wait();
    }
    // An abort may end a body without an error.
    watch.signal.throwIfAborted();
  } catch (error) {
    throw watch.explain(networkError(error, { host: new URL(request.url).host }));
  }
  pieces.push(utf8.decode());
  return { text: pieces.join(''), bytes };
}

/** Whether an answer says that what was asked for is elsewhere. */
export function isRedirect({ status, headers }: Pick<TransportResponse, 'status' | 'headers'>): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers['location'] !== undefined;
}

/**
 * Sends a request once and resolves when a good status arrived; the body is left to the caller, who must call
 * `finish`. Throws an ApiError for any other status and for a failed connection, and the reason of the signal.
 */
export async function startExchange(
  context: ExchangeContext,
  request: TransportRequest,
  caller: AbortSignal,
): Promise<Exchange> {
  const { transport, log, redact, now } = context;
  const startedAt = performance.now();
  const address = (): URL => new URL(request.url);
  const watch = watchSilence(caller, context.idleLimitMs);
  let response: TransportResponse | undefined;
  let finished = false;

  function finish({ bytes, events, error }: Outcome): void {
    if (finished) return;
    finished = true;
    watch.stop();
    const requestId = response === undefined ? undefined : requestIdOf(response.headers);
    const words = [
      request.method,
      redact(address().pathname),
      response === undefined ? undefined : String(response.status),
      error === undefined ? undefined : failureWords(error, caller),
      `${Math.round(performance.now() - startedAt)} ms`,
      events === undefined ? undefined : `${events} events`,
      `${bytes} bytes`,
      requestId === undefined ? undefined : redact(requestId),
    ];
    log.info(words.filter((word) => word !== undefined).join(' '));
  }

  try {
    if (request.body !== undefined && isTraced(log)) {
      const { body } = request;
      const shown = typeof body === 'string' ? traced(body, redact) : `${body.length} bytes`;
      log.trace(`${request.method} ${address().pathname} ${shown}`);
    }
    response = await transport.send(request, watch.signal);
  } catch (error) {
    const failure = watch.explain(networkError(error, { host: address().host }));
    finish({ bytes: 0, error: failure });
    throw failure;
  }
  const exchange = { request, response, watch, redact, finish };
  if (response.status >= 200 && response.status < 300) return exchange;
  if (context.takesRedirects === true && isRedirect(response)) return exchange;

  // A body that breaks off does not change what its status says.
  const body = await readText(exchange, errorBodyLimit).catch(() => ({ text: '', bytes: 0 }));
  const failure = watch.explain(
    httpError(
      { status: response.status, headers: response.headers, body: body.text },
      request.url,
      redact,
      now(),
    ),
  );
  if (isTraced(log))
    log.trace(`${request.method} ${address().pathname} ${response.status} ${traced(body.text, redact)}`);
  finish({ bytes: body.bytes, error: failure });
  throw failure;
}
