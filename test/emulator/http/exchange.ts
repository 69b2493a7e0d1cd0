import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject, JsonValue } from '../../../src/api/types';
import type { Fault } from '../faults/fault';
import { invalid } from '../errors';
import { isObject } from '../json';

/** One request, read to its end, and the response to write. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** The path after the version prefix, as it travelled: `/interactions/v1_abc`. Uploads keep `/upload` in front. */
  readonly path: string;
  /** `v1` or `v1beta`. */
  readonly version: string;
  readonly query: URLSearchParams;
  readonly bytes: Buffer;
  /** What goes wrong with the answer, if something does. */
  readonly fault?: Fault;
}

/** A request header by its lower-case name; undefined when absent. */
export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * The body of the request as an object; an empty body is an empty object.
 *
 * @throws ServiceError 400 when the body is not a JSON object
 */
export function jsonBody(exchange: Exchange): JsonObject {
  if (exchange.bytes.length === 0) return {};
  try {
    const body: unknown = JSON.parse(exchange.bytes.toString('utf8'));
    if (isObject(body)) return body;
  } catch {
    // Answered below, like any other body that is not an object.
  }
  throw invalid('Invalid JSON payload received. Expected an object.');
}

/** Answers with JSON. */
export function sendJson(
  { response }: Exchange,
  value: JsonValue,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(JSON.stringify(value));
}

/** Answers with bytes of a media type. */
export function sendBytes({ response }: Exchange, bytes: Buffer, type: string): void {
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}

/** The emulator itself by another name of this machine, which makes it another origin. */
export function otherOrigin(exchange: Exchange): string {
  const [name = '', port = ''] = (header(exchange, 'host') ?? '').split(':');
  return `http://${name === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`;
}

/** Where a page of a list starts and how long it is; both spellings of the parameters are understood. */
export function pageOf<T>(
  exchange: Exchange,
  items: readonly T[],
  size = 50,
): { items: readonly T[]; next?: string } {
  const read = (name: string, old: string): string | null =>
    exchange.query.get(name) ?? exchange.query.get(old);
  const start = Number(read('page_token', 'pageToken') ?? 0) || 0;
  const length = Math.min(Number(read('page_size', 'pageSize') ?? size) || size, 1000);
  const end = start + length;
  return { items: items.slice(start, end), ...(end < items.length ? { next: String(end) } : {}) };
}
