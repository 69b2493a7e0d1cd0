import type { buildConnector, Dispatcher, Pool as PoolType } from 'undici';
import connectMethod from 'undici/lib/api/api-connect.js';
import request from 'undici/lib/api/api-request.js';
import buildConnect from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { networkError } from './networkError';
import { proxyFor, type ProxyOptions } from './proxy';
import { type TlsOptions, tlsOptions, type TrustOptions } from './tlsOptions';
import type { Transport, TransportRequest, TransportResponse } from './transport';
import { untilAborted } from './untilAborted';

export interface UndiciTransportOptions extends ProxyOptions, TrustOptions {
  /** Milliseconds until the headers of an answer must be there; 0, the default, leaves that to the signal. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds that connecting and securing a connection may take, 10,000 unless set. */
  readonly connectTimeoutMs?: number;
}

// Long enough for the pauses of a conversation; servers and middle boxes drop idle connections after a minute or more.
const keepAliveTimeout = 30_000;
const proxyAnswerTimeout = 30_000;

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return result;
}

/**
 * A transport on connections of its own, by undici's inner modules: they leave the host's global dispatcher alone.
 * HTTP/1.1, kept-alive connections, no limit on the length or the pauses of a body.
 */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  const dispatchers = new Map<string, Dispatcher>();
  // Failures of the connection itself, before any byte of a request: what makes a second way safe to try.
  const unsent = new WeakSet<Error>();
  const limits = {
    bodyTimeout: 0,
    headersTimeout: options.headersTimeoutMs ?? 0,
    keepAliveTimeout,
    allowH2: false,
  };
  const plainOptions = { allowH2: false, timeout: options.connectTimeoutMs ?? 10_000 };
  let secure: TlsOptions | undefined;
  // Nearly every request goes where the one before went, and taking an address apart is not for nothing.
  let last: { readonly href: string; readonly target: URL } | undefined;

  function marked(connect: buildConnector.connector): buildConnector.connector {
    return (target, callback) =>
      connect(target, (error, socket) => {
        if (error === null) return callback(null, socket);
        unsent.add(error);
        return callback(error, null);
      });
  }

  function secureOptions(): buildConnector.BuildOptions {
    secure ??= tlsOptions(options);
    return { ...secure, ...plainOptions };
  }

  function direct(): Dispatcher {
    const plain = buildConnect(plainOptions);
    // The certificate authorities of the system take tens of milliseconds to read: not for plain http.
    let encrypted: buildConnector.connector | undefined;
    const connect = marked((target, callback) => {
      if (target.protocol !== 'https:') return plain(target, callback);
      encrypted ??= buildConnect(secureOptions());
      return encrypted(target, callback);
    });
    return new Agent({ ...limits, connect });
  }

  function through(proxy: URL): Dispatcher {
    const connect = secureOptions();
    return new ProxyAgent({
      ...limits,
      uri: proxy.href,
      proxyTls: connect,
      requestTls: connect,
      clientFactory: (origin, pool) =>
        // The method is what undici's entry would add to every dispatcher.
        Object.assign(new Pool(origin, { ...pool, headersTimeout: proxyAnswerTimeout }), {
          connect: connectMethod,
        }),
      factory: (origin, pool: PoolType.Options) =>
        new Pool(origin, {
          ...limits,
          ...pool,
          ...(typeof pool.connect === 'function' && { connect: marked(pool.connect) }),
        }),
    });
  }

  function dispatcherFor(proxy: URL | undefined): Dispatcher {
    const name = proxy?.href ?? '';
    const existing = dispatchers.get(name);
    if (existing !== undefined) return existing;
    const made = proxy === undefined ? direct() : through(proxy);
    dispatchers.set(name, made);
    return made;
  }

  return {
    async send({ method, url, headers, body }: TransportRequest, signal): Promise<TransportResponse> {
      signal.throwIfAborted();
      if (last?.href !== url) last = { href: url, target: new URL(url) };
      const { target } = last;
      const { origin, host, pathname, search } = target;
      const proxy = proxyFor(target, options);
      try {
        const sent = request.call(dispatcherFor(proxy), {
          origin,
          path: pathname + search,
          method,
          headers,
          signal,
          ...(body !== undefined && { body }),
        });
        // undici looks at the signal when there is a connection, which may take a while.
        const answer = await untilAborted(sent, signal);
        return { status: answer.statusCode, headers: joined(answer.headers), body: answer.body };
      } catch (error) {
        signal.throwIfAborted();
        throw networkError(error, {
          host,
          ...(proxy !== undefined && { proxy: proxy.host }),
          unsent: error instanceof Error && unsent.has(error),
        });
      }
    },
    async close() {
      const open = [...dispatchers.values()];
      dispatchers.clear();
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
    },
  };
}
