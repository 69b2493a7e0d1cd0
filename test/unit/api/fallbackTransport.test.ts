import assert from 'node:assert/strict';
import { createTransport } from '../../../src/api/createTransport';
import { ApiError, type ApiErrorKind } from '../../../src/api/errors';
import { createFallbackTransport } from '../../../src/api/fallbackTransport';
import { createFetchTransport } from '../../../src/api/fetchTransport';
import type { Transport, TransportResponse } from '../../../src/api/transport';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import { drop, eventStream, json, startServer } from '../../support/httpServer';

const never = new AbortController().signal;
const request = {
  method: 'POST',
  url: 'https://api.test/v1beta/interactions',
  headers: {},
  body: '{}',
} as const;

function answer(status: number): TransportResponse {
  return { status, headers: {}, body: (async function* () {})() };
}
function failure(kind: ApiErrorKind, unsent: boolean): ApiError {
  return new ApiError(kind, 'Words.', unsent ? { unsent } : {});
}
/** A transport that gives these outcomes in turn, the last one for ever. */
function scripted(
  ...outcomes: readonly (TransportResponse | Error)[]
): Transport & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    send({ url }) {
      const outcome = outcomes[Math.min(sent.length, outcomes.length - 1)];
      sent.push(url);
      return outcome instanceof Error || outcome === undefined
        ? Promise.reject(outcome ?? new Error('no outcome'))
        : Promise.resolve(outcome);
    },
    close: () => Promise.resolve(),
  };
}

describe('fallback transport', () => {
  for (const kind of ['network', 'certificate', 'proxy', 'timeout'] as const) {
    it(`tries the other way once after a ${kind} failure before anything was sent`, async () => {
      const first = scripted(failure(kind, true));
      const second = scripted(answer(200));
      assert.equal((await createFallbackTransport(first, second).send(request, never)).status, 200);
      assert.deepEqual([first.sent.length, second.sent.length], [1, 1]);
    });
  }

  it('never sends twice what may have arrived', async () => {
    const reset = failure('network', false);
    const second = scripted(answer(200));
    const way = createFallbackTransport(scripted(reset), second);
    await assert.rejects(way.send(request, never), (error) => error === reset);
    assert.deepEqual(second.sent, []);
  });

  it('takes any status as an answer', async () => {
    const second = scripted(answer(200));
    assert.equal(
      (await createFallbackTransport(scripted(answer(503)), second).send(request, never)).status,
      503,
    );
    assert.deepEqual(second.sent, []);
  });

  it('remembers for each origin which way worked', async () => {
    const first = scripted(failure('certificate', true), answer(200));
    const second = scripted(answer(200));
    const way = createFallbackTransport(first, second);
    await way.send(request, never);
    await way.send({ ...request, url: 'https://api.test/v1beta/models' }, never);
    assert.deepEqual([first.sent.length, second.sent.length], [1, 2]);
    await way.send({ ...request, url: 'https://other.test/' }, never);
    assert.deepEqual(first.sent[1], 'https://other.test/');
  });

  it('comes back to the first way when the second stops working', async () => {
    const first = scripted(failure('network', true), answer(200));
    const second = scripted(answer(200), failure('network', true));
    const way = createFallbackTransport(first, second);
    await way.send(request, never);
    assert.equal((await way.send(request, never)).status, 200);
    assert.deepEqual([first.sent.length, second.sent.length], [2, 2]);
  });

  it('throws the first failure when both ways fail unsent, and the second when that may have arrived', async () => {
    const proxy = failure('proxy', true);
    const both = createFallbackTransport(scripted(proxy), scripted(failure('network', true)));
    await assert.rejects(both.send(request, never), (error) => error === proxy);
    const reset = failure('network', false);
    const half = createFallbackTransport(scripted(proxy), scripted(reset));
    await assert.rejects(half.send(request, never), (error) => error === reset);
  });

  it('does not try again what was aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    const first: Transport = {
      send() {
        controller.abort(reason);
        return Promise.reject(failure('network', true));
      },
      close: () => Promise.resolve(),
    };
    const second = scripted(answer(200));
    await assert.rejects(
      createFallbackTransport(first, second).send(request, controller.signal),
      (error) => error === reason,
    );
    assert.deepEqual(second.sent, []);
  });

  it('reaches a real server over the host’s fetch when the proxy of our own way is gone', async () => {
    const server = await startServer([json({ ok: 1 })]);
    const gone = await startServer([json({})]);
    await gone.close();
    const url = server.url.replace('127.0.0.1', 'fallback.test');
    const own = createUndiciTransport({ env: {}, proxyUrl: `http://127.0.0.1:${gone.port}` });
    // Stands for the host, which knows a way to a name that this machine cannot resolve.
    const host = createFetchTransport((target, init) =>
      fetch(target.replace('fallback.test', '127.0.0.1'), init),
    );
    const way = createFallbackTransport(own, host);
    assert.equal((await way.send({ ...request, url }, never)).status, 200);
    assert.equal(server.requests.length, 1);
    await way.close();
    await server.close();
  });
});

describe('transport of the extension', () => {
  it('is loaded by its first request, and can be closed before and after', async () => {
    const server = await startServer([json({ ok: 1 })]);
    await createTransport().close();
    const way = createTransport({ env: {} });
    assert.equal((await way.send({ ...request, url: server.url }, never)).status, 200);
    await way.close();
    await assert.rejects(way.send({ ...request, url: server.url }, never), ApiError);
    assert.equal(server.requests.length, 1);
    await server.close();
  });
});

describe('transport over fetch', () => {
  it('hands the answer on as it comes, without following redirects', async () => {
    const server = await startServer([
      eventStream('a', 'b'),
      { status: 302, headers: { location: 'http://127.0.0.1:9/', 'x-a': 'b' } },
    ]);
    const way = createFetchTransport();
    const { status, headers, body } = await way.send({ ...request, url: server.url }, never);
    let text = '';
    for await (const chunk of body) text += Buffer.from(chunk).toString();
    assert.deepEqual([status, headers['content-type'], text], [200, 'text/event-stream', 'ab']);
    const redirect = await way.send({ ...request, url: server.url }, never);
    assert.deepEqual([redirect.status, redirect.headers['x-a']], [302, 'b']);
    await way.close();
    await server.close();
  });

  it('tells failures before and after the request apart', async () => {
    const server = await startServer([{ instead: 'drop' }, eventStream('a', drop)]);
    const way = createFetchTransport();
    const to = (url: string) => way.send({ ...request, url }, never);
    const is = (unsent: boolean) => (error: unknown) =>
      error instanceof ApiError && error.kind === 'network' && (error.details.unsent === true) === unsent;
    await assert.rejects(to(server.url), is(false));
    const { body } = await to(server.url);
    await assert.rejects(async () => {
      for await (const _ of body);
    });
    await server.close();
    await assert.rejects(to(server.url), is(true));
    await assert.rejects(to('http://no-such-host.invalid/'), is(true));
  });

  it('throws the reason of the signal', async () => {
    const server = await startServer([{ instead: 'hang' }]);
    const controller = new AbortController();
    const reason = new Error('stopped');
    const sent = createFetchTransport().send({ ...request, url: server.url }, controller.signal);
    setImmediate(() => controller.abort(reason));
    await assert.rejects(sent, (error) => error === reason);
    await server.close();
  });
});
