import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { call } from './call';

describe('the emulator’s uploads', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const start = async (): Promise<string> => {
    const response = await call(
      emulator,
      'POST',
      '/upload/v1beta/files',
      { file: { display_name: 'notes', mimeType: 'text/plain' } },
      { 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start' },
    );
    assert.equal(response.headers.get('x-goog-upload-status'), 'active');
    return response.headers.get('x-goog-upload-url') ?? '';
  };
  const send = (address: string, command: string, offset: number, body: string): Promise<Response> =>
    fetch(address, {
      method: 'POST',
      headers: { 'x-goog-upload-command': command, 'x-goog-upload-offset': String(offset) },
      body,
    });

  it('tell how much has arrived, so that they can be taken up again', async () => {
    const address = await start();
    await send(address, 'upload', 0, 'Hello, ');
    const asked = await send(address, 'query', 0, '');
    assert.equal(asked.headers.get('x-goog-upload-size-received'), '7');
    const wrong = await send(address, 'upload, finalize', 3, 'world');
    assert.equal(wrong.status, 400);
    const last = await send(address, 'upload, finalize', 7, 'world');
    assert.equal(last.headers.get('x-goog-upload-status'), 'final');
    const { file } = Object(await last.json());
    assert.equal(file.sizeBytes, '12');
    assert.equal(file.displayName, 'notes');
    assert.equal(file.mimeType, 'text/plain');
  });

  it('keep what arrived of a chunk that broke off, and know that they are over', async () => {
    const address = await start();
    emulator.faults.add('half-chunk', { on: 'POST /upload/*', skip: 1 });
    await send(address, 'upload', 0, 'Hello, ');
    await assert.rejects(send(address, 'upload', 7, 'wide world'));
    const asked = await send(address, 'query', 0, '');
    assert.equal(asked.headers.get('x-goog-upload-size-received'), '12');
    emulator.faults.add('lost-answer', { on: 'POST /upload/*' });
    await assert.rejects(send(address, 'upload, finalize', 12, 'world'));
    assert.equal((await send(address, 'query', 0, '')).headers.get('x-goog-upload-status'), 'final');
  });

  it('end once: the address is unknown afterwards', async () => {
    const address = await start();
    await send(address, 'upload, finalize', 0, 'x');
    assert.equal((await send(address, 'upload, finalize', 0, 'x')).status, 404);
  });
});
