import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ApiError, type ApiErrorKind } from '../../../src/api/errors';
import type { Transport } from '../../../src/api/transport';
import { createUndiciTransport, type UndiciTransportOptions } from '../../../src/api/undiciTransport';
import { json, type Script, type SecureOptions, startServer } from '../../support/httpServer';
import { type ConnectProxy, type ProxyOptions, startProxy } from './connectProxy';
import { createPrivateCa } from './privateCa';

const never = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];

function transport(options: UndiciTransportOptions = {}): Transport {
  const made = createUndiciTransport({ env: {}, ...options });
  open.push(made);
  return made;
}
async function server(script: Script, secure?: SecureOptions) {
  const started = await startServer(script, secure);
  open.push(started);
  return started;
}
async function proxy(options: ProxyOptions): Promise<ConnectProxy> {
  const started = await startProxy(options);
  open.push(started);
  return started;
}
async function get(way: Transport, url: string): Promise<string> {
  const { status, body } = await way.send(
    { method: 'GET', url, headers: { 'x-goog-api-key': 'hush' } },
    never,
  );
  let text = `${status} `;
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}
function fails(way: Promise<unknown>, kind: ApiErrorKind, unsent: boolean, words = /./) {
  return assert.rejects(way, (error) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.deepEqual([error.kind, error.details.unsent === true], [kind, unsent], String(error.cause));
    assert.match(error.message, words);
    return true;
  });
}

