import type { JsonValue } from '../../../src/api/types';
import { invalid, notFound } from '../errors';
import { header, sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import type { Ids } from '../interactions/ids';

/** Where the bytes of an upload go, piece by piece. */
export interface Sink {
  readonly write: (bytes: Buffer) => void;
  /** Makes the body of the last answer. */
  readonly finish: () => JsonValue | Promise<JsonValue>;
}

/** Resumable uploads: a start, then chunks to an address that only the client knows. */
export interface Uploads {
  /** Whether a request starts an upload instead of bringing the bytes itself. */
  readonly isStart: (exchange: Exchange) => boolean;
  /** Answers a start with the address for the chunks. */
  readonly start: (exchange: Exchange, sink: Sink) => void;
  readonly routes: readonly Route[];
}

interface Session {
  readonly sink: Sink;
  /** As the start has announced it. */
  readonly wanted: number | undefined;
  size: number;
}

/**
 * The protocol of the `X-Goog-Upload-…` headers. The address is permission enough: a key that is sent along is not
 * looked at.
 *
 * Source: https://ai.google.dev/gemini-api/docs/files
 */
export function uploads(ids: Ids): Uploads {
  const sessions = new Map<string, Session>();
  const finished = new Map<string, number>();

  const receive = async (exchange: Exchange, id: string): Promise<void> => {
    const session = sessions.get(id);
    const commands = new Set((header(exchange, 'x-goog-upload-command') ?? '').split(/,\s*/));
    if (commands.has('query') && (session !== undefined || finished.has(id))) {
      return sendJson(exchange, {}, 200, {
        'x-goog-upload-status': session === undefined ? 'final' : 'active',
        'x-goog-upload-size-received': String(session?.size ?? finished.get(id)),
      });
    }
    if (!session) throw notFound('The upload was not found.');
    if (commands.has('upload')) {
      const offset = Number(header(exchange, 'x-goog-upload-offset') ?? 0);
      if (offset !== session.size)
        throw invalid(`The offset is ${offset}, but ${session.size} bytes were received.`);
      const breaks = exchange.fault?.kind === 'half-chunk';
      const bytes = breaks ? exchange.bytes.subarray(0, exchange.bytes.length >> 1) : exchange.bytes;
      session.sink.write(bytes);
      session.size += bytes.length;
      if (breaks) return void exchange.request.socket.destroy();
    }
    if (!commands.has('finalize')) return sendJson(exchange, {}, 200, { 'x-goog-upload-status': 'active' });
    const { wanted = session.size, size, sink } = session;
    if (size !== wanted) throw invalid(`${wanted} bytes were announced, but ${size} bytes were received.`);
    sessions.delete(id);
    finished.set(id, size);
    const body = await sink.finish();
    if (exchange.fault?.kind === 'lost-answer') return void exchange.request.socket.destroy();
    sendJson(exchange, body, 200, { 'x-goog-upload-status': 'final' });
  };

  return {
    isStart: (exchange) => header(exchange, 'x-goog-upload-command') === 'start',
    start: (exchange, sink) => {
      const id = ids.name();
      const announced = header(exchange, 'x-goog-upload-header-content-length');
      sessions.set(id, { sink, wanted: announced === undefined ? undefined : Number(announced), size: 0 });
      const address = `http://${header(exchange, 'host') ?? ''}/upload/${exchange.version}/sessions/${id}`;
      sendJson(exchange, {}, 200, { 'x-goog-upload-url': address, 'x-goog-upload-status': 'active' });
    },
    routes: [
      {
        method: 'POST',
        pattern: '/upload/sessions/{id}',
        family: 'google',
        open: true,
        handle: (exchange, { id = '' }) => receive(exchange, id),
      },
    ],
  };
}
