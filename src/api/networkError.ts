import { ApiError, type ApiErrorKind } from './errors';
import { special, wording } from './wording';

export interface ConnectionInfo {
  /** Host and port that were to be reached, as the URL has them. */
  readonly host: string;
  /** Host and port of the proxy in between. */
  readonly proxy?: string;
  /** Set by a transport that knows that no byte of the request left. */
  readonly unsent?: boolean;
}

interface Failure {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  readonly words: string;
}

/** Looks through wrappers (`fetch failed`, AggregateError) for the failure of the system. */
function failureOf(cause: unknown, depth = 0): Failure {
  if (!(cause instanceof Error)) return { code: undefined, syscall: undefined, words: String(cause) };
  const inner = cause instanceof AggregateError ? (cause.errors as readonly unknown[])[0] : cause.cause;
  const named = cause.name === 'HTTPParserError' ? 'HPE_INVALID' : undefined;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : named;
  if (code === undefined && inner instanceof Error && depth < 5) return failureOf(inner, depth + 1);
  const found = 'syscall' in cause && typeof cause.syscall === 'string' ? cause.syscall : undefined;
  const syscall =
    found ?? (inner instanceof Error && depth < 5 ? failureOf(inner, depth + 1).syscall : undefined);
  return { code, syscall, words: cause.message };
}

const certificateCode =
  /^(CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;
const connectCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);
const unsentCodes = new Set([
  ...connectCodes,
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
  'UND_ERR_PRX_CONN',
]);

function describe(
  failure: Failure,
  { host, proxy, unsent }: ConnectionInfo,
): readonly [ApiErrorKind, string] {
  const code = failure.code ?? '';
  if (/407/.test(failure.words) && proxy !== undefined) return ['proxy', special.proxySignIn];
  if (certificateCode.test(code)) return ['certificate', wording.certificate];
  if (proxy !== undefined && unsent === true)
    return ['proxy', /Proxy response/.test(failure.words) ? wording.proxy : special.proxyUnreachable(proxy)];
  if (code === 'UND_ERR_PRX_TLS' || code === 'UND_ERR_PRX_CONN') return ['proxy', wording.proxy];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['network', special.unresolved(host)];
  if (code === 'ECONNREFUSED') return ['network', special.refused(host)];
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || connectCodes.has(code))
    return ['network', special.unreachable(host)];
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS'))
    return ['network', special.insecure(host)];
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return ['timeout', wording.timeout];
  if (code.startsWith('HPE_')) return ['protocol', wording.protocol];
  return ['network', wording.network];
}

/**
 * The error of a connection that failed, from whatever the transport threw. `unsent` is set where the failure proves
 * that the request was not processed: it happened while resolving, connecting, securing or in front of a proxy.
 */
export function networkError(cause: unknown, connection: ConnectionInfo): ApiError {
  if (cause instanceof ApiError) return cause;
  const failure = failureOf(cause);
  const [kind, message] = describe(failure, connection);
  const unsent =
    connection.unsent === true ||
    unsentCodes.has(failure.code ?? '') ||
    failure.syscall === 'connect' ||
    failure.syscall === 'getaddrinfo' ||
    kind === 'certificate' ||
    kind === 'proxy';
  return new ApiError(
    kind,
    message,
    { ...(failure.code !== undefined && { code: failure.code }), ...(unsent && { unsent }) },
    { cause },
  );
}
