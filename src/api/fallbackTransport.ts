import { type Logger, silentLogger } from '../util/log';
import { ApiError } from './errors';
import type { Transport, TransportRequest, TransportResponse } from './transport';

function provesUnsent(error: unknown): error is ApiError {
  return error instanceof ApiError && error.details.unsent === true;
}

/**
 * Two ways to travel. A request that fails on one in a way that proves that it was not processed (the name, the
 * connection, the certificate or the proxy failed) is tried once on the other; what worked is tried first for that
 * origin from then on. Anything else is not tried twice, because a create must not reach the service twice.
 * When both fail, the failure of the way tried first is thrown.
 */
export function createFallbackTransport(
  first: Transport,
  second: Transport,
  log: Logger = silentLogger,
): Transport {
  const preferred = new Map<string, Transport>();

  async function sendOn(
    other: Transport,
    request: TransportRequest,
    signal: AbortSignal,
    failure: ApiError,
  ): Promise<TransportResponse> {
    const { origin } = new URL(request.url);
    log.debug(
      `${origin}: ${failure.kind} ${failure.details.code ?? ''}, trying ${other === first ? 'our own connection' : 'the host’s fetch'}`,
    );
    try {
      const response = await other.send(request, signal);
      preferred.set(origin, other);
      return response;
    } catch (error) {
      signal.throwIfAborted();
      // An error that may have been processed says more than the one that was not.
      throw provesUnsent(error) ? failure : error;
    }
  }

  return {
    async send(request, signal) {
      const way = preferred.size === 0 ? first : (preferred.get(new URL(request.url).origin) ?? first);
      try {
        return await way.send(request, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!provesUnsent(error)) throw error;
        return sendOn(way === first ? second : first, request, signal, error);
      }
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}
