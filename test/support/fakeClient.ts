import type { CallOptions } from '../../src/api/client';
import { ApiError } from '../../src/api/errors';
import type { CreateRequest, InteractionEvent } from '../../src/api/types';

/** One scripted answer: batches of events, pauses until something happens, and perhaps an error at the end. */
export type Script = (
  request: CreateRequest,
  signal: AbortSignal,
  options: CallOptions,
) => AsyncGenerator<readonly InteractionEvent[]>;

/** A client that answers with scripts, in order, and remembers what it was asked. */
export function fakeClient(...scripts: readonly Script[]) {
  const requests: CreateRequest[] = [];
  return {
    requests,
    stream(
      request: CreateRequest,
      signal: AbortSignal,
      options: CallOptions = {},
    ): AsyncGenerator<readonly InteractionEvent[]> {
      const script = scripts[requests.length];
      requests.push(structuredClone(request));
      if (script === undefined) throw new Error('No more answers were scripted.');
      return script(request, signal, options);
    },
    // It forgets what it was asked as soon as the connection is gone.
    get: () => Promise.reject(gone()),
    resume: async function* (): AsyncGenerator<readonly InteractionEvent[]> {
      yield await Promise.reject(gone());
    },
    cancel: () => Promise.reject(gone()),
  };
}

function gone(): ApiError {
  return new ApiError('notFound', 'It is gone.', { status: 404 });
}

/** Answers with these events, one batch each. */
export function answers(events: readonly InteractionEvent[]): Script {
  return async function* () {
    for (const event of events) yield [event];
  };
}

/** The events of a plain answer. */
export function plainAnswer(text: string, id = 'v1_x'): readonly InteractionEvent[] {
  return [
    {
      event_type: 'interaction.created',
      interaction: { ...(id === '' ? {} : { id }), status: 'in_progress' },
    },
    { event_type: 'step.start', index: 0, step: { type: 'thought' } },
    { event_type: 'step.delta', index: 0, delta: { type: 'thought_signature', signature: `sig-${text}` } },
    { event_type: 'step.stop', index: 0 },
    { event_type: 'step.start', index: 1, step: { type: 'model_output' } },
    { event_type: 'step.delta', index: 1, delta: { type: 'text', text } },
    { event_type: 'step.stop', index: 1 },
    {
      event_type: 'interaction.completed',
      interaction: { ...(id === '' ? {} : { id }), status: 'completed', usage: { total_tokens: 3 } },
    },
  ];
}
