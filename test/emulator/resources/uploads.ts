import type { JsonValue } from '../../../src/api/types';
import { invalid, notFound } from '../errors';
import { header, sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import type { Ids } from '../interactions/ids';

/** Turns the bytes of a finished upload into the body of its last answer. */
export type Finish = (bytes: Buffer) => JsonValue | Promise<JsonValue>;

/** Resumable uploads: a start, then chunks to an address that only the client knows. */
export interface Uploads {
  /** Whether a request starts an upload instead of bringing the bytes itself. */
  readonly isStart: (exchange: Exchange) => boolean;
  /** Answers a start with the address for the chunks. */
  readonly start: (exchange: Exchange, finish: Finish) => void;
  readonly routes: readonly Route[];
}

/** The protocol of the `X-Goog-Upload-…` headers. Source: https://ai.google.dev/gemini-api/docs/files */
export function uploads(ids: Ids): Uploads {
  const sessions = new Map<string, { readonly finish: Finish; readonly chunks: Buffer[]; size: number }>();

  const receive = async (exchange: Exchange, id: string): Promise<void> => {
    const session = sessions.get(id);
    if (!session) throw notFound('The upload was not found.');
    const commands = new Set((header(exchange, 'x-goog-upload-command') ?? '').split(/,\s*/));
    if (commands.has('query')) {
      return sendJson(exchange, {}, 200, {
        'x-goog-upload-status': 'active',
        'x-goog-upload-size-received': String(session.size),
      });
    }
    if (commands.has('upload')) {
      const offset = Number(header(exchange, 'x-goog-upload-offset') ?? 0);
      if (offset !== session.size)
        throw invalid(`The offset is ${offset}, but ${session.size} bytes were received.`);
      session.chunks.push(exchange.bytes);
      session.size += exchange.bytes.length;
    }
    if (!commands.has('finalize')) return sendJson(exchange, {}, 200, { 'x-goog-upload-status': 'active' });
    sessions.delete(id);
    const body = await session.finish(Buffer.concat(session.chunks));
    sendJson(exchange, body, 200, { 'x-goog-upload-status': 'final' });
  };

  return {
    isStart: (exchange) => header(exchange, 'x-goog-upload-command') === 'start',
    start: (exchange, finish) => {
      const id = ids.name();
      sessions.set(id, { finish, chunks: [], size: 0 });
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
