import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a client sent, for tests to assert on. */
export interface RecordedRequest {
  readonly method: string;
  /** With its version prefix, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; undefined when there was none or it was not JSON. */
  readonly body: unknown;
  /** Length of the body in bytes. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The status of the answer once it has begun. */
  readonly status?: number;
  /** `open` while the answer goes on, `aborted` when the client left before its end. */
  readonly outcome: 'open' | 'complete' | 'aborted';
}

/** Judges a request, with all those seen so far beside it. */
export type RequestCondition = (request: RecordedRequest, seen: readonly RecordedRequest[]) => boolean;

/** The requests seen so far, and waiting for more of them. */
export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  readonly record: (request: IncomingMessage, response: ServerResponse, url: URL, bytes: Buffer) => void;
  readonly clear: () => void;
  /** Resolves with the first request that fulfils the condition, as soon as there is one. */
  readonly until: (condition: RequestCondition, signal?: AbortSignal) => Promise<RecordedRequest>;
}

/** A log of requests. */
export function requestLog(): RequestLog {
  const requests: RecordedRequest[] = [];
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  return {
    requests,
    record: (request, response, url, bytes) => {
      const entry: { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] } = {
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: headersOf(request),
        body: parsed(bytes),
        bytes: bytes.length,
        time: Date.now(),
        outcome: 'open',
      };
      requests.push(entry);
      response.once('close', () => {
        entry.status = response.statusCode;
        entry.outcome = response.writableFinished ? 'complete' : 'aborted';
        changed();
      });
      changed();
    },
    clear: () => {
      requests.length = 0;
    },
    until: (condition, signal) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          watchers.delete(look);
          signal?.removeEventListener('abort', stop);
        };
        const stop = (): void => {
          end();
          reject(new Error('The emulator was closed.'));
        };
        const look = (): void => {
          const found = requests.find((request) => condition(request, requests));
          if (!found) return;
          end();
          resolve(found);
        };
        watchers.add(look);
        signal?.addEventListener('abort', stop);
        look();
      }),
  };
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

function parsed(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
