import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody, invalid, ServiceError } from '../errors';
import type { Family } from '../errors';
import type { FaultQueue } from '../faults/faultQueue';
import { refuse } from '../faults/refuse';
import type { Gates } from '../gates';
import { authorize } from './auth';
import { sendJson } from './exchange';
import type { Exchange } from './exchange';
import type { RequestLog } from './requestLog';
import type { Params, Route } from './router';

/** What an exchange needs of the emulator. */
export interface Answering {
  readonly route: (
    method: string,
    path: string,
  ) => { readonly route: Route; readonly params: Params } | undefined;
  readonly log: RequestLog;
  readonly faults: FaultQueue;
  readonly gates: Gates;
}

/** Bytes; what the service takes inline. */
const largestBody = 100 * 1024 * 1024;

/** Reads a request to its end and answers it: the key first, then the faults, then the endpoint. Never rejects. */
export async function answerExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { route, log, faults, gates }: Answering,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const bytes = await readAll(request).catch(() => undefined);
  if (bytes === undefined) return void response.destroy();
  if (!url.pathname.startsWith('/__emulator/')) log.record(request, response, url, bytes);
  const { version, path } = versioned(url.pathname);
  const plain: Exchange = {
    request,
    response,
    method: request.method ?? '',
    path,
    version,
    query: url.searchParams,
    bytes,
  };
  const found = version === '' && !path.startsWith('/__emulator/') ? undefined : route(plain.method, path);
  if (!found) return notThere(response, url.pathname);
  let { family } = found.route;
  try {
    if (bytes.length > largestBody) throw invalid('The request is larger than 100 MB.');
    if (!found.route.open) authorize(plain, family);
    const fault = path.startsWith('/__emulator/') ? undefined : faults.take(plain);
    if (fault && (await refuse(fault, plain, gates))) return;
    await found.route.handle(fault ? { ...plain, fault } : plain, found.params);
  } catch (error) {
    answerError(plain, family, error);
  }
}

function answerError(exchange: Exchange, family: Family, error: unknown): void {
  if (exchange.response.headersSent) return void exchange.response.destroy();
  const known =
    error instanceof ServiceError
      ? error
      : new ServiceError(500, 'api_error', `The emulator failed: ${String(error)}`);
  sendJson(exchange, errorBody(known, family), known.status, known.headers);
}

/** Parts the version from a path: `/v1beta/models` and `/upload/v1beta/files` are `/models` and `/upload/files`. */
function versioned(pathname: string): { version: string; path: string } {
  const found = /^(\/upload|\/download)?\/(v1|v1beta)(\/.*)$/.exec(pathname);
  return found
    ? { version: found[2] ?? '', path: (found[1] ?? '') + (found[3] ?? '') }
    : { version: '', path: pathname };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Unknown addresses are answered by the front end, in HTML. */
function notThere(response: ServerResponse, pathname: string): void {
  response.writeHead(404, { 'content-type': 'text/html; charset=UTF-8' });
  const shown = pathname.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  response.end(
    `<!DOCTYPE html><html lang="en"><title>Error 404 (Not Found)</title><p>The requested URL ${shown} was not found on this server.</html>\n`,
  );
}
