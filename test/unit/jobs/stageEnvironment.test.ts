import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '../../../src/api/client';
import type { Environments } from '../../../src/api/environments';
import { ApiError } from '../../../src/api/errors';
import type { Transport } from '../../../src/api/transport';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import type { Staged } from '../../../src/jobs/stage';
import { stageEnvironment } from '../../../src/jobs/stageEnvironment';
import { type Emulator, startEmulator } from '../../emulator/emulator';
import { key } from '../api/clientFixture';
import { create } from '../emulator/call';
import { rawTar } from './rawTar';

const never = new AbortController().signal;
const agent = { model: undefined, agent: 'antigravity-preview-05-2026' };

describe('the files of an environment', () => {
  let emulator: Emulator;
  let transport: Transport;
  let environments: Environments;
  let parent: string;
  before(async () => {
    emulator = await startEmulator();
    transport = createUndiciTransport({ env: {} });
    environments = createClient({
      transport,
      apiKey: () => Promise.resolve(key),
      baseUrl: () => emulator.url,
      version: '1.2.3',
    }).environments;
  });
  after(async () => {
    await transport.close();
    await emulator.close();
  });
  beforeEach(() => {
    emulator.reset();
    parent = mkdtempSync(path.join(tmpdir(), 'environment-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const run = async (): Promise<string> => {
    const sources = [{ type: 'inline', content: 'one\n', target: '/workspace/src/a.txt' }];
    const environment = { type: 'remote', sources };
    return String((await create(emulator, { ...agent, input: 'Write b.md', environment }))['environment_id']);
  };
  const textsOf = (staged: Staged): Readonly<Record<string, string>> =>
    Object.fromEntries(staged.files.map(({ path: name, file }) => [name, readFileSync(file, 'utf8')]));
  const brought = async (id: string): Promise<Staged> => {
    const staged = await stageEnvironment(environments, id, { parent }, never);
    const { 'b.md': notes, ...others } = textsOf(staged);
    assert.match(notes ?? '', /The task was: Write b\.md/);
    assert.deepEqual(others, { 'src/a.txt': 'one\n' });
    assert.deepEqual([staged.refusals, staged.isComplete], [[], true]);
    assert.deepEqual(readdirSync(parent), [path.basename(staged.folder)]);
    return staged;
  };
  const asked = (): readonly string[] =>
    emulator.requests.slice(1).map(({ path: each }) => each.replace(/[0-9a-f-]{36}/, 'ID'));

  it('come as one archive, and their paths are those below /workspace', async () => {
    await brought(await run());
    assert.deepEqual(asked(), ['/v1beta/environments/ID/files/workspace']);
  });

  it('come by the old address, with a redirect to another origin, where there is no other', async () => {
    const id = await run();
    emulator.faults.add('no-downloads', { on: 'GET /environments/*' });
    emulator.faults.add('elsewhere', { on: 'GET /files/*' });
    await brought(id);
    const [, , last] = emulator.requests.slice(1);
    assert.equal(last?.headers['x-goog-api-key'], undefined);
  });

  it('come one by one when what comes is no archive', async () => {
    const id = await run();
    emulator.faults.add('html-ok', { on: 'GET /environments/*' });
    await brought(id);
    assert.deepEqual(asked().toSorted(), [
      '/v1beta/environments/ID/files/workspace',
      '/v1beta/environments/ID/files/workspace',
      '/v1beta/environments/ID/files/workspace/b.md',
      '/v1beta/environments/ID/files/workspace/src/a.txt',
    ]);
  });

  it('are said to be gone when the environment is', async () => {
    const id = await run();
    await emulator.expire(id);
    await assert.rejects(
      stageEnvironment(environments, id, { parent }, never),
      (error) =>
        error instanceof ApiError && error.kind === 'notFound' && /environment is gone/.test(error.message),
    );
    assert.deepEqual(readdirSync(parent), []);
  });

  it('are asked for by the paths of the workspace when not all are wanted', async () => {
    const seen: string[] = [];
    const wants = (name: string): boolean => seen.push(name) > 0 && name !== 'src/a.txt';
    const staged = await stageEnvironment(environments, await run(), { parent, wants }, never);
    assert.deepEqual(seen.toSorted(), ['b.md', 'src/a.txt']);
    assert.deepEqual([staged.files.map((each) => each.path), staged.leftOut], [['b.md'], ['src/a.txt']]);
  });

  it('are refused when an archive has them elsewhere', async () => {
    const archive = rawTar([
      { name: './workspace/a', content: 'a' },
      { name: 'home/b', content: 'b' },
      { name: './workspace/../c', content: 'c' },
    ]);
    const giving: Environments = {
      ...environments,
      async *downloadAll() {
        yield archive;
      },
    };
    const staged = await stageEnvironment(giving, 'e', { parent }, never);
    assert.deepEqual(textsOf(staged), { a: 'a' });
    assert.deepEqual(staged.refusals, [
      { path: '../c', reason: 'climbs' },
      { path: 'home/b', reason: 'outside' },
    ]);
  });

  it('may be named from the folder itself', async () => {
    const giving: Environments = {
      ...environments,
      async *downloadAll() {
        yield rawTar([
          { name: './', flag: '5' },
          { name: './src/a', content: 'a' },
        ]);
      },
    };
    assert.deepEqual(textsOf(await stageEnvironment(giving, 'e', { parent }, never)), { 'src/a': 'a' });
  });
});
