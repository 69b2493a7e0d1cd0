import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { create, streamText } from './call';

describe('the emulator’s control surface', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const control = async (method: string, name: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${emulator.url}/__emulator/${name}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer;
  };
  beforeEach(() => control('POST', 'reset'));

  it('tells what was received, and forgets it', async () => {
    await create(emulator, { input: 'Hello' });
    const [request, ...more] = (await control('GET', 'requests')) as readonly Record<string, unknown>[];
    assert.deepEqual(more, []);
    assert.equal(request?.['method'], 'POST');
    assert.equal(request['path'], '/v1beta/interactions');
    assert.deepEqual(request['body'], { model: 'gemini-3.5-flash', input: 'Hello' });
    assert.equal(Object(request['headers'])['x-goog-api-key'], 'a-key');
    assert.equal(request['outcome'], 'complete');
    assert.equal(request['status'], 200);
    await control('DELETE', 'requests');
    assert.deepEqual(await control('GET', 'requests'), []);
  });

  it('takes faults', async () => {
    await control('POST', 'faults', [{ kind: 'status', status: 418, code: 'teapot' }, 'unavailable:1']);
    assert.equal(Object((await create(emulator, { input: 'Hello' }))['error']).code, 'teapot');
    assert.equal(Object((await create(emulator, { input: 'Hello' }))['error']).code, 'service_unavailable');
    assert.equal((await create(emulator, { input: 'Hello' }))['status'], 'completed');
    await control('POST', 'faults', { kind: 'unavailable' });
    assert.equal(((await control('GET', 'faults')) as readonly unknown[]).length, 1);
    await control('DELETE', 'faults');
    assert.equal((await create(emulator, { input: 'Hello' }))['status'], 'completed');
    await assert.rejects(control('POST', 'faults', { kind: 'earthquake' }), /no such fault/);
  });

  it('takes answers, for any request or for one with certain words', async () => {
    await control('POST', 'script', [
      {
        when: { prompt: 'weather' },
        calls: [{ name: 'get_weather', arguments: { city: 'Rome' }, id: 'call1' }],
      },
      { thought: 'Hm.', text: 'Prepared.' },
    ]);
    const first = await create(emulator, { input: 'Hello' });
    assert.match(
      JSON.stringify(first['steps']),
      /"summary":\[\{"type":"text","text":"Hm\."\}\].*"text":"Prepared\."/,
    );
    const second = await create(emulator, { input: 'How is the weather?' });
    assert.equal(second['status'], 'requires_action');
    assert.match(
      JSON.stringify(second['steps']),
      /"id":"call1","name":"get_weather","arguments":\{"city":"Rome"\}/,
    );
    assert.deepEqual(await control('GET', 'script'), []);
  });

  it('holds and releases answers', async () => {
    await control('POST', 'script', { pieces: ['a', { gate: 'x' }, 'b'] });
    const answer = streamText(emulator, { input: 'Hello' });
    await control('POST', 'await', { gate: 'x' });
    assert.deepEqual(await control('GET', 'gates'), ['x']);
    await control('POST', 'release', { gate: 'x' });
    assert.match(await answer, /"b"/);
    assert.deepEqual(await control('GET', 'gates'), []);
  });

  it('waits for requests', async () => {
    const waited = control('POST', 'await', { path: '/interactions', count: 2 });
    await create(emulator, { input: 'One' });
    await create(emulator, { input: 'Two' });
    await waited;
  });

  it('lets an environment expire', async () => {
    const run = await create(emulator, {
      input: 'Write a.md',
      model: undefined,
      agent: 'antigravity-preview-05-2026',
      environment: 'remote',
    });
    await control('POST', 'expire', { environment: run['environment_id'] });
    const again = await create(emulator, { input: 'Hello', environment: run['environment_id'] });
    assert.equal(Object(again['error']).code, 'not_found');
  });

  it('plays actions: files that are written, events as they are', async () => {
    await control('POST', 'script', {
      actions: [
        { writeFile: { path: 'x/y.txt', content: 'Hi' } },
        { event: { hello: 1, event_type: 'custom' } },
        { step: { type: 'model_output', content: [{ type: 'text', text: 'Done.' }] } },
      ],
      status: 'budget_exceeded',
    });
    const text = await streamText(emulator, {
      input: 'Go',
      model: undefined,
      agent: 'antigravity-preview-05-2026',
      environment: 'remote',
    });
    assert.match(text, /event: custom\ndata: \{"hello":1,"event_type":"custom","event_id":/);
    assert.match(text, /"status":"budget_exceeded"/);
    const environment = /"environment_id":"([^"]+)"/.exec(text)?.[1] ?? '';
    const file = await fetch(
      `${emulator.url}/v1beta/environments/${environment}/files/workspace/x/y.txt?alt=media&key=k`,
    );
    assert.equal(await file.text(), 'Hi');
  });
});
