import type { ApiErrorKind } from './errors';

/** What is known of a failure that the service reported. */
export interface ReportedError {
  readonly status?: number;
  /** Snake case; Google's upper-case status names in lower case. */
  readonly code?: string;
  readonly message?: string;
  /** `reason` of an ErrorInfo detail. */
  readonly reason?: string;
  /** Whether a QuotaFailure detail names a quota that waiting a few minutes does not renew. */
  readonly lastingQuota?: boolean;
}

const blocked = [
  'safety',
  'recitation',
  'language',
  'prohibited_content',
  'spii',
  'blocklist',
  'image_safety',
  'image_prohibited_content',
  'image_recitation',
  'image_other',
  'content_blocked',
];
const generation = [
  'malformed_function_call',
  'malformed_tool_call',
  'unexpected_tool_call',
  'no_image',
  'too_many_tool_calls',
  'missing_thought_signature',
];
const kindOfCode: ReadonlyMap<string, ApiErrorKind> = new Map<string, ApiErrorKind>([
  ...blocked.map((code) => [code, 'blocked'] as const),
  ...generation.map((code) => [code, 'generation'] as const),
  ['invalid_request', 'invalid'],
  ['invalid_argument', 'invalid'],
  ['failed_precondition', 'invalid'],
  ['parameter_unknown', 'invalid'],
  ['out_of_range', 'invalid'],
  ['authentication', 'auth'],
  ['unauthenticated', 'auth'],
  ['payment_required', 'billing'],
  ['permission_denied', 'permission'],
  ['not_found', 'notFound'],
  ['model_not_found', 'modelNotFound'],
  ['already_exists', 'conflict'],
  ['aborted', 'conflict'],
  ['rate_limit_exceeded', 'rateLimit'],
  ['too_many_requests', 'rateLimit'],
  ['resource_exhausted', 'rateLimit'],
  ['quota_exceeded', 'quota'],
  ['cancelled', 'cancelled'],
  ['api_error', 'server'],
  ['internal', 'server'],
  ['unknown', 'server'],
  ['data_loss', 'server'],
  ['unimplemented', 'server'],
  ['service_unavailable', 'overloaded'],
  ['unavailable', 'overloaded'],
  ['deadline_exceeded', 'timeout'],
  ['gateway_timeout', 'timeout'],
]);
const kindOfStatus: ReadonlyMap<number, ApiErrorKind> = new Map<number, ApiErrorKind>([
  [401, 'auth'],
  [402, 'billing'],
  [403, 'permission'],
  [404, 'notFound'],
  [407, 'proxy'],
  [408, 'timeout'],
  [409, 'conflict'],
  [429, 'rateLimit'],
  [499, 'cancelled'],
  [503, 'overloaded'],
  [504, 'timeout'],
]);

function kindByNumber(status: number | undefined): ApiErrorKind {
  if (status === undefined) return 'server';
  const kind = kindOfStatus.get(status);
  if (kind !== undefined) return kind;
  if (status >= 500) return 'server';
  return status >= 400 ? 'invalid' : 'protocol';
}

/**
 * The kind of a failure that the service reported: by its code, else by its status, with the few cases that only a
 * reason or the words tell apart (a bad key is `invalid_argument` on some endpoints).
 *
 * Source: https://ai.google.dev/gemini-api/docs/api-errors
 */
export function classifyError(error: ReportedError): ApiErrorKind {
  const kind = kindOfCode.get(error.code ?? '') ?? kindByNumber(error.status);
  const message = error.message ?? '';
  if (error.reason === 'API_KEY_INVALID' || error.reason === 'API_KEY_EXPIRED') return 'auth';
  switch (kind) {
    case 'invalid':
      if (/api key (not valid|expired|not found)/i.test(message)) return 'auth';
      return /enable billing|billing account/i.test(message) ? 'billing' : kind;
    case 'permission':
      return /api key.*(leaked|invalid|not valid)/i.test(message) ? 'auth' : kind;
    case 'notFound':
      return /\bmodels\/\S+ is not found/i.test(message) ? 'modelNotFound' : kind;
    case 'rateLimit':
      return error.lastingQuota === true ? 'quota' : kind;
    default:
      return kind;
  }
}
