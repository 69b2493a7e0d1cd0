import type { JsonObject, JsonValue } from '../../src/api/types';

/** The two families of endpoints, which differ in the casing of their fields and in the shape of their errors. */
export type Family = 'interactions' | 'google';

/** An answer that is not a success; thrown by handlers, written by the server in the shape of the endpoint's family. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: readonly JsonValue[];

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly details?: readonly JsonValue[];
    } = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.details = more.details ?? [];
  }
}

/** 400 `invalid_request`. */
export const invalid = (message: string): ServiceError => new ServiceError(400, 'invalid_request', message);
/** 404 `not_found`. */
export const notFound = (message: string): ServiceError => new ServiceError(404, 'not_found', message);

const statusNames: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/**
 * The body of an error: `{code: "<snake_case>", message}` from interactions and their relatives, a google.rpc.Status
 * with a numeric code from files and models.
 */
export function errorBody(error: ServiceError, family: Family): JsonObject {
  if (family === 'google') {
    const { status: code, message, details } = error;
    const status = statusNames[code] ?? 'UNKNOWN';
    return { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } };
  }
  const details = error.details.length > 0 ? { details: error.details } : {};
  return { error: { code: error.code, message: error.message, ...details } };
}
