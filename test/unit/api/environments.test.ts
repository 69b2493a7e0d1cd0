import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../../src/api/client';
import type { Environments } from '../../../src/api/environments';
import { ApiError } from '../../../src/api/errors';
import type { Transport } from '../../../src/api/transport';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import { startEmulator, type Emulator } from '../../emulator/emulator';
import { decodeTar } from '../../emulator/resources/tar';
import { drop, hang, startServer } from '../../support/httpServer';
import { key, transports } from './clientFixture';

const never = new AbortController().signal;
const megabyte = 1_000_000;

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => String(await bytesOf(chunks));
const isKind =
  (kind: string, words = /./) =>
  (error: unknown): boolean =>
    error instanceof ApiError && error.kind === kind && words.test(error.message);

describe('environments', () => {
  let emulator: Emulator;
  let transport: Transport;
  let environments: Environments;
  let id: string;
  const clientOn = (url: string, way: Transport): Environments =>
    createClient({
      transport: way,
      apiKey: () => Promise.resolve(key),
      baseUrl: () => url,
      version: '1.2.3',
      retry: { random: () => 0, sleep: () => Promise.resolve() },
    }).environments;
  /** Makes a sandbox with files in its workspace. */
  const made = async (files: Readonly<Record<string, string>>): Promise<string> => {
    const response = await fetch(`${emulator.url}/v1beta/environments?key=k`, {
      method: 'POST',
      body: JSON.stringify({
        sources: Object.entries(files).map(([path, content]) => ({
          type: 'inline',
          content,
          target: `/workspace/${path}`,
        })),
      }),
    });
    return String(Object(await response.json()).id);
  };
  before(() => {
    transport = createUndiciTransport({ env: {} });
  });
  after(() => transport.close());
  beforeEach(async () => {
    emulator = await startEmulator();
    environments = clientOn(emulator.url, transport);
    id = await made({ 'a.txt': 'Hello', 'src dir/50% ü#?.ts': 'code' });
  });
  afterEach(() => emulator.close());
  const withKey = (): readonly boolean[] =>
    emulator.requests.slice(1).map(({ headers }) => JSON.stringify(headers).includes(key));

  it('are looked at, listed over all pages and deleted', async () => {
    const other = await made({});
    const found = await environments.get(id, never);
    assert.deepEqual(
      [found.id, found.status, found.files, found.bytes, found.network],
      [id, 'active', 2, 9, undefined],
    );
    assert.ok(Math.abs((found.usedAt ?? 0) - Date.now()) < 60_000);
    const all = await environments.list(never);
    assert.deepEqual(
      all.map((each) => each.id),
      [id, other],
    );
    await environments.delete(id, never);
    await assert.rejects(environments.get(id, never), isKind('notFound', /environment is gone/));
  });

  it('list the files of a folder, in whatever letters the service writes their types', async () => {
    const list = async (options: object): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const page of environments.listFiles(id, options, never))
        found.push(...page.map((file) => `${file.kind === 'file' ? file.bytes : file.kind} ${file.path}`));
      return found;
    };
    assert.deepEqual(await list({}), ['folder workspace']);
    const all = ['5 workspace/a.txt', 'folder workspace/src dir', '4 workspace/src dir/50% ü#?.ts'];
    assert.deepEqual(await list({ directory: 'workspace', recursive: true }), all);
    emulator.faults.add('capitals', { on: 'GET /environments/*' });
    assert.deepEqual(await list({ directory: '/workspace/', recursive: true }), all);
    await assert.rejects(
      list({ directory: 'workspace/none' }),
      isKind('notFound', /does not have this file/),
    );
  });

  it('list page by page, and ask for the next page when the one before was taken', async () => {
    const page = (names: readonly string[], next?: string): string =>
      JSON.stringify({
        files: names.map((name) => ({ path: name, type: 'FILE' })),
        ...(next === undefined ? {} : { next_page_token: next }),
      });
    const server = await startServer(({ path }) => {
      const token = new URL(path, 'http://x').searchParams.get('page_token');
      // The last page names itself as the next one.
      return {
        headers: { 'content-type': 'application/json' },
        body: token === null ? page(['a', 'b'], 'two') : page(['c'], 'two'),
      };
    });
    const pages = clientOn(server.url, transport).listFiles('e', {}, never);
    const first = await pages.next();
    assert.equal(server.requests.length, 1);
    assert.deepEqual(
      (first.value ?? []).map(({ path }: { path: string }) => path),
      ['a', 'b'],
    );
    const rest: string[] = [];
    for await (const files of pages) rest.push(...files.map(({ path }) => path));
    assert.deepEqual(rest, ['c']);
    assert.equal(server.requests.length, 2);
    await server.close();
  });

  for (const [name, makeTransport] of Object.entries(transports)) {
    it(`give a file, a folder as an archive, and everything (${name})`, async () => {
      const way = makeTransport();
      const client = clientOn(emulator.url, way);
      assert.equal(await textOf(client.download(id, 'workspace/src dir/50% ü#?.ts', never)), 'code');
      const names = (archive: Buffer): readonly string[] => decodeTar(archive).map(({ path }) => path);
      assert.deepEqual(names(await bytesOf(client.download(id, 'workspace/src dir', never))), [
        'workspace/src dir/50% ü#?.ts',
      ]);
      assert.deepEqual(names(await bytesOf(client.downloadAll(id, never))), [
        'workspace/a.txt',
        'workspace/src dir',
        'workspace/src dir/50% ü#?.ts',
      ]);
      await assert.rejects(
        textOf(client.download(id, 'workspace/none', never)),
        isKind('notFound', /does not have this file/),
      );
      await way.close();
    });

    it(`follow a redirect to another origin without the key, and take none along back (${name})`, async () => {
      const way = makeTransport();
      emulator.faults.add('elsewhere', { on: 'GET /environments/*' });
      emulator.faults.add('elsewhere', { on: 'GET /download/environments/*' });
      const client = clientOn(emulator.url, way);
      assert.equal(await textOf(client.download(id, 'workspace/src dir/50% ü#?.ts', never)), 'code');
      assert.deepEqual(withKey(), [true, false, false]);
      const hosts = emulator.requests.slice(1).map(({ headers }) => headers['host']?.split(':')[0]);
      assert.deepEqual(hosts, ['127.0.0.1', 'localhost', '127.0.0.1']);
      assert.equal(emulator.requests.at(-1)?.headers['x-goog-api-client'], undefined);
      await way.close();
    });
  }

  it('keep the key on a redirect within the origin', async () => {
    emulator.faults.add('no-downloads', { on: 'GET /environments/*' });
    await bytesOf(environments.downloadAll(id, never));
    assert.deepEqual(
      emulator.requests.slice(1).map(({ path }) => path),
      [
        `/v1beta/environments/${id}/files/workspace`,
        `/v1beta/files/environment-${id}:download`,
        `/download/v1beta/snapshots/${id}`,
      ],
    );
    assert.deepEqual(withKey(), [true, true, true]);
  });

  it('fall back to the old address, which redirects to another origin', async () => {
    emulator.faults.add('no-downloads', { on: 'GET /environments/*' });
    emulator.faults.add('elsewhere', { on: 'GET /files/*' });
    const archive = await bytesOf(environments.downloadAll(id, never));
    assert.deepEqual(
      decodeTar(archive).map(({ path }) => path),
      ['workspace', 'workspace/a.txt', 'workspace/src dir', 'workspace/src dir/50% ü#?.ts'],
    );
    assert.deepEqual(withKey(), [true, true, false]);
  });

  it('say that they are gone once they expired, by either address', async () => {
    await emulator.expire(id);
    await assert.rejects(
      bytesOf(environments.downloadAll(id, never)),
      isKind('notFound', /environment is gone/),
    );
    await assert.rejects(environments.delete(id, never), isKind('notFound', /environment is gone/));
  });

  it('do not follow an address that is not safe, nor redirects without end', async () => {
    emulator.faults.add('unsafe-redirect', { on: 'GET /environments/*' });
    await assert.rejects(
      textOf(environments.download(id, 'workspace/a.txt', never)),
      isKind('protocol', /not safe to follow/),
    );
    for (const location of ['http://user:word@127.0.0.1/x', 'nonsense://x', 'https://[', '/again']) {
      const server = await startServer([{ status: 302, headers: { location } }]);
      await assert.rejects(
        textOf(clientOn(server.url, transport).download('e', 'f', never)),
        isKind('protocol'),
      );
      assert.equal(server.requests.length, location === '/again' ? 6 : 1, location);
      await server.close();
    }
  });

  it('do not follow from a secure service to an address in the clear', async () => {
    const asked: string[] = [];
    const answering: Transport = {
      send: ({ url }) => {
        asked.push(url);
        const headers = { location: 'http://gateway.example/gemini' };
        return Promise.resolve({ status: 302, headers, body: (async function* () {})() });
      },
      close: () => Promise.resolve(),
    };
    await assert.rejects(
      textOf(clientOn('https://gateway.example/gemini', answering).download('e', 'f', never)),
      isKind('protocol', /not safe to follow/),
    );
    assert.equal(asked.length, 1);
  });

  it('begin anew after a failure as long as nothing has arrived, and not after', async () => {
    emulator.faults.add('unavailable', { on: 'GET /environments/*' });
    emulator.faults.add('reset', { on: 'GET /environments/*' });
    assert.equal(await textOf(environments.download(id, 'workspace/a.txt', never)), 'Hello');
    const server = await startServer([{ headers: { 'content-length': '100' }, body: ['half', drop] }]);
    const got: string[] = [];
    await assert.rejects(async () => {
      for await (const chunk of clientOn(server.url, transport).download('e', 'f', never))
        got.push(String(Buffer.from(chunk)));
    }, isKind('network'));
    assert.deepEqual([got, server.requests.length], [['half'], 1]);
    await server.close();
  });

  it('read no more than is taken, and close the connection of whoever leaves', async () => {
    let written = 0;
    const closed = Promise.withResolvers<void>();
    const server = createServer((_request, response) => {
      const block = Buffer.alloc(256 * 1024);
      const more = (): void => {
        for (let goesOn = true; goesOn && written < 200 * megabyte;) {
          written += block.length;
          goesOn = response.write(block);
        }
      };
      response.on('drain', more).on('close', () => closed.resolve());
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let taken = 0;
    for await (const chunk of clientOn(url, transport).download('e', 'f', never)) {
      taken += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (taken > megabyte) break;
    }
    await closed.promise;
    assert.ok(written < 40 * megabyte, `${written} bytes were written, ${taken} taken`);
    server.close();
  });

  it('end with the reason of the signal', async () => {
    const stopping = new AbortController();
    const server = await startServer([{ body: ['first', hang] }]);
    const chunks = clientOn(server.url, transport).download('e', 'f', stopping.signal);
    await chunks.next();
    setTimeout(() => stopping.abort(new Error('Closed.')), 5);
    await assert.rejects(chunks.next(), /Closed\./);
    await server.close();
  });

  it('are never asked for by a name that means another address', async () => {
    const requests = emulator.requests.length;
    for (const name of ['', '.', '..', '\ud800'])
      await assert.rejects(environments.get(name, never), isKind('invalid'), JSON.stringify(name));
    for (const path of ['workspace/../..', './x', '..'])
      await assert.rejects(textOf(environments.download(id, path, never)), isKind('invalid'), path);
    assert.equal(emulator.requests.length, requests);
  });
});
