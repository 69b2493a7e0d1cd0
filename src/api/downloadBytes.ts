import type { Caller } from './call';
import { followRedirects } from './followRedirects';
import { networkError } from './networkError';

/**
 * The bytes at an address of the service, as they arrive. The request is repeated as long as no byte has come, never
 * after. Nothing is read ahead of what is taken, but what is in the buffers of the connection; leaving the loop closes
 * that. Throws an ApiError, or the reason of the signal.
 */
export async function* downloadBytes(
  caller: Caller,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const exchange = await caller.open(
    { method: 'GET', path, accept: '*/*', attempt: followRedirects },
    signal,
  );
  const { request, response, watch } = exchange;
  let bytes = 0;
  try {
    watch.wait();
    for await (const chunk of response.body) {
      bytes += chunk.byteLength;
      // Whoever takes the bytes is busy with them now, and that is not the service's silence.
      watch.rest();
      yield chunk;
      watch.wait();
    }
    // An abort may end a body without an error.
    watch.signal.throwIfAborted();
    exchange.finish({ bytes });
  } catch (error) {
    const failure = watch.explain(networkError(error, { host: new URL(request.url).host }));
    exchange.finish({ bytes, error: failure });
    throw failure;
  } finally {
    exchange.finish({ bytes });
  }
}
