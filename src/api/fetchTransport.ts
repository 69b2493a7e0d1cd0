import { networkError } from './networkError';
import type { Transport } from './transport';

/** What the transport needs of `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

async function* nothing(): AsyncGenerator<Uint8Array> {}

/**
 * A transport over the host's `fetch`, which VS Code patches to follow its proxy and certificate settings. The host
 * ends a body that pauses for 300 s; that shows as a lost connection.
 */
export function createFetchTransport(fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Transport {
  const closing = new AbortController();
  return {
    async send({ method, url, headers, body }, signal) {
      signal.throwIfAborted();
      try {
        const response = await fetch(url, {
          method,
          headers: { ...headers },
          // The key must not travel to wherever an answer points.
          redirect: 'manual',
          signal: AbortSignal.any([signal, closing.signal]),
          ...(body !== undefined && { body }),
        });
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: response.body ?? nothing(),
        };
      } catch (error) {
        signal.throwIfAborted();
        throw networkError(error, { host: new URL(url).host });
      }
    },
    close() {
      closing.abort(new Error('The transport was closed.'));
      return Promise.resolve();
    },
  };
}