describe('undici transport', () => {
  const ca = createPrivateCa();
  // A name that only the proxy resolves: this machine's own names never take a proxy.
  const secure = ca.issue('localhost', 'gemini.test');

  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  it('sets no global dispatcher, neither when loaded nor by a request', async () => {
    const { url } = await server([json({})]);
    const bundle = await build({
      stdin: {
        contents: `import { createUndiciTransport } from './src/api/undiciTransport';
          const symbols = () => Object.getOwnPropertySymbols(globalThis).map(String).filter((name) => name.includes('undici'));
          const transport = createUndiciTransport();
          const request = { method: 'GET', url: ${JSON.stringify(url)}, headers: {} };
          transport.send(request, new AbortController().signal).then(async ({ status, body }) => {
            for await (const _ of body);
            console.log(status, JSON.stringify(symbols()));
            await transport.close();
          });`,
        resolveDir: path.resolve('.'),
        loader: 'ts',
      },
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node22',
      logLevel: 'silent',
    });
    const child = promisify(execFile)(process.execPath, ['-'], { env: {} });
    child.child.stdin?.end(bundle.outputFiles[0]?.text);
    assert.equal((await child).stdout.trim(), '200 []');
  });

  it('uses a connection again', async () => {
    const started = await server([json({ a: 1 })]);
    const way = transport();
    for (let request = 0; request < 5; request++) assert.equal(await get(way, started.url), '200 {"a":1}');
    assert.ok(started.connections <= 2, `${started.connections} connections`);
  });

  it('does not follow a redirect', async () => {
    const other = await server([json({})]);
    const { url } = await server([{ status: 307, headers: { location: other.url } }]);
    assert.equal(await get(transport(), url), '307 ');
    assert.equal(other.requests.length, 0);
  });

  it('refuses a certificate of an authority that nobody knows', async () => {
    const { url, requests } = await server([json({})], secure);
    await fails(get(transport(), url), 'certificate', true, /not trusted/);
    assert.equal(requests.length, 0);
  });

  it('reaches a server whose authority is known', async () => {
    const { url } = await server([json({})], secure);
    assert.equal(await get(transport({ ca: [ca.certificate] }), url), '200 {}');
  });

  it('refuses a certificate for another name', async () => {
    const { url } = await server([json({})], ca.issue('elsewhere.test'));
    await fails(get(transport({ ca: [ca.certificate] }), url), 'certificate', true);
  });

  it('reaches any server when certificates are not checked', async () => {
    const { url } = await server([json({})], secure);
    assert.equal(await get(transport({ strictSSL: false }), url), '200 {}');
  });

  it('goes through a proxy with a user name and password', async () => {
    const target = await server([json({ through: true })], secure);
    const started = await proxy({ targetPort: target.port, credentials: 'me:p@ss word' });
    const way = transport({
      ca: [ca.certificate],
      proxyUrl: `http://me:p%40ss%20word@127.0.0.1:${started.port}`,
    });
    assert.equal(await get(way, 'https://gemini.test/x'), '200 {"through":true}');
    assert.deepEqual(started.asked, ['CONNECT gemini.test:443']);
    assert.equal(target.requests[0]?.headers['proxy-authorization'], undefined);
  });

  it('takes the proxy from the environment', async () => {
    const target = await server([json({})], secure);
    const started = await proxy({ targetPort: target.port });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${started.port}` };
    assert.equal(await get(transport({ ca: [ca.certificate], env }), 'https://gemini.test/'), '200 {}');
    assert.equal(started.asked.length, 1);
  });

  it('goes around the proxy where it is told to', async () => {
    const target = await server([json({})], secure);
    const started = await proxy({ targetPort: target.port });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${started.port}` };
    assert.equal(await get(transport({ ca: [ca.certificate], env }), target.url), '200 {}');
    const excepted = transport({ ca: [ca.certificate], env: { ...env, NO_PROXY: 'gemini.test' } });
    // Nothing on this machine resolves the name, so going directly fails before anything is sent.
    await fails(get(excepted, 'https://gemini.test/'), 'network', true, /could not be found/);
    assert.deepEqual(started.asked, []);
  });

  it('sends plain http through the proxy as it is', async () => {
    const target = await server([json({ plain: true })]);
    const started = await proxy({ targetPort: target.port, credentials: 'a:b' });
    const way = transport({ proxyUrl: `http://a:b@127.0.0.1:${started.port}` });
    assert.equal(await get(way, 'http://gemini.test/x?y=1'), '200 {"plain":true}');
    assert.deepEqual(started.asked, ['GET http://gemini.test/x?y=1']);
  });

  it('says when the proxy asks for a password, for https and for http', async () => {
    const target = await server([json({})], secure);
    const started = await proxy({ targetPort: target.port, credentials: 'a:b' });
    const way = transport({ ca: [ca.certificate], proxyUrl: `http://a:wrong@127.0.0.1:${started.port}` });
    await fails(get(way, 'https://gemini.test/'), 'proxy', true, /user name and password/);
    await fails(get(way, 'http://gemini.test/'), 'proxy', true, /user name and password/);
    assert.equal(target.requests.length, 0);
  });

  it('says when the proxy refuses, and when there is none', async () => {
    const refusing = await proxy({ targetPort: 1, refuse: 403 });
    const way = transport({ proxyUrl: `http://127.0.0.1:${refusing.port}` });
    await fails(get(way, 'https://gemini.test/'), 'proxy', true, /did not let the request through/);
    await refusing.close();
    await fails(
      get(transport({ proxyUrl: `http://127.0.0.1:${refusing.port}` }), 'https://gemini.test/'),
      'proxy',
      true,
      /could not be reached/,
    );
  });

  it('refuses a bad certificate behind a proxy', async () => {
    const target = await server([json({})], secure);
    const started = await proxy({ targetPort: target.port });
    const way = transport({ proxyUrl: `http://127.0.0.1:${started.port}` });
    await fails(get(way, 'https://gemini.test/'), 'certificate', true);
  });

  it('knows what was provably not sent', async () => {
    const gone = await server([json({})]);
    await gone.close();
    await fails(get(transport(), gone.url), 'network', true, /does not accept connections/);
    await fails(get(transport(), 'http://no-such-host.invalid/'), 'network', true, /could not be found/);
    const plain = await server([json({})]);
    await fails(
      get(transport(), `https://localhost:${plain.port}/`),
      'network',
      true,
      /No secure connection/,
    );
  });

  it('does not claim that of a connection that broke after the request', async () => {
    const { url, requests } = await server([{ instead: 'drop' }]);
    await fails(get(transport(), url), 'network', false);
    assert.equal(requests.length, 1);
  });

  it('says when what answers is not HTTP', async () => {
    const odd = createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.9\r\n'));
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    await fails(
      get(transport(), `http://127.0.0.1:${(odd.address() as AddressInfo).port}/`),
      'protocol',
      false,
    );
    await new Promise((resolve) => odd.close(resolve));
  });

  it('gives up a connection that is never made', async () => {
    const deaf = createServer(() => {});
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(deaf.address() as AddressInfo).port}/`;
    await fails(
      get(transport({ connectTimeoutMs: 50 }), url),
      'network',
      true,
      /could not be reached in time/,
    );
    deaf.close();
  });

  it('stops at once when it is aborted while connecting', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    const deaf = createServer(() => controller.abort(reason));
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(deaf.address() as AddressInfo).port}/`;
    const sent = transport().send({ method: 'GET', url, headers: {} }, controller.signal);
    await assert.rejects(sent, (error) => error === reason);
    deaf.close();
  });

  it('fails what is under way when it is closed', async () => {
    let arrived = (): void => {};
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const { url, abandoned } = await server(() => {
      arrived();
      return { instead: 'hang' };
    });
    const way = transport();
    const failed = assert.rejects(way.send({ method: 'GET', url, headers: {} }, never), ApiError);
    await asked;
    await way.close();
    await failed;
    await abandoned;
  });
});
