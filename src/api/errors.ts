/** What kind of failure it is; wording, retries and the offered button are tables over it. */
export type ApiErrorKind =
  /** The key is missing or not accepted. */
  | 'auth'
  | 'permission'
  | 'billing'
  /** A quota that is renewed daily or not at all. */
  | 'quota'
  /** A limit that is renewed within minutes. */
  | 'rateLimit'
  | 'invalid'
  | 'notFound'
  | 'modelNotFound'
  | 'conflict'
  /** Withheld for safety, recitation or policy. */
  | 'blocked'
  /** The model produced something that the service could not use. */
  | 'generation'
  | 'server'
  | 'overloaded'
  | 'timeout'
  | 'network'
  | 'certificate'
  | 'proxy'
  /** What answered does not speak the API. */
  | 'protocol'
  /** Cancelled at the service's end; a caller's own abort is never an ApiError. */
  | 'cancelled';

export interface ApiErrorDetails {
  /** HTTP status. */
  readonly status?: number;
  /** The service's code in snake case, or the system's such as `ECONNREFUSED`. */
  readonly code?: string;
  /** Milliseconds to wait before another try, when the service named a time. */
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  /** The service's own words. */
  readonly serviceMessage?: string;
  /** The first characters of an answer that was not understood. */
  readonly snippet?: string;
  /** Set when the request provably never reached the service. */
  readonly unsent?: true;
}

const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const retryableKinds: ReadonlySet<ApiErrorKind> = new Set(['rateLimit', 'overloaded', 'server', 'timeout']);
// `idle`: whoever waited that long in vain is not made to wait again unasked.
const finalCodes: ReadonlySet<string> = new Set(['unimplemented', 'quota_exceeded', 'idle']);

function isRetryable(kind: ApiErrorKind, { status, code }: ApiErrorDetails): boolean {
  if (kind === 'network') return true;
  if (!retryableKinds.has(kind) || finalCodes.has(code ?? '')) return false;
  return status === undefined || retryableStatuses.has(status);
}

// The transport is bundled as a file of its own, with its own copy of this class: instances know each other by this.
const brand = Symbol.for('gemini-interactions ApiError');

/**
 * A request that failed, for any reason but the caller's own abort. `message` is a plain sentence for a person that
 * says what to do; the service's own words are in `details`. No part of it holds the API key.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly details: ApiErrorDetails;
  /** Whether the same request may succeed a little later: 408, 429 within minutes, 5xx but 501, and lost connections. */
  readonly retryable: boolean;
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(kind: ApiErrorKind, message: string, details: ApiErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.details = details;
    this.retryable = isRetryable(kind, details);
  }
}
