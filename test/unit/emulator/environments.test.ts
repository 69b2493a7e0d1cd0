import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { decodeTar, encodeTar } from '../../emulator/resources/tar';
import { call, create } from './call';

const agent = { model: undefined, agent: 'antigravity-preview-05-2026' };

describe('the emulator’s environments', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  it('can be downloaded whole by the old address, which redirects to one that needs no key', async () => {
    const { environment_id } = await create(emulator, {
      ...agent,
      input: 'Write a.md',
      environment: 'remote',
    });
    const response = await call(
      emulator,
      'GET',
      `/v1beta/files/environment-${String(environment_id)}:download?alt=media`,
    );
    assert.equal(response.status, 302);
    const archive = await fetch(response.headers.get('location') ?? '');
    assert.equal(archive.headers.get('content-type'), 'application/x-tar');
    const entries = decodeTar(Buffer.from(await archive.arrayBuffer()));
    assert.deepEqual(
      entries.map(({ path }) => path),
      ['workspace', 'workspace/a.md'],
    );
    assert.match(entries[1]?.content?.toString() ?? '', /The task was: Write a\.md/);
  });

  it('list their files, one level or all, as folders and files', async () => {
    const made = await call(emulator, 'POST', '/v1beta/environments', {
      sources: [
        { type: 'inline', content: 'aGk=', encoding: 'base64', target: '/workspace/a/b.txt' },
        { type: 'repository', source: 'https://github.com/o/r', target: '/workspace/r' },
      ],
    });
    const { id } = Object(await made.json());
    const list = async (query: string): Promise<readonly string[]> => {
      const answer = Object(
        await (await call(emulator, 'GET', `/v1beta/environments/${id}/files${query}`)).json(),
      );
      return answer.files.map(
        (file: Record<string, string>) => `${file['type']} ${file['path']} ${file['size_bytes']}`,
      );
    };
    assert.deepEqual(await list(''), ['directory workspace 0']);
    assert.deepEqual(await list('/workspace?recursive=true'), [
      'directory workspace/a 0',
      'file workspace/a/b.txt 2',
      'directory workspace/r 0',
      'file workspace/r/README.md 38',
    ]);
    assert.deepEqual(await list('/workspace/a/b.txt'), ['file workspace/a/b.txt 2']);
  });

  it('unpack archives, and never outside of themselves', async () => {
    const { id } = Object(await (await call(emulator, 'POST', '/v1beta/environments', {})).json());
    const archive = encodeTar([
      { path: 'in/x.txt', content: Buffer.from('x') },
      { path: '../../../../out.txt', content: Buffer.from('y') },
    ]);
    const response = await fetch(
      `${emulator.url}/upload/v1beta/environments/${id}/files/workspace?extract=true&key=k`,
      {
        method: 'PUT',
        body: new Uint8Array(archive),
      },
    );
    const { files } = Object(await response.json());
    assert.deepEqual(
      files.map(({ path }: { path: string }) => path),
      ['workspace/in', 'workspace/in/x.txt', 'workspace/out.txt'],
    );
  });

  it('redirect downloads, write their types in capitals and know no downloads, when told to', async () => {
    const sources = [{ type: 'inline', content: 'hi', target: '/workspace/a.txt' }];
    const { id } = Object(await (await call(emulator, 'POST', '/v1beta/environments', { sources })).json());
    const get = (query: string): Promise<Response> =>
      call(emulator, 'GET', `/v1beta/environments/${id}/files/workspace${query}`);
    const on = 'GET /environments/*';
    emulator.faults.add('elsewhere', { on });
    const moved = (await get('/a.txt?alt=media')).headers.get('location') ?? '';
    assert.equal(new URL(moved).host, `localhost:${emulator.port}`);
    assert.equal(await (await fetch(moved)).text(), 'hi');
    emulator.faults.add('unsafe-redirect', { on });
    assert.equal((await get('?alt=media')).headers.get('location'), 'file:///etc/passwd');
    emulator.faults.add('capitals', { on });
    assert.match(await (await get('')).text(), /"type":"FILE"/);
    emulator.faults.add('no-downloads', { on });
    assert.equal((await get('?alt=media')).status, 404);
  });

  it('show what was in them before an agent wrote, as a snapshot that comes late does', async () => {
    const { environment_id } = await create(emulator, {
      ...agent,
      input: 'Write a.md',
      environment: {
        type: 'remote',
        sources: [{ type: 'inline', content: 'old', target: '/workspace/a.md' }],
      },
    });
    const read = async (): Promise<string> => {
      const path = `/v1beta/environments/${String(environment_id)}/files/workspace/a.md?alt=media`;
      return (await call(emulator, 'GET', path)).text();
    };
    emulator.faults.add('old-snapshot', { on: 'GET /environments/*' });
    assert.equal(await read(), 'old');
    assert.match(await read(), /The task was/);
  });

  it('take at most 1 MB in a source and 2 MB in all', async () => {
    const answer = async (...sizes: readonly number[]): Promise<number> => {
      const sources = sizes.map((size, at) => ({
        type: 'inline',
        content: 'x'.repeat(size),
        target: `/workspace/${at}`,
      }));
      return (await call(emulator, 'POST', '/v1beta/environments', { sources })).status;
    };
    assert.equal(await answer(1_000_000, 1_000_000), 200);
    assert.equal(await answer(1_000_001), 400);
    assert.equal(await answer(1_000_000, 1_000_000, 1), 400);
  });

  it('leave nothing behind on this machine', async () => {
    const TMPDIR = process.env['TMPDIR'];
    const folder = mkdtempSync(path.join(os.tmpdir(), 'emulator-test-'));
    process.env['TMPDIR'] = folder;
    try {
      const other = await startEmulator();
      await create(other, { ...agent, input: 'Write a.md', environment: 'remote' });
      assert.equal(readdirSync(folder).length, 1);
      await other.close();
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
      rmSync(folder, { recursive: true });
    }
  });

  it('keep long paths whole in an archive', () => {
    const long = `${'folder/'.repeat(20)}a-file.txt`;
    const [entry] = decodeTar(encodeTar([{ path: long, content: Buffer.from('content') }]));
    assert.equal(entry?.path, long);
    assert.equal(entry.content?.toString(), 'content');
  });
});
