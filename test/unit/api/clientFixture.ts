import type { ClientOptions } from '../../../src/api/call';
import type { CallOptions, Client } from '../../../src/api/client';
import { createClient } from '../../../src/api/client';
import { createFetchTransport } from '../../../src/api/fetchTransport';
import type { Transport } from '../../../src/api/transport';
import type { CreateRequest, InteractionEvent } from '../../../src/api/types';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import type { Logger } from '../../../src/util/log';
import { type Script, type ScriptedServer, startServer } from '../../support/httpServer';

/** A key that nothing else in a test contains. */
export const key = 'AQ.very-secret-key_1';
export const request: CreateRequest = { model: 'gemini-3.5-flash', input: 'Hi' };
export const created = {
  event_type: 'interaction.created',
  interaction: { id: 'v1_x', status: 'in_progress' },
} as const;
export const completed = {
  event_type: 'interaction.completed',
  interaction: { id: 'v1_x', status: 'completed' },
} as const;
export const terminator = 'event: done\ndata: [DONE]\n\n';

export function delta(text: string) {
  return { event_type: 'step.delta', index: 0, delta: { type: 'text', text } } as const;
}

export interface Fixture {
  readonly client: Client;
  readonly server: ScriptedServer;
  /** `level message` of every line. */
  readonly lines: readonly string[];
  /** The waits that the client wanted, none of which took any time. */
  readonly waits: readonly number[];
}

const toClose: { close(): Promise<void> }[] = [];

/** Closes what the fixtures opened. */
export async function closeFixtures(): Promise<void> {
  await Promise.all(toClose.splice(0).map((one) => one.close()));
}

export const transports: Readonly<Record<string, () => Transport>> = {
  undici: () => createUndiciTransport({ env: {} }),
  fetch: () => createFetchTransport(),
};

/** A client and the server that it talks to, which follows the script. */
export async function fixture(
  script: Script,
  options: Partial<ClientOptions> & { readonly basePath?: string } = {},
  makeTransport: () => Transport = () => createUndiciTransport({ env: {} }),
): Promise<Fixture> {
  const server = await startServer(script);
  const transport = makeTransport();
  toClose.push(server, transport);
  const lines: string[] = [];
  const waits: number[] = [];
  const write =
    (level: string) =>
    (message: string | Error, ...rest: unknown[]) => {
      lines.push([level, String(message), ...rest.map(String)].join(' '));
    };
  const log: Logger = {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  const client = createClient({
    transport,
    apiKey: () => Promise.resolve(key),
    baseUrl: () => server.url + (options.basePath ?? ''),
    version: '1.2.3',
    log,
    retry: {
      random: () => 0,
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    },
    ...options,
  });
  return { client, server, lines, waits };
}

export interface Collected {
  readonly events: readonly InteractionEvent[];
  /** What ended the stream, undefined when it ended by itself. */
  readonly error: unknown;
}

/** All events of a stream, and what it threw after them. */
export async function collect(stream: AsyncIterable<readonly InteractionEvent[]>): Promise<Collected> {
  const events: InteractionEvent[] = [];
  try {
    for await (const batch of stream) events.push(...batch);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

/** All events of a stream that `client.stream` opened. */
export function streamed(
  client: Client,
  signal = new AbortController().signal,
  options: CallOptions = {},
): Promise<Collected> {
  return collect(client.stream(request, signal, options));
}
