import { isTraced, type Logger, silentLogger } from '../util/log';
import { answerObject } from './answerBody';
import { apiRoot } from './baseUrl';
import { decodeInteraction } from './decode';
import { encodeInput } from './encode';
import { ApiError } from './errors';
import { type Exchange, type ExchangeContext, readText, startExchange, traced } from './exchange';
import { isObject } from './json';
import { createRedactor } from './redact';
import { defaultRetryPolicy, type Effect, type RetryNotice, type RetryPolicy, withRetries } from './retry';
import { streamEvents } from './streamEvents';
import type { Transport, TransportRequest } from './transport';
import type { CreateRequest, Interaction, InteractionEvent, JsonObject, Model } from './types';
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

export interface CallOptions {
  /** Called before each wait for another attempt. */
  readonly onRetry?: (notice: RetryNotice) => void;
}
export interface GetOptions extends CallOptions {
  /** Fills `input` of the answer. */
  readonly includeInput?: boolean;
}
export interface ResumeOptions extends CallOptions {
  /** The last event that was received; without it the whole stream comes again from its start. */
  readonly lastEventId?: string;
}

/**
 * The Interactions API. Every method throws an ApiError for any failure, and the reason of the signal when that is
 * aborted. Requests are repeated as `withRetries` says, never once an answer has begun.
 */
