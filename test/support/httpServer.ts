import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A request as the server got it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a body consists of: text or bytes written at once, or something that happens in between. */
export type BodyPart =
  | string
  | Uint8Array
  /** Holds the rest back until the promise settles. */
  | Promise<unknown>
  /** `drop` closes the connection in the middle of the body; `hang` sends nothing more and leaves it open. */
  | { readonly next: 'drop' | 'hang' };

/** Closes the connection in the middle of a body. */
export const drop: BodyPart = { next: 'drop' };
/** Sends nothing more of a body and leaves the connection open. */
export const hang: BodyPart = { next: 'hang' };

/** How the server answers one request. */
export interface Answer {
  /** 200 unless set. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly BodyPart[] | string;
  /** `drop`: closes the connection instead of answering. `hang`: never answers. */
  readonly instead?: 'drop' | 'hang';
}

/** Answers to requests, in their order, the last one for all that follow; or a function of the request. */
export type Script = readonly Answer[] | ((request: ReceivedRequest) => Answer);

export interface ScriptedServer {
  /** `http://127.0.0.1:<port>`, or `https` with `localhost`. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** Connections that were accepted so far. */
  readonly connections: number;
  /** Resolves when the client has closed a connection before its answer was whole. */
  readonly abandoned: Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

export interface SecureOptions {
  readonly key: string;
  readonly cert: string;
}

/** The frame of one event of a stream. */
export function frame(event: { readonly event_type: string }): string {
  return `event: ${event.event_type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** An answer that is an event stream made of these parts. */
export function eventStream(...body: readonly BodyPart[]): Answer {
  return { headers: { 'content-type': 'text/event-stream' }, body };
}

/** An answer that is JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}

async function write(response: ServerResponse, parts: readonly BodyPart[]): Promise<void> {
  response.flushHeaders();
  for (const part of parts) {
    if (part instanceof Promise) await part;
    else if (typeof part === 'object' && 'next' in part) {
      if (part.next === 'drop') response.socket?.destroy();
      return;
    } else if (!response.destroyed)
      await new Promise<void>((resolve) => response.write(part, () => resolve()));
  }
  response.end();
}

/** Starts a server on loopback that follows the script; over TLS when it is given a certificate. */
export async function startServer(script: Script, secure?: SecureOptions): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let abandon = (): void => {};
  const abandoned = new Promise<void>((resolve) => (abandon = resolve));

  function answerTo(request: ReceivedRequest): Answer {
    if (typeof script === 'function') return script(request);
    return script[Math.min(requests.length, script.length) - 1] ?? { status: 500 };
  }

  const server: Server = secure === undefined ? createServer() : createSecureServer({ ...secure });
  server.on('request', (incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const request: ReceivedRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(pieces).toString('utf8'),
      };
      requests.push(request);
      const answer = answerTo(request);
      response.on('close', () => {
        if (!response.writableFinished) abandon();
      });
      if (answer.instead === 'drop') incoming.socket.destroy();
      if (answer.instead !== undefined) return;
      response.writeHead(answer.status ?? 200, answer.headers);
      const { body = [] } = answer;
      if (typeof body === 'string') response.end(body);
      else void write(response, body);
    });
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: secure === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    port,
    requests,
    abandoned,
    get connections() {
      return connections;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
