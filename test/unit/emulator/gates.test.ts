import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { call, streamText } from './call';

const body = { model: 'gemini-3.5-flash', input: 'Hello', stream: true };

/** Reads a stream until a text came. */
async function readUntil(reader: ReadableStreamDefaultReader<string>, text: string): Promise<string> {
  let seen = '';
  while (!seen.includes(text)) {
    const { value, done } = await reader.read();
    assert(!done, `The stream ended before ${text}`);
    seen += value;
  }
  return seen;
}

describe('the emulator’s gates', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  beforeEach(() => emulator.reset());

  const open = async (signal?: AbortSignal): Promise<ReadableStreamDefaultReader<string>> => {
    const response = await fetch(`${emulator.url}/v1beta/interactions`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'k' },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
    assert(response.body);
    return response.body.pipeThrough(new TextDecoderStream()).getReader();
  };

  it('hold half an answer until they are released', async () => {
    emulator.script({ pieces: ['first ', { gate: 'half' }, 'second'] });
    const reader = await open();
    const half = await readUntil(reader, '"first "');
    await emulator.reached('half');
    assert(!half.includes('second'));
    emulator.release('half');
    assert.match(await readUntil(reader, '[DONE]'), /"second"/);
  });

  it('let the next one pass when they are released before', async () => {
    emulator.script({ pieces: ['a', { gate: 'early' }, 'b'], times: 2 });
    emulator.release('early');
    assert.match(await streamText(emulator, body), /"b"/);
    const reader = await open();
    await emulator.reached('early');
    await reader.cancel();
  });

  it('are named in prompts too', async () => {
    const answer = streamText(emulator, { input: 'Tell me a story [[gate:prompt]]' });
    await emulator.reached('prompt');
    emulator.release('prompt');
    assert.match(await answer, /\[DONE\]/);
  });

  it('are left when the client leaves, and nothing is kept of the answer', async () => {
    emulator.script({ pieces: ['a', { gate: 'never' }, 'b'] });
    const controller = new AbortController();
    const reader = await open(controller.signal);
    const id = /"id":"(v1_[^"]+)"/.exec(await readUntil(reader, '"a"'))?.[1] ?? '';
    controller.abort();
    const request = await emulator.until(({ outcome }) => outcome === 'aborted');
    assert.equal(request.path, '/v1beta/interactions');
    assert.equal((await call(emulator, 'GET', `/v1beta/interactions/${id}`)).status, 404);
  });

  it('do not keep the emulator from closing', async () => {
    const other = await startEmulator();
    other.script({ pieces: ['a', { gate: 'never' }] });
    const answer = streamText(other, body);
    await other.reached('never');
    const rejected = assert.rejects(answer);
    await other.close();
    await rejected;
  });

  it('hold a background run, which outlives its connection', async () => {
    emulator.script({ pieces: ['a', { gate: 'slow' }, 'b'] });
    const response = await call(emulator, 'POST', '/v1beta/interactions', {
      ...body,
      stream: false,
      background: true,
    });
    const beginning = Object(await response.json());
    assert.deepEqual(Object.keys(beginning), ['id', 'status', 'object', 'model']);
    const read = async (): Promise<unknown> => {
      const found = Object(
        await (await call(emulator, 'GET', `/v1beta/interactions/${beginning.id}`)).json(),
      );
      return found.status;
    };
    await emulator.reached('slow');
    assert.equal(await read(), 'in_progress');
    const chained = { ...body, stream: false, previous_interaction_id: beginning.id };
    assert.equal((await call(emulator, 'POST', '/v1beta/interactions', chained)).status, 400);
    emulator.release('slow');
    await (await call(emulator, 'GET', `/v1beta/interactions/${beginning.id}?stream=true`)).text();
    assert.equal(await read(), 'completed');
  });
});
