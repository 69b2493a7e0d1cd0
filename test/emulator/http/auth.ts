import { ServiceError } from '../errors';
import type { Family } from '../errors';
import { header } from './exchange';
import type { Exchange } from './exchange';

/** The key of a request: the header, the `key` parameter of older clients, or a bearer token. */
function keyOf(exchange: Exchange): string {
  const bearer = header(exchange, 'authorization')?.replace(/^Bearer /, '');
  return header(exchange, 'x-goog-api-key') ?? exchange.query.get('key') ?? bearer ?? '';
}

const invalidKey = {
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: 'API_KEY_INVALID',
  domain: 'googleapis.com',
  metadata: { service: 'generativelanguage.googleapis.com' },
};

/**
 * Any key is good, except none and those that start with `bad`; one that starts with `leaked` was reported.
 *
 * @throws ServiceError 401 from interactions and their relatives; 403 and 400 from files and models, as live
 */
export function authorize(exchange: Exchange, family: Family): void {
  const key = keyOf(exchange);
  if (key.startsWith('leaked')) {
    const message = 'Your API key was reported as leaked. Please use another API key.';
    throw new ServiceError(403, 'permission_denied', message);
  }
  if (key !== '' && !key.startsWith('bad')) return;
  if (family === 'interactions') {
    const message =
      key === '' ? 'The request is missing an API key.' : 'API key not valid. Please pass a valid API key.';
    throw new ServiceError(401, 'authentication', message);
  }
  if (key === '') {
    const message =
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
    throw new ServiceError(403, 'permission_denied', message);
  }
  const message = 'API key not valid. Please pass a valid API key.';
  throw new ServiceError(400, 'invalid_request', message, { details: [invalidKey] });
}
