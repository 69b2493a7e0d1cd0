import assert from 'node:assert/strict';
import type { ApiError } from '../../../src/api/errors';
import { httpError, reportedError } from '../../../src/api/httpError';
import { networkError } from '../../../src/api/networkError';
import { createRedactor } from '../../../src/api/redact';
import type { FailureAction } from '../../../src/conversation/state';
import { describeError } from '../../../src/session/describeError';

const redact = createRedactor('the-key');
const answer = (status: number, body: unknown): ApiError =>
  httpError(
    { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) },
    'https://generativelanguage.googleapis.com/v1beta/interactions',
    redact,
    0,
  );
const own = (status: number, code: string): ApiError =>
  answer(status, { error: { code, message: 'Words.' } });
const google = (status: number, name: string, message: string, ...details: readonly object[]): ApiError =>
  answer(status, { error: { code: status, status: name, message, details } });
const inStream = (code: string): ApiError => reportedError({ code, message: 'Words.' }, redact);
const connection = (code: string): ApiError =>
  networkError(Object.assign(new Error(code), { code }), {
    host: 'generativelanguage.googleapis.com',
    unsent: true,
  });
const type = (name: string): string => `type.googleapis.com/google.rpc.${name}`;
const page = '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>';

/** What was recorded, or what the service documents; and the button that mends it. */
const table: readonly (readonly [name: string, error: ApiError, action: FailureAction])[] = [
  ['no key', own(401, 'authentication'), 'setApiKey'],
  [
    'a bad key',
    google(400, 'INVALID_ARGUMENT', 'API key not valid.', {
      '@type': type('ErrorInfo'),
      reason: 'API_KEY_INVALID',
    }),
    'setApiKey',
  ],
  [
    'a leaked key',
    google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Use another.'),
    'setApiKey',
  ],
  ['no permission', own(403, 'permission_denied'), 'setApiKey'],
  ['no billing', own(402, 'payment_required'), 'showLog'],
  ['an invalid request', own(400, 'invalid_request'), 'showLog'],
  ['an unknown parameter', own(400, 'parameter_unknown'), 'showLog'],
  ['a failed precondition', own(400, 'failed_precondition'), 'showLog'],
  ['an interaction that is gone', own(404, 'not_found'), 'retry'],
  ['an unknown model', own(404, 'model_not_found'), 'selectModel'],
  [
    'an unknown model, as Google says it',
    google(404, 'NOT_FOUND', 'models/x is not found for API version v1beta'),
    'selectModel',
  ],
  ['a conflict', own(409, 'aborted'), 'retry'],
  ['a limit per minute', own(429, 'rate_limit_exceeded'), 'retry'],
  ['too many requests', own(429, 'too_many_requests'), 'retry'],
  [
    'a limit with the time to wait',
    google(429, 'RESOURCE_EXHAUSTED', 'Wait.', { '@type': type('RetryInfo'), retryDelay: '22s' }),
    'retry',
  ],
  ['the quota of the day', own(429, 'quota_exceeded'), 'selectModel'],
  [
    'the quota of the day, as Google says it',
    google(429, 'RESOURCE_EXHAUSTED', 'Quota.', {
      '@type': type('QuotaFailure'),
      violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
    }),
    'selectModel',
  ],
  ['429 without a word', answer(429, ''), 'retry'],
  ['an internal error', own(500, 'api_error'), 'retry'],
  ['not implemented', own(501, 'unimplemented'), 'retry'],
  ['a page of a proxy', answer(502, page), 'retry'],
  ['an overloaded model', google(503, 'UNAVAILABLE', 'The model is overloaded.'), 'retry'],
  ['an unavailable service', own(503, 'service_unavailable'), 'retry'],
  ['a deadline', own(504, 'deadline_exceeded'), 'retry'],
  ['a gateway that gave up', own(504, 'gateway_timeout'), 'retry'],
  ['a request that took too long', answer(408, ''), 'retry'],
  ['a proxy that wants a password', answer(407, page), 'openSettings'],
  ['prohibited content', inStream('prohibited_content'), 'retry'],
  ['a safety stop', inStream('safety'), 'retry'],
  ['recitation', inStream('recitation'), 'retry'],
  ['a malformed call', inStream('malformed_function_call'), 'retry'],
  ['no picture', inStream('no_image'), 'retry'],
  ['an error event about a deadline', inStream('gateway_timeout'), 'retry'],
  ['a code that nobody knows', answer(418, { error: { code: 'teapot', message: 'Words.' } }), 'showLog'],
  ['an empty body', answer(400, ''), 'showLog'],
  ['a host that has no address', connection('ENOTFOUND'), 'retry'],
  ['a refused connection', connection('ECONNREFUSED'), 'retry'],
  ['a broken connection', connection('ECONNRESET'), 'retry'],
  ['an unknown certificate', connection('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'openSettings'],
];

describe('every failure says in a sentence what to do, and has a button', () => {
  for (const [name, error, action] of table) {
    it(name, () => {
      const failure = describeError(error);
      assert.equal(failure.action, action, failure.message);
      assert.match(failure.message, /^\S.{20,}[.]$/s);
      assert.doesNotMatch(failure.message, /unknown error|undefined|\[object/i);
    });
  }

  it('keeps the words of the service for the details', () => {
    assert.equal(describeError(own(400, 'invalid_request')).detail, 'HTTP 400 · invalid_request · Words.');
  });
});