export interface Client {
  /** Creates an interaction and resolves with the whole answer; a background run resolves while it is running. */
  create(request: CreateRequest, signal: AbortSignal, options?: CallOptions): Promise<Interaction>;
  /** Creates an interaction and yields its events as they come, in batches. See `streamEvents` for how it ends. */
  stream(
    request: CreateRequest,
    signal: AbortSignal,
    options?: CallOptions,
  ): AsyncGenerator<readonly InteractionEvent[]>;
  get(id: string, options: GetOptions, signal: AbortSignal): Promise<Interaction>;
  /** Takes the stream of a stored background run up again, or plays one that is over. */
  resume(
    id: string,
    options: ResumeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<readonly InteractionEvent[]>;
  /** Stops a background run. The service may fail to say so and stop it all the same: `get` tells. */
  cancel(id: string, signal: AbortSignal): Promise<Interaction>;
  delete(id: string, signal: AbortSignal): Promise<void>;
  /** All models of the service, also those that the Interactions API does not take. */
  listModels(signal: AbortSignal): Promise<readonly Model[]>;
}

const defaultIdleLimit = 600_000;
const modelsPageSize = 1000;
const mostPages = 50;

function effectOf(request: CreateRequest): Effect {
  return request.agent !== undefined || request.background === true ? 'startsWork' : 'repeatable';
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function interactionPath(id: string): string {
  // An empty segment would address the collection; dots would climb out of it.
  if (id === '' || id === '.' || id === '..') throw new ApiError('invalid', special.noId, { unsent: true });
  return `/interactions/${encodeURIComponent(id)}`;
}

/** Makes a client. Nothing is loaded, opened or sent before the first call. */
export function createClient(options: ClientOptions): Client {
  const { transport, version, log = silentLogger, now = Date.now } = options;
  const policy: RetryPolicy = { ...defaultRetryPolicy, ...options.retry };
  const agentName = `gemini-interactions-vscode/${version}`;

  interface Call {
    readonly method: TransportRequest['method'];
    /** Appended to the root of the API. */
    readonly path: string;
    readonly body?: JsonObject;
    readonly accept?: string;
    readonly effect?: Effect;
    readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
  }

  async function readKey(signal: AbortSignal): Promise<string> {
    const key = (await untilAborted(options.apiKey(), signal))?.trim();
    if (key === undefined || key === '') throw new ApiError('auth', special.noKey, { unsent: true });
    // A header cannot carry anything else, and the error of whoever tries quotes the value.
    if (!/^[\x21-\x7e]+$/.test(key)) throw new ApiError('auth', special.malformedKey, { unsent: true });
    return key;
  }

  async function open(call: Call, signal: AbortSignal): Promise<Exchange> {
    signal.throwIfAborted();
    const url = apiRoot(options.baseUrl?.()) + call.path;
    const key = await readKey(signal);
    const context: ExchangeContext = {
      transport,
      log,
      now,
      idleLimitMs: options.idleLimitMs ?? defaultIdleLimit,
      redact: createRedactor(key),
    };
    const request: TransportRequest = {
      method: call.method,
      url,
      headers: {
        'x-goog-api-key': key,
        'x-goog-api-client': agentName,
        'user-agent': agentName,
        accept: call.accept ?? 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    };
    return withRetries(
      () => startExchange(context, request, signal),
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

  /** Sends and reads the whole answer, then makes something of its text. */
  async function whole<T>(
    call: Call,
    signal: AbortSignal,
    make: (text: string, exchange: Exchange) => T,
  ): Promise<T> {
    const exchange = await open(call, signal);
    try {
      const { text, bytes } = await readText(exchange);
      if (isTraced(log)) log.trace(`${call.method} ${call.path} ${traced(text, exchange.redact)}`);
      const made = make(text, exchange);
      exchange.finish({ bytes });
      return made;
    } catch (error) {
      exchange.finish({ bytes: 0, error });
      throw error;
    }
  }

  async function interaction(call: Call, signal: AbortSignal): Promise<Interaction> {
    return decodeInteraction(await whole(call, signal, answerObject));
  }

  async function* events(call: Call, signal: AbortSignal): AsyncGenerator<readonly InteractionEvent[]> {
    const exchange = await open({ ...call, accept: 'text/event-stream' }, signal);
    yield* streamEvents(exchange, (message) => log.trace(message));
  }

  function bodyOf(request: CreateRequest, stream: boolean): JsonObject {
    return {
      ...request,
      input: encodeInput(request.input),
      ...(stream && { stream }),
    } as unknown as JsonObject;
  }

  return {
    create: (request, signal, { onRetry } = {}) =>
      interaction(
        {
          method: 'POST',
          path: '/interactions',
          body: bodyOf(request, false),
          effect: effectOf(request),
          onRetry,
        },
        signal,
      ),
    stream: (request, signal, { onRetry } = {}) =>
      events(
        {
          method: 'POST',
          path: '/interactions?alt=sse',
          body: bodyOf(request, true),
          effect: effectOf(request),
          onRetry,
        },
        signal,
      ),
    async get(id, { includeInput, onRetry }, signal) {
      const query = queryOf({ include_input: includeInput === true ? 'true' : undefined });
      return interaction({ method: 'GET', path: interactionPath(id) + query, onRetry }, signal);
    },
    async *resume(id, { lastEventId, onRetry }, signal) {
      const query = queryOf({ stream: 'true', last_event_id: lastEventId });
      yield* events({ method: 'GET', path: interactionPath(id) + query, onRetry }, signal);
    },
    cancel: async (id, signal) =>
      interaction({ method: 'POST', path: `${interactionPath(id)}/cancel` }, signal),
    async delete(id, signal) {
      // The status says it all: the body may be an object, something else, or missing.
      await whole({ method: 'DELETE', path: interactionPath(id) }, signal, () => undefined);
    },
    async listModels(signal) {
      const models: Model[] = [];
      let pageToken: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        const query = queryOf({ pageSize: String(modelsPageSize), pageToken });
        const body = await whole({ method: 'GET', path: `/models${query}` }, signal, answerObject);
        models.push(...modelsOf(body));
        const next = body['nextPageToken'];
        if (typeof next !== 'string' || next === '' || next === pageToken) break;
        pageToken = next;
      }
      return models;
    },
  };
}

function modelsOf(page: JsonObject): readonly Model[] {
  const { models } = page;
  if (!Array.isArray(models)) return [];
  return (models as readonly unknown[]).filter(
    (model) => isObject(model) && typeof model['name'] === 'string',
  ) as readonly Model[];
}
