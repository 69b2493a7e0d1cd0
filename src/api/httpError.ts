import { classifyError } from './classifyError';
import { ApiError, type ApiErrorDetails, type ApiErrorKind } from './errors';
import { isObject, parseJson, text } from './json';
import type { Redactor } from './redact';
import { durationMs, retryAfterOfHeaders } from './retryAfter';
import type { JsonObject } from './types';
import { special, wording } from './wording';

const snippetLength = 300;

/** The first characters of a text on one line, without secrets. */
export function snippetOf(body: string, redact: Redactor): string {
  // Redacted before it is cut, so that half a key is never left over.
  return redact(body.slice(0, 20 * snippetLength))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, snippetLength);
}

/** The `error` object of a body in either shape, also inside an array. */
function reportOf(body: unknown): JsonObject | undefined {
  const whole = Array.isArray(body) ? (body as readonly unknown[])[0] : body;
  if (!isObject(whole)) return undefined;
  const error = whole['error'];
  if (isObject(error)) return error;
  return typeof error === 'string' ? { message: error } : undefined;
}

function detailsOf(report: JsonObject): readonly JsonObject[] {
  const details = report['details'];
  return Array.isArray(details) ? (details as readonly unknown[]).filter(isObject) : [];
}

function ofType(details: readonly JsonObject[], name: string): JsonObject | undefined {
  return details.find((detail) => text(detail['@type'])?.endsWith(`google.rpc.${name}`));
}

function isLasting(failure: JsonObject | undefined): boolean {
  const violations = failure?.['violations'];
  if (!Array.isArray(violations)) return false;
  return (violations as readonly unknown[]).some(
    (violation) =>
      isObject(violation) &&
      (/PerDay/i.test(text(violation['quotaId']) ?? '') || violation['quotaValue'] === '0'),
  );
}

function messageFor(kind: ApiErrorKind, words: string | undefined, retryAfterMs: number | undefined): string {
  if (kind === 'invalid' && /thinking level/i.test(words ?? '')) return special.thinkingLevel;
  if (kind === 'rateLimit' && retryAfterMs !== undefined && retryAfterMs > 0)
    return special.retryIn(Math.ceil(retryAfterMs / 1000));
  return wording[kind];
}

/**
 * The error that the service reported in one of its two shapes, `{code: "snake_case", message}` or Google's
 * `{code: 400, message, status, details}`; `known` adds what the HTTP answer told.
 */
export function reportedError(report: JsonObject, redact: Redactor, known: ApiErrorDetails = {}): ApiError {
  const details = detailsOf(report);
  const number = typeof report['code'] === 'number' ? report['code'] : undefined;
  const code = (text(report['code']) ?? text(report['status']))?.toLowerCase();
  const message = text(report['message']);
  const reason = text(ofType(details, 'ErrorInfo')?.['reason']);
  const status = known.status ?? (number !== undefined && number >= 400 && number < 600 ? number : undefined);
  const retryAfterMs = known.retryAfterMs ?? durationMs(ofType(details, 'RetryInfo')?.['retryDelay']);
  const kind = classifyError({
    lastingQuota: isLasting(ofType(details, 'QuotaFailure')),
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(reason !== undefined && { reason }),
  });
  return new ApiError(kind, messageFor(kind, message, retryAfterMs), {
    ...known,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code: redact(code) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(message !== undefined && { serviceMessage: redact(message) }),
  });
}

export interface FailedAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The id by which the service's operators find a request in their logs. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-goog-request-id'] ?? headers['x-request-id'] ?? headers['request-id'];
}

function isPage({ headers, body }: FailedAnswer): boolean {
  return /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html|head|body)/i.test(body);
}

function redirectTarget(location: string | undefined, url: string): string {
  return location !== undefined && URL.canParse(location, url)
    ? new URL(location, url).origin
    : 'another address';
}

/**
 * The error of an answer whose status is not 2xx, whatever its body is: JSON in either shape, a page, or nothing.
 * `now` is in milliseconds since the epoch; `url` is what was asked.
 */
export function httpError(answer: FailedAnswer, url: string, redact: Redactor, now: number): ApiError {
  const { status, headers, body } = answer;
  const requestId = requestIdOf(headers);
  const retryAfterMs = retryAfterOfHeaders(headers, now);
  const known: ApiErrorDetails = {
    status,
    ...(requestId !== undefined && { requestId: redact(requestId) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  const report = reportOf(parseJson(body));
  if (report !== undefined) return reportedError(report, redact, known);
  const snippet = snippetOf(body, redact);
  const details = snippet === '' ? known : { ...known, snippet };
  if (status >= 300 && status < 400)
    return new ApiError('protocol', special.redirected(redirectTarget(headers['location'], url)), details);
  const kind = classifyError({ status });
  if (kind === 'proxy') return new ApiError(kind, special.proxySignIn, { ...details, unsent: true });
  if (isPage(answer))
    return new ApiError(status < 500 && status !== 429 ? 'protocol' : kind, special.webPage, details);
  return new ApiError(kind, messageFor(kind, undefined, retryAfterMs), details);
}

/**
 * The error of a JSON body that came with a good status, or undefined when it reports none: an interaction, or a file
 * with a name, may have an `error` of its own.
 */
export function errorInBody(body: unknown, redact: Redactor): ApiError | undefined {
  if (isObject(body) && ['id', 'status', 'steps', 'name'].some((field) => body[field] !== undefined))
    return undefined;
  const report = reportOf(body);
  return report === undefined ? undefined : reportedError(report, redact);
}
