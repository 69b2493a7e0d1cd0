import type { Send } from './call';
import { ApiError } from './errors';
import { type Exchange, isRedirect, readText } from './exchange';
import type { TransportRequest } from './transport';

const mostRedirects = 5;
/** Bytes of a redirecting answer that are read so that its connection can be used again. */
const mostOfRedirect = 16 * 1024;
const unsafe =
  'The service redirects to an address that is not safe to follow. Check the base URL and the proxy.';

/**
 * Sends a GET and goes where its answers point, until one is the thing itself. What names the caller, the key above
 * all, is sent to the origin of the request only: it does not travel to another one, and not back from there either.
 * Throws as `send` does, and for an address that must not be followed.
 */
export async function followRedirects(request: TransportRequest, send: Send): Promise<Exchange> {
  let current = request;
  for (let followed = 0; ; followed += 1) {
    const exchange = await send(current, followed < mostRedirects);
    if (!isRedirect(exchange.response)) return exchange;
    current = await redirected(exchange, request);
  }
}

async function redirected(exchange: Exchange, first: TransportRequest): Promise<TransportRequest> {
  const { request, response } = exchange;
  try {
    const { bytes } = await readText(exchange, mostOfRedirect);
    exchange.finish({ bytes });
  } catch (error) {
    exchange.finish({ bytes: 0, error });
    throw error;
  }
  const from = new URL(request.url);
  const to = targetOf(response.headers['location'] ?? '', from);
  const stays = to.origin === from.origin && request.headers === first.headers;
  const { accept = '*/*', 'user-agent': agentName = '' } = first.headers;
  return {
    method: 'GET',
    url: to.href,
    headers: stays ? first.headers : { accept, 'user-agent': agentName },
  };
}

/** The address of a redirect. Throws an ApiError for one that must not be followed. */
function targetOf(location: string, from: URL): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  const isSafe =
    to !== undefined &&
    (to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:')) &&
    to.username === '' &&
    to.password === '';
  if (!isSafe) throw new ApiError('protocol', unsafe);
  return to;
}
