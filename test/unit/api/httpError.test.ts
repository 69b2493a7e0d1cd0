import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { ApiErrorKind } from '../../../src/api/errors';
import { httpError, reportedError } from '../../../src/api/httpError';
import { createRedactor } from '../../../src/api/redact';

const url = 'https://generativelanguage.googleapis.com/v1beta/interactions';
const key = 'AQ.secret/key+1';
const redact = createRedactor(key);
const now = Date.UTC(2026, 10, 1, 12, 0, 0);

function errorOf(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return httpError(
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    url,
    redact,
    now,
  );
}
function own(code: string, message = 'Words.') {
  return { error: { code, message } };
}
function google(code: number, status: string, details: readonly unknown[] = [], message = 'Words.') {
  return { error: { code, message, status, details } };
}
const quotaPerDay = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [
    { quotaMetric: 'm', quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '20' },
  ],
};
const quotaPerMinute = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }],
};
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '22s' };
const badKey = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' };
const page = '<!DOCTYPE html><html><body>Blocked by the proxy</body></html>';

describe('errors of the service', () => {
  const cases: readonly (readonly [status: number, body: unknown, kind: ApiErrorKind, retryable: boolean])[] =
    [
      [400, own('invalid_request'), 'invalid', false],
      [400, own('failed_precondition'), 'invalid', false],
      [400, own('parameter_unknown'), 'invalid', false],
      [401, own('authentication'), 'auth', false],
      [402, own('payment_required'), 'billing', false],
      [403, own('permission_denied'), 'permission', false],
      [
        403,
        google(403, 'PERMISSION_DENIED', [], 'Your API key was reported as leaked. Use another.'),
        'auth',
        false,
      ],
      [404, own('not_found'), 'notFound', false],
      [404, own('model_not_found'), 'modelNotFound', false],
      [
        404,
        google(404, 'NOT_FOUND', [], 'models/x is not found for API version v1beta'),
        'modelNotFound',
        false,
      ],
      [408, '', 'timeout', true],
      [409, own('already_exists'), 'conflict', false],
      [409, own('aborted'), 'conflict', false],
      [416, own('out_of_range'), 'invalid', false],
      [429, own('rate_limit_exceeded'), 'rateLimit', true],
      [429, own('too_many_requests'), 'rateLimit', true],
      [429, own('quota_exceeded'), 'quota', false],
      [429, google(429, 'RESOURCE_EXHAUSTED', [quotaPerMinute, retryInfo]), 'rateLimit', true],
      [429, google(429, 'RESOURCE_EXHAUSTED', [quotaPerDay, retryInfo]), 'quota', false],
      [429, '', 'rateLimit', true],
      [499, own('cancelled'), 'cancelled', false],
      [500, own('api_error'), 'server', true],
      [501, own('unimplemented'), 'server', false],
      [501, '', 'server', false],
      [502, page, 'server', true],
      [503, own('service_unavailable'), 'overloaded', true],
      [503, google(503, 'UNAVAILABLE', [], 'The model is overloaded.'), 'overloaded', true],
      [504, own('deadline_exceeded'), 'timeout', true],
      [504, own('gateway_timeout'), 'timeout', true],
      [
        400,
        google(400, 'INVALID_ARGUMENT', [badKey], 'API key not valid. Please pass a valid API key.'),
        'auth',
        false,
      ],
      [400, google(400, 'INVALID_ARGUMENT'), 'invalid', false],
      [400, google(400, 'FAILED_PRECONDITION', [], 'Please enable billing on project x.'), 'billing', false],
      [400, own('safety'), 'blocked', false],
      [400, own('prohibited_content'), 'blocked', false],
      [400, own('image_recitation'), 'blocked', false],
      [400, own('malformed_function_call'), 'generation', false],
      [400, own('missing_thought_signature'), 'generation', false],
      [400, own('a_code_of_tomorrow'), 'invalid', false],
      [500, [google(500, 'INTERNAL')], 'server', true],
      [400, { error: 'just words' }, 'invalid', false],
      [403, page, 'protocol', false],
      [404, page, 'protocol', false],
      [407, page, 'proxy', false],
      [302, '', 'protocol', false],
      [418, 'teapot', 'invalid', false],
      [500, '{"error":', 'server', true],
      [500, 'null', 'server', true],
    ];
  for (const [status, body, kind, retryable] of cases) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    it(`${status} ${text.slice(0, 70)} is ${kind}${retryable ? ', worth another try' : ''}`, () => {
      const error = errorOf(status, body);
      assert.equal(error.kind, kind);
      assert.equal(error.retryable, retryable);
      assert.equal(error.details.status, status);
      assert.match(error.message, /^[^!]+\.$/);
    });
  }

  it('keeps the service’s words in the details and tells a person what to do', () => {
    const error = errorOf(400, own('invalid_request', 'Thinking level LOW is not supported for this model.'));
    assert.equal(error.details.serviceMessage, 'Thinking level LOW is not supported for this model.');
    assert.equal(error.details.code, 'invalid_request');
    assert.match(error.message, /Choose another thinking level/);
  });

  it('names where a redirect leads, without following it', () => {
    const error = errorOf(302, '', { location: 'https://elsewhere.example/login?next=%2F' });
    assert.match(error.message, /https:\/\/elsewhere\.example, and the key is not sent there/);
  });

  it('says so when a web page came, and shows its beginning', () => {
    const error = errorOf(403, page);
    assert.match(error.message, /web page/);
    assert.match(error.details.snippet ?? '', /Blocked by the proxy/);
  });

  const waits: readonly (readonly [
    headers: Readonly<Record<string, string>>,
    body: unknown,
    wait: number | undefined,
  ])[] = [
    [{ 'retry-after': '7' }, '', 7000],
    [{ 'retry-after': '0' }, '', 0],
    [{ 'retry-after': '1.5' }, '', 1500],
    [{ 'retry-after': 'Sun, 01 Nov 2026 12:00:30 GMT' }, '', 30_000],
    [{ 'retry-after': 'Sun, 01 Nov 2026 11:00:00 GMT' }, '', 0],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, '', 250],
    [{ 'retry-after': 'soon' }, '', undefined],
    [{}, google(429, 'RESOURCE_EXHAUSTED', [retryInfo]), 22_000],
    [{}, google(429, 'RESOURCE_EXHAUSTED', [{ ...retryInfo, retryDelay: '0.5s' }]), 500],
    [{}, google(429, 'RESOURCE_EXHAUSTED', [{ ...retryInfo, retryDelay: 'x' }]), undefined],
    [{ 'retry-after': '3' }, google(429, 'RESOURCE_EXHAUSTED', [retryInfo]), 3000],
    [{}, '', undefined],
  ];
  for (const [headers, body, wait] of waits) {
    it(`reads the wait of ${JSON.stringify(headers)} ${JSON.stringify(body).slice(-40)} as ${String(wait)} ms`, () => {
      assert.equal(errorOf(429, body, headers).details.retryAfterMs, wait);
    });
  }

  it('tells a person how long to wait', () => {
    assert.match(errorOf(429, '', { 'retry-after': '22' }).message, /in 22 seconds\.$/);
    assert.match(errorOf(429, '', { 'retry-after': '1' }).message, /in a second\.$/);
  });

  it('remembers the id of the request', () => {
    assert.equal(errorOf(500, '', { 'x-request-id': 'r-1' }).details.requestId, 'r-1');
  });

  it('shows the key nowhere, whatever echoes it', () => {
    const echoes = [
      errorOf(400, own('invalid_request', `Bad header x-goog-api-key: ${key}`)),
      errorOf(400, own(key, key)),
      errorOf(500, `<html>${'a'.repeat(290)}${key}?key=${encodeURIComponent(key)}</html>`),
      errorOf(500, '', { 'x-request-id': key }),
      errorOf(400, { error: { message: JSON.stringify({ key }) } }),
      reportedError({ code: 'x', message: key }, redact),
    ];
    for (const error of echoes) {
      const shown = inspect(error, { depth: 10 });
      assert.ok(!shown.includes(key), shown);
      assert.ok(!shown.includes(encodeURIComponent(key)), shown);
    }
  });

  it('removes keys of Google’s form and keys in addresses and headers even when they are not ours', () => {
    const other = `AIza${'b'.repeat(35)}`;
    const text = createRedactor()(
      `${other} https://x/?a=1&key=hush x-goog-api-key: "hush" Authorization: Bearer hush`,
    );
    assert.doesNotMatch(text, /AIzab|hush/);
  });
});
