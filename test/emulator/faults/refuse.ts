import { setTimeout } from 'node:timers/promises';
import { assertNever } from '../../../src/util/assertNever';
import { ServiceError } from '../errors';
import type { Gates } from '../gates';
import type { Exchange } from '../http/exchange';
import { refusals } from './fault';
import type { Fault, Refusal } from './fault';

const page =
  '<!DOCTYPE html>\n<html lang="en"><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><p>A proxy between you and the service says so.</p></body></html>\n';

/**
 * Lets a fault of the first kind happen instead of an answer; tells whether it wrote the answer itself.
 *
 * @throws ServiceError for the faults that are answers of the service
 */
export async function refuse(fault: Fault, { request, response }: Exchange, gates: Gates): Promise<boolean> {
  const kind: Refusal | undefined = refusals.find((name) => name === fault.kind);
  if (kind === undefined) return false;
  if (kind === 'html' || kind === 'html-ok') {
    response.writeHead(kind === 'html' ? 502 : 200, { 'content-type': 'text/html; charset=UTF-8' });
    response.end(page);
    return true;
  }
  if (kind === 'reset') {
    // A little later, so that the client has sent everything and the break is not taken for a refused request.
    await setTimeout(1);
    request.socket.destroy();
    return true;
  }
  if (kind === 'silence') {
    const left = new AbortController();
    response.once('close', () => left.abort());
    await gates.pass('silence', left.signal).catch(() => undefined);
    return response.destroyed;
  }
  throw refusal(kind, fault);
}

function refusal(
  kind: Exclude<Refusal, 'html' | 'html-ok' | 'reset' | 'silence'>,
  fault: Fault,
): ServiceError {
  const limit = 'You exceeded your current quota. Please retry later.';
  switch (kind) {
    case 'rate-limit':
      return new ServiceError(429, 'rate_limit_exceeded', fault.message ?? limit, {
        headers: { 'retry-after': String(fault.retryAfter) },
      });
    case 'rate-limit-info':
      return new ServiceError(429, 'too_many_requests', fault.message ?? limit, {
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.Help',
            links: [{ url: 'https://ai.google.dev/gemini-api/docs/rate-limits' }],
          },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${fault.retryAfter}s` },
        ],
      });
    case 'daily-quota':
      return new ServiceError(
        429,
        'quota_exceeded',
        'You exceeded your daily quota. It is renewed at midnight Pacific time.',
        {
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
              violations: [
                { quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '250' },
              ],
            },
          ],
        },
      );
    case 'server-error':
      return new ServiceError(
        500,
        'api_error',
        fault.message ?? 'An internal error has occurred. Please retry.',
      );
    case 'unavailable':
      return new ServiceError(503, 'service_unavailable', 'The model is overloaded. Please try again later.');
    case 'timeout':
      return new ServiceError(504, 'gateway_timeout', 'Deadline expired before operation could complete.');
    case 'unauthenticated':
      return new ServiceError(401, 'authentication', 'API key not valid. Please pass a valid API key.');
    case 'blocked':
      return new ServiceError(
        400,
        'prohibited_content',
        'The prompt was blocked because it contains prohibited content.',
      );
    case 'status':
      return new ServiceError(
        fault.status,
        fault.code ?? 'invalid_request',
        fault.message ?? 'A fault that a test asked for.',
      );
    default:
      return assertNever(kind);
  }
}
