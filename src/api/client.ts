import { answerObject } from './answerBody';
import { type Call, type ClientOptions, createCaller } from './call';
import { decodeInteraction } from './decode';
import { encodeInput } from './encode';
import { createEnvironments, type Environments } from './environments';
import { ApiError } from './errors';
import { createFiles, type Files } from './files';
import { isObject } from './json';
import { pagesOf, queryOf } from './query';
import type { Effect, RetryNotice } from './retry';
import { streamEvents } from './streamEvents';
import type { CreateRequest, Interaction, InteractionEvent, JsonObject, Model } from './types';
import { special } from './wording';

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
  readonly lastEventId?: string | undefined;
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
  readonly files: Files;
  readonly environments: Environments;
}

const modelsPageSize = 1000;

function effectOf(request: CreateRequest): Effect {
  return request.agent !== undefined || request.background === true ? 'startsWork' : 'repeatable';
}

function interactionPath(id: string): string {
  // An empty segment would address the collection; dots would climb out of it.
  if (id === '' || id === '.' || id === '..') throw new ApiError('invalid', special.noId, { unsent: true });
  return `/interactions/${encodeURIComponent(id)}`;
}

/** Makes a client. Nothing is loaded, opened or sent before the first call. */
export function createClient(options: ClientOptions): Client {
  const caller = createCaller(options);
  const { log, open, whole } = caller;

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
      const pages = await pagesOf('/models', modelsPageSize, (path) =>
        whole({ method: 'GET', path }, signal, answerObject),
      );
      return pages.flatMap(modelsOf);
    },
    files: createFiles(caller),
    environments: createEnvironments(caller),
  };
}

function modelsOf(page: JsonObject): readonly Model[] {
  const { models } = page;
  if (!Array.isArray(models)) return [];
  return (models as readonly unknown[]).filter(
    (model) => isObject(model) && typeof model['name'] === 'string',
  ) as readonly Model[];
}
