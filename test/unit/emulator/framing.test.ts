import assert from 'node:assert/strict';
import http from 'node:http';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { split } from '../../emulator/interactions/stream';
import { call, create, streamText } from './call';

const stateless = { input: 'Hello', store: false };

describe('the emulator’s framing', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  beforeEach(() => emulator.reset());

  it('writes a stream as the service does, byte for byte', async () => {
    emulator.script({
      actions: [
        { step: { type: 'thought', signature: 'EvEF' } },
        { step: { type: 'model_output', content: [{ type: 'text', text: 'AI works ünchanged.' }] } },
        { step: { type: 'function_call', id: '61nzpsv4', name: 'getWeather', arguments: { city: 'Köln' } } },
      ],
      usage: { total_tokens: 3 },
    });
    const received = await streamText(emulator, stateless);
    const time = /"created":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"/.exec(received)?.[1];
    const updated = /"updated":"([^"]+)"/.exec(received)?.[1];
    assert.equal(
      received,
      `event: interaction.created
data: {"interaction":{"id":"","status":"in_progress","object":"interaction","model":"gemini-3.5-flash"},"event_type":"interaction.created"}

event: interaction.status_update
data: {"interaction_id":"","status":"in_progress","event_type":"interaction.status_update"}

event: step.start
data: {"index":0,"step":{"type":"thought"},"event_type":"step.start"}

event: step.delta
data: {"index":0,"delta":{"signature":"EvEF","type":"thought_signature"},"event_type":"step.delta"}

event: step.stop
data: {"index":0,"event_type":"step.stop"}

event: step.start
data: {"index":1,"step":{"type":"model_output"},"event_type":"step.start"}

event: step.delta
data: {"index":1,"delta":{"text":"AI works ","type":"text"},"event_type":"step.delta"}

event: step.delta
data: {"index":1,"delta":{"text":"ünchanged.","type":"text"},"event_type":"step.delta"}

event: step.stop
data: {"index":1,"event_type":"step.stop"}

event: step.start
data: {"index":2,"step":{"id":"61nzpsv4","type":"function_call","name":"getWeather","arguments":{}},"event_type":"step.start"}

event: step.delta
data: {"index":2,"delta":{"arguments":"{\\"cit","type":"arguments_delta"},"event_type":"step.delta"}

event: step.delta
data: {"index":2,"delta":{"arguments":"y\\":\\"K","type":"arguments_delta"},"event_type":"step.delta"}

event: step.delta
data: {"index":2,"delta":{"arguments":"öln\\"}","type":"arguments_delta"},"event_type":"step.delta"}

event: step.stop
data: {"index":2,"event_type":"step.stop"}

event: interaction.completed
data: {"interaction":{"id":"","status":"requires_action","usage":{"total_tokens":3},"created":"${time}","updated":"${updated}","service_tier":"standard","object":"interaction","model":"gemini-3.5-flash"},"event_type":"interaction.completed"}

event: done
data: [DONE]

`,
    );
  });

  it('leaves the id of an unstored interaction out of a whole answer', async () => {
    const answer = await create(emulator, stateless);
    assert.deepEqual(Object.keys(answer), [
      'status',
      'usage',
      'created',
      'updated',
      'service_tier',
      'steps',
      'object',
      'model',
    ]);
    assert.equal(answer['object'], 'interaction');
  });

  it('names interactions by their chain and themselves', async () => {
    const parts = ({ id }: Record<string, unknown>): readonly string[] => {
      const bytes = Buffer.from(String(id).replace(/^v1_/, ''), 'base64url');
      assert.deepEqual([bytes[0], bytes[1], bytes[25], bytes[26]], [0x0a, 23, 0x12, 23]);
      return [bytes.toString('latin1', 2, 25), bytes.toString('latin1', 27)];
    };
    const first = await create(emulator, { input: 'Hello' });
    const second = await create(emulator, { input: 'Hello', previous_interaction_id: first['id'] });
    const [root, own] = parts(first);
    assert.equal(root, own);
    assert.equal(parts(second)[0], root);
    assert.notEqual(parts(second)[1], own);
  });

  it('streams under both versions, with and without alt=sse, and not without stream:true', async () => {
    for (const [path, stream, type] of [
      ['/v1/interactions', true, 'text/event-stream'],
      ['/v1beta/interactions?alt=sse', true, 'text/event-stream'],
      ['/v1beta/interactions?alt=sse', false, 'application/json; charset=UTF-8'],
    ] as const) {
      const response = await call(emulator, 'POST', path, {
        model: 'gemini-3.5-flash',
        input: 'Hello',
        stream,
      });
      assert.equal(response.headers.get('content-type'), type);
      await response.text();
    }
  });

  it('folds to the same steps that a whole answer has', async () => {
    const body = { input: 'Who won the euro 2024?', tools: [{ type: 'google_search' }], store: false };
    const twin = await startEmulator();
    try {
      const whole = await create(emulator, body);
      const text = await streamText(twin, body);
      const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json = '']) => JSON.parse(json));
      const folded = events
        .filter(({ event_type }) => event_type === 'step.start')
        .map(({ index, step }) => {
          const deltas = events.filter((event) => event.event_type === 'step.delta' && event.index === index);
          const output = deltas.map(({ delta }) => delta.text ?? '').join('');
          const annotations = deltas.find(({ delta }) => delta.annotations)?.delta.annotations;
          if (step.type === 'model_output')
            return { ...step, content: [{ type: 'text', text: output, annotations }] };
          return Object.assign({}, step, ...deltas.map(({ delta }) => ({ ...delta, type: step.type })));
        });
      // The call's id is made anew for each request.
      const withoutIds = (steps: unknown): unknown =>
        JSON.parse(JSON.stringify(steps).replace(/"(call_)?id":"[^"]*",?/g, ''));
      assert.deepEqual(withoutIds(folded), withoutIds(whole['steps']));
    } finally {
      await twin.close();
    }
  });

  describe('packets', () => {
    const packetsOf = (url: string): Promise<readonly Buffer[]> =>
      new Promise((resolve, reject) => {
        const request = http.request(`${url}/v1beta/interactions`, {
          method: 'POST',
          headers: { 'x-goog-api-key': 'k' },
        });
        request.on('error', reject);
        request.on('response', (response) => {
          const packets: Buffer[] = [];
          response.on('data', (packet: Buffer) => packets.push(packet));
          response.on('end', () => resolve(packets));
        });
        request.end(
          JSON.stringify({ model: 'gemini-3.5-flash', input: '[[echo]] 日本語', stream: true, store: false }),
        );
      });

    it('are whole events by default', async () => {
      const packets = await packetsOf(emulator.url);
      assert(packets.length > 5);
      assert(packets.every((packet) => packet.toString().endsWith('\n\n')));
    });

    for (const tears of [true, false]) {
      it(`are as small as a test wants, and ${tears ? 'tear' : 'keep'} characters`, async () => {
        const torn = await startEmulator({ packets: { size: 2, tears } });
        try {
          const packets = await packetsOf(torn.url);
          assert(packets.every(({ length }) => length <= (tears ? 2 : 4)));
          assert.equal(
            packets.some((packet) => packet.toString().includes('\ufffd')),
            tears,
          );
          assert.match(Buffer.concat(packets).toString(), /日本語/);
        } finally {
          await torn.close();
        }
      });
    }

    it('lose nothing', () => {
      const text = 'a—ü👋🏽z';
      for (const size of [1, 2, 3, 100]) {
        for (const tears of [true, false]) {
          assert.equal(Buffer.concat([...split(text, { size, tears })]).toString(), text);
        }
      }
    });
  });
});
