import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient } from '../../../src/api/client';
import { ApiError } from '../../../src/api/errors';
import type { Files } from '../../../src/api/files';
import type { Transport } from '../../../src/api/transport';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import type { UploadSource } from '../../../src/api/uploadFile';
import { startEmulator, type Emulator } from '../../emulator/emulator';
import { key, transports } from './clientFixture';

const megabyte = 1_000_000;
const never = new AbortController().signal;

describe('files', () => {
  let emulator: Emulator;
  let transport: Transport;
  let files: Files;
  let waits: number[];
  const clientOn = (url: string, way: Transport): Files =>
    createClient({
      transport: way,
      apiKey: () => Promise.resolve(key),
      baseUrl: () => url,
      version: '1.2.3',
      retry: {
        random: () => 0,
        sleep: (milliseconds, signal) => {
          signal.throwIfAborted();
          waits.push(milliseconds);
          return Promise.resolve();
        },
      },
    }).files;
  before(async () => {
    emulator = await startEmulator();
    transport = createUndiciTransport({ env: {} });
  });
  after(async () => {
    await transport.close();
    await emulator.close();
  });
  beforeEach(() => {
    emulator.reset();
    waits = [];
    files = clientOn(emulator.url, transport);
  });

  const chunks = () => emulator.requests.filter(({ path: route }) => route.includes('/sessions/'));
  const commands = (): readonly string[] =>
    chunks().map(({ headers }) => headers['x-goog-upload-command'] ?? '');
  const bytesOf = (size: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 12)) % 251;
    return bytes;
  };
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const sourceOf = (bytes: Uint8Array<ArrayBuffer>, more: Partial<UploadSource> = {}): UploadSource => ({
    name: 'film.mp4',
    mimeType: 'video/mp4',
    bytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
    ...more,
  });

  for (const [name, makeTransport] of Object.entries(transports)) {
    it(`arrive byte for byte, in growing chunks, and are told of as they do (${name})`, async () => {
      const way = makeTransport();
      const bytes = bytesOf(5 * megabyte);
      const progress: number[] = [];
      const file = await clientOn(emulator.url, way).upload(sourceOf(bytes), never, {
        onProgress: (sent) => progress.push(sent),
      });
      await way.close();
      assert.equal(file.sha256, sha256(bytes));
      assert.equal(file.bytes, bytes.length);
      assert.equal(file.mimeType, 'video/mp4');
      assert.ok((file.expiresAt ?? 0) > Date.now() + 47 * 3_600_000);
      assert.deepEqual(commands(), ['upload', 'upload', 'upload, finalize']);
      assert.deepEqual(progress, [1024 * 1024, 3 * 1024 * 1024, bytes.length]);
    });
  }

  it('go with the key to the service only, and without it to the address of the upload', async () => {
    await files.upload(sourceOf(bytesOf(10)), never);
    const [start, ...others] = emulator.requests;
    assert.equal(start?.headers['x-goog-api-key'], key);
    assert.deepEqual(start.body, {
      file: {
        name: (start.body as { file: { name: string } }).file.name,
        displayName: 'film.mp4',
        mimeType: 'video/mp4',
        sizeBytes: '10',
      },
    });
    for (const { headers } of others) assert.doesNotMatch(JSON.stringify(headers), new RegExp(key));
  });

  it('stream 100 MB from the disk in flat memory, over a chunk that breaks off', async function () {
    this.timeout(60_000);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const folder = mkdtempSync(path.join(tmpdir(), 'upload-'));
    let handle: FileHandle | undefined;
    try {
      const name = path.join(folder, 'film.mp4');
      const part = bytesOf(megabyte);
      const hash = createHash('sha256');
      for (let at = 0; at < 100; at += 1) {
        part[0] = at;
        writeFileSync(name, part, { flag: 'a' });
        hash.update(part);
      }
      const opened = await open(name);
      handle = opened;
      const held = (): number => {
        collect();
        return process.memoryUsage().arrayBuffers;
      };
      emulator.faults.add('half-chunk', { on: 'POST /upload/sessions/*', skip: 5 });
      const before = held();
      let most = 0;
      const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
        const buffer = new Uint8Array(length);
        await opened.read(buffer, 0, length, offset);
        return buffer;
      };
      const file = await files.upload(
        { name: 'film.mp4', mimeType: 'video/mp4', bytes: 100 * megabyte, read },
        never,
        {
          onProgress: () => {
            most = Math.max(most, held() - before);
          },
        },
      );
      assert.equal(file.sha256, hash.digest('hex'));
      assert.equal(commands().filter((command) => command === 'query').length, 1);
      // The emulator runs in this process and reads each chunk whole: one chunk at each end, and what is on its way.
      assert.ok(most < 40 * megabyte, `${Math.round(most / megabyte)} MB`);
    } finally {
      await handle?.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('go on from where the service is after a lost connection, a failure or an overload', async () => {
    const bytes = bytesOf(3 * megabyte);
    const on = 'POST /upload/sessions/*';
    for (const kind of ['reset', 'server-error', 'unavailable'] as const) {
      emulator.reset();
      emulator.faults.add(kind, { on, skip: 1 });
      const file = await files.upload(sourceOf(bytes), never);
      assert.equal(file.sha256, sha256(bytes), kind);
      assert.deepEqual(
        commands(),
        ['upload', 'upload, finalize', 'query', 'upload', 'upload, finalize'],
        kind,
      );
    }
  });

  it('are found when the answer to the last chunk is lost', async () => {
    const bytes = bytesOf(1000);
    emulator.faults.add('lost-answer', { on: 'POST /upload/sessions/*' });
    const file = await files.upload(sourceOf(bytes), never);
    assert.equal(file.sha256, sha256(bytes));
    assert.deepEqual(commands(), ['upload, finalize', 'query']);
  });

  it('are given up after failures in a row, and when the service refuses', async () => {
    emulator.faults.add('reset', { on: 'POST /upload/sessions/*', times: 100 });
    await assert.rejects(
      files.upload(sourceOf(bytesOf(10)), never),
      (error) => error instanceof ApiError && error.kind === 'network',
    );
    emulator.reset();
    emulator.faults.add('status', { on: 'POST /upload/sessions/*', status: 403, code: 'permission_denied' });
    await assert.rejects(
      files.upload(sourceOf(bytesOf(10)), never),
      (error) => error instanceof ApiError && error.kind === 'permission',
    );
    assert.deepEqual(commands(), ['upload, finalize']);
  });

  it('send nothing any more once they are stopped', async () => {
    const stopping = new AbortController();
    const uploading = files.upload(sourceOf(bytesOf(10 * megabyte)), stopping.signal, {
      onProgress: () => stopping.abort(new Error('Removed.')),
    });
    await assert.rejects(uploading, /Removed\./);
    const sent = emulator.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(emulator.requests.length, sent);
    assert.deepEqual(commands(), ['upload']);
  });

  it('are stopped in the middle of a chunk that nobody answers', async () => {
    emulator.faults.add('silence', { on: 'POST /upload/sessions/*' });
    const stopping = new AbortController();
    const uploading = files.upload(sourceOf(bytesOf(10)), stopping.signal);
    await emulator.reached('silence');
    stopping.abort(new Error('Removed.'));
    await assert.rejects(uploading, /Removed\./);
    emulator.release('silence');
  });

  it('are refused when they became shorter in the meantime', async () => {
    const bytes = bytesOf(10);
    await assert.rejects(files.upload(sourceOf(bytes, { bytes: 11 }), never), /became shorter/);
  });

  it('are not sent from a secure service to an address in the clear', async () => {
    for (const address of ['http://127.0.0.1:1/x', 'ftp://host/x', 'https://user:word@host/x', 'nonsense']) {
      const answering: Transport = {
        send: () =>
          Promise.resolve({
            status: 200,
            headers: { 'x-goog-upload-url': address },
            body: (async function* () {})(),
          }),
        close: () => Promise.resolve(),
      };
      await assert.rejects(
        clientOn('https://gateway.example/gemini', answering).upload(sourceOf(bytesOf(1)), never),
        (error) => error instanceof ApiError && error.kind === 'protocol',
        address,
      );
    }
  });

  it('are waited for until the service has read them', async () => {
    const file = await files.upload(sourceOf(bytesOf(10)), never);
    assert.equal(file.state, 'processing');
    const active = await files.untilActive(file, never);
    assert.equal(active.state, 'active');
    assert.deepEqual(waits, [500, 750]);
    const broken = sourceOf(bytesOf(10), { name: '[[fault:processing]]' });
    await assert.rejects(
      files.untilActive(await files.upload(broken, never), never),
      (error) =>
        error instanceof ApiError &&
        error.kind === 'invalid' &&
        error.details.serviceMessage === 'The file could not be processed.',
    );
  });

  it('are no longer waited for once that is stopped', async () => {
    const endless = await files.upload(sourceOf(bytesOf(10), { name: '[[gate:endless]]' }), never);
    const stopping = new AbortController();
    const waiting = files.untilActive(endless, stopping.signal);
    await emulator.until(({ method, path: route }) => method === 'GET' && route.endsWith(endless.name));
    stopping.abort(new Error('Removed.'));
    await assert.rejects(waiting, /Removed\./);
    emulator.release('endless');
  });

  it('are listed over all pages, looked at and deleted', async () => {
    const own = await startEmulator();
    const client = clientOn(own.url, transport);
    const made: string[] = [];
    for (let count = 0; count < 3; count += 1)
      made.push((await client.upload(sourceOf(bytesOf(10)), never)).name);
    assert.deepEqual((await client.list(never)).map(({ name }) => name).toSorted(), made.toSorted());
    const [first = ''] = made;
    assert.equal((await client.get(first, never)).name, first);
    await client.delete(first, never);
    await assert.rejects(
      client.get(first, never),
      (error) => error instanceof ApiError && error.kind === 'permission',
    );
    for (const name of ['', 'files/', 'files/..', 'models/x', 'files/a/b'])
      await assert.rejects(client.get(name, never), (error) => error instanceof ApiError, name);
    await own.close();
  });
});
