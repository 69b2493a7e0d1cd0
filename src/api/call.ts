import { isTraced, type Logger, silentLogger } from '../util/log';
import { apiRoot, uploadRoot } from './baseUrl';
import { ApiError } from './errors';
import { type Exchange, type ExchangeContext, readText, startExchange, traced } from './exchange';
import { createRedactor, type Redactor } from './redact';
import { defaultRetryPolicy, type Effect, type RetryNotice, type RetryPolicy, withRetries } from './retry';
import type { Transport, TransportRequest } from './transport';
import type { JsonObject } from './types';
import { untilAborted } from './untilAborted';
import { special } from './wording';

export interface ClientOptions {
  readonly transport: Transport;
  /** Asked for at each call; undefined or empty when there is none. */
  readonly apiKey: () => Promise<string | undefined>;
  /** Asked for at each call; undefined or empty for Google's service. See `apiRoot` for what is accepted. */
  readonly baseUrl?: () => string | undefined;
  /** Of the extension; part of the user agent. */
  readonly version: string;
  readonly log?: Logger;
  readonly retry?: Partial<RetryPolicy>;
  /** Milliseconds of complete silence after which a request is given up; 600,000 unless set, 0 for no limit. */
  readonly idleLimitMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A request to the service itself, with the key. */
export interface Call {
  readonly method: TransportRequest['method'];
  /** Appended to the root of the API, or of its uploads. */
  readonly path: string;
  readonly root?: 'api' | 'upload';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  readonly accept?: string;
  readonly effect?: Effect;
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
  /** How an attempt is made of sending; sent once and no more unless set. */
  readonly attempt?: (request: TransportRequest, send: Send) => Promise<Exchange>;
}

/** Sends a request once. An answer that redirects is a failure, or left to the caller who takes those. */
export type Send = (request: TransportRequest, takesRedirects: boolean) => Promise<Exchange>;

/** A request to an address that is permission enough by itself; the key does not travel there. */
export interface KeylessCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** How the service is called: the key, the addresses, repetitions and the log. */
export interface Caller {
  readonly log: Logger;
  readonly policy: RetryPolicy;
  /** The address of the API now. */
  readonly root: () => string;
  /** Resolves when a good answer has begun; its body is left to the caller, who must call `finish`. */
  readonly open: (call: Call, signal: AbortSignal) => Promise<Exchange>;
  /** Sends and reads the whole answer, then makes something of its text. */
  readonly whole: <T>(call: Call, signal: AbortSignal, make: Make<T>) => Promise<T>;
  /** Posts once, without the key, and makes something of the whole answer. Nothing is repeated. */
  readonly keyless: <T>(call: KeylessCall, signal: AbortSignal, make: Make<T>) => Promise<T>;
}

/** Makes something of the whole text of an answer. */
type Make<T> = (text: string, exchange: Exchange) => T;

const defaultIdleLimit = 600_000;

/** Makes a caller. Nothing is loaded, opened or sent before the first call. */
export function createCaller(options: ClientOptions): Caller {
  const { transport, version, log = silentLogger, now = Date.now } = options;
  const policy: RetryPolicy = { ...defaultRetryPolicy, ...options.retry };
  const agentName = `gemini-interactions-vscode/${version}`;

  async function readKey(signal: AbortSignal): Promise<string> {
    const key = (await untilAborted(options.apiKey(), signal))?.trim();
    if (key === undefined || key === '') throw new ApiError('auth', special.noKey, { unsent: true });
    // A header cannot carry anything else, and the error of whoever tries quotes the value.
    if (!/^[\x21-\x7e]+$/.test(key)) throw new ApiError('auth', special.malformedKey, { unsent: true });
    return key;
  }

  function contextOf(redact: Redactor): ExchangeContext {
    return { transport, log, now, idleLimitMs: options.idleLimitMs ?? defaultIdleLimit, redact };
  }

  async function open(call: Call, signal: AbortSignal): Promise<Exchange> {
    signal.throwIfAborted();
    const base = options.baseUrl?.();
    const url = (call.root === 'upload' ? uploadRoot(base) : apiRoot(base)) + call.path;
    const key = await readKey(signal);
    const context = contextOf(createRedactor(key));
    const request: TransportRequest = {
      method: call.method,
      url,
      headers: {
        'x-goog-api-key': key,
        'x-goog-api-client': agentName,
        'user-agent': agentName,
        accept: call.accept ?? 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    };
    const send: Send = (each, takesRedirects) => startExchange({ ...context, takesRedirects }, each, signal);
    return withRetries(
      () => (call.attempt === undefined ? send(request, false) : call.attempt(request, send)),
      call.effect ?? 'repeatable',
      policy,
      signal,
      (notice) => {
        log.warn(
          `${request.method} attempt ${notice.attempt}: ${notice.error.kind}, again in ${notice.delayMs} ms`,
        );
        call.onRetry?.(notice);
      },
    );
  }

  async function madeOf<T>(exchange: Exchange, make: Make<T>): Promise<T> {
    try {
      const { text, bytes } = await readText(exchange);
      const { method, url } = exchange.request;
      if (isTraced(log)) log.trace(`${method} ${new URL(url).pathname} ${traced(text, exchange.redact)}`);
      const made = make(text, exchange);
      exchange.finish({ bytes });
      return made;
    } catch (error) {
      exchange.finish({ bytes: 0, error });
      throw error;
    }
  }

  return {
    log,
    policy,
    root: () => apiRoot(options.baseUrl?.()),
    open,
    whole: async (call, signal, make) => madeOf(await open(call, signal), make),
    async keyless({ url, headers, body }, signal, make) {
      signal.throwIfAborted();
      const request: TransportRequest = {
        method: 'POST',
        url,
        headers: { 'user-agent': agentName, accept: 'application/json', ...headers },
        ...(body !== undefined && { body }),
      };
      return madeOf(await startExchange(contextOf(createRedactor()), request, signal), make);
    },
  };
}
