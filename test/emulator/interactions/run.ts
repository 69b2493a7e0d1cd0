import type { InteractionStatus, JsonObject, Step, Usage, WireError } from '../../../src/api/types';
import { plain } from '../json';
import { interactionId } from './ids';
import type { InteractionKey } from './ids';

/** What an interaction is made of when it begins. */
export interface RunStart {
  readonly key: InteractionKey;
  readonly request: JsonObject;
  /** The timeline of the chain before it. */
  readonly history: readonly Step[];
  /** What this request added to it. */
  readonly input: readonly Step[];
  readonly stored: boolean;
  readonly background: boolean;
  readonly environmentId?: string;
  /** Leaves the usage out, as the service does now and then; `stream` only in the stream's last event. */
  readonly withoutUsage?: 'always' | 'stream';
}

/** One interaction while it goes on and afterwards: the resource, and every event of its stream. */
export interface Run extends RunStart {
  /** The id on the wire, empty when nothing is stored. */
  readonly id: string;
  readonly created: string;
  readonly updated: string;
  readonly status: InteractionStatus;
  readonly steps: readonly Step[];
  readonly usage: Usage | undefined;
  readonly errors: readonly WireError[];
  readonly events: readonly JsonObject[];
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  readonly add: (step: Step) => void;
  readonly emit: (event: JsonObject) => void;
  readonly setStatus: (status: InteractionStatus) => void;
  /** The last thing to happen; a second call does nothing. */
  readonly end: (status: InteractionStatus, more?: { usage?: Usage; errors?: readonly WireError[] }) => void;
  readonly stop: () => void;
  /** The events from that position on, as they come, until the run is over. */
  readonly follow: (from?: number) => AsyncGenerator<JsonObject>;
}

const paused = new Set<InteractionStatus>(['queued', 'in_progress']);

/** Whether an interaction with that status goes on by itself. */
export const isRunning = (status: InteractionStatus): boolean => paused.has(status);

const timestamp = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** Begins an interaction: nothing has happened in it yet. */
export function startRun(start: RunStart, status: InteractionStatus = 'in_progress'): Run {
  const controller = new AbortController();
  const created = timestamp();
  let watchers: (() => void)[] = [];
  const changed = (): void => {
    const all = watchers;
    watchers = [];
    for (const watcher of all) watcher();
  };
  const steps: Step[] = [];
  const events: JsonObject[] = [];
  const run = {
    ...start,
    id: start.stored ? interactionId(start.key) : '',
    created,
    updated: created,
    status,
    steps,
    usage: undefined as Usage | undefined,
    errors: [] as readonly WireError[],
    events,
    signal: controller.signal,
    add: (step: Step): void => {
      steps.push(step);
    },
    emit: (event: JsonObject): void => {
      events.push(event);
      changed();
    },
    setStatus: (next: InteractionStatus): void => {
      run.status = next;
    },
    end: (next: InteractionStatus, more: { usage?: Usage; errors?: readonly WireError[] } = {}): void => {
      if (!isRunning(run.status)) return;
      run.status = next;
      run.updated = timestamp();
      run.usage = more.usage;
      run.errors = more.errors ?? [];
      run.emit({ interaction: streamedHead(run), event_type: 'interaction.completed' });
    },
    stop: (): void => controller.abort(),
    async *follow(from = 0): AsyncGenerator<JsonObject> {
      for (let next = from; ;) {
        for (let event = events[next]; event; event = events[++next]) yield event;
        if (!isRunning(run.status)) return;
        await new Promise<void>((resolve) => {
          watchers.push(resolve);
        });
      }
    },
  };
  return run;
}

/** The fields of a resource that a stream's last event carries too, in the service's order. */
export function headOf(run: Run): JsonObject {
  const { request } = run;
  return {
    ...(run.stored ? { id: run.id } : {}),
    status: run.status,
    ...(run.usage && run.withoutUsage !== 'always' ? { usage: plain(run.usage) } : {}),
    created: run.created,
    updated: run.updated,
    service_tier: request['service_tier'] ?? 'standard',
    ...(run.environmentId === undefined ? {} : { environment_id: run.environmentId }),
    ...(request['previous_interaction_id']
      ? { previous_interaction_id: request['previous_interaction_id'] }
      : {}),
    ...(request['labels'] ? { labels: request['labels'] } : {}),
    ...(run.errors.length > 0 ? { errors: run.errors.map(plain), error: plain(run.errors[0] ?? {}) } : {}),
    object: 'interaction',
    ...namedBy(request),
  };
}

function streamedHead(run: Run): JsonObject {
  const { usage, ...head } = headOf(run);
  const shown = usage && run.withoutUsage !== 'stream' ? { usage } : {};
  return { id: run.id, status: run.status, ...shown, ...head };
}

/** The first words about an interaction: in the first event, and as the answer to a background request. */
export function beginningOf(run: Run): JsonObject {
  return {
    id: run.id,
    status: run.status,
    object: 'interaction',
    ...namedBy(run.request),
    ...(run.environmentId === undefined ? {} : { environment_id: run.environmentId }),
  };
}

function namedBy({ model, agent }: JsonObject): JsonObject {
  return agent === undefined ? { model } : { agent };
}
