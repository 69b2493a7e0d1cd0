import { type Logger, silentLogger } from '../util/log';
import { ApiError } from './errors';
import { createFallbackTransport } from './fallbackTransport';
import { createFetchTransport } from './fetchTransport';
import type { Transport } from './transport';
import type { UndiciTransportOptions } from './undiciTransport';
import { wording } from './wording';

/** A transport whose code is loaded with its first request. One that cannot be loaded fails each request, unsent. */
function createLazyTransport(load: () => Promise<Transport>, log: Logger): Transport {
  let loading: Promise<Transport> | undefined;
  let closed = false;
  return {
    async send(request, signal) {
      let transport: Transport;
      try {
        transport = await (loading ??= load());
      } catch (error) {
        log.warn(`The transport could not be loaded: ${String(error)}`);
        throw new ApiError('network', wording.network, { unsent: true }, { cause: error });
      }
      if (closed) throw new ApiError('network', wording.network, { unsent: true });
      return transport.send(request, signal);
    },
    async close() {
      closed = true;
      const transport = await loading?.catch(() => undefined);
      await transport?.close();
    },
  };
}

/** Connections of our own first, the host's `fetch` behind them. Nothing is loaded or opened before the first request. */
export function createTransport(options: UndiciTransportOptions = {}, log: Logger = silentLogger): Transport {
  const own = createLazyTransport(async () => {
    const { createUndiciTransport } = await import('./undiciTransport');
    return createUndiciTransport(options);
  }, log);
  return createFallbackTransport(own, createFetchTransport(), log);
}
