import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { detours, faultKinds, losses } from '../../emulator/faults/fault';
import type { FaultKind } from '../../emulator/faults/fault';
import { call, create, streamText } from './call';

const body = { model: 'gemini-3.5-flash', input: 'Hello', stream: true };

describe('the emulator’s faults', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  beforeEach(() => {
    emulator.reset();
    emulator.script({ text: 'one two three four five six seven eight', times: 100 });
  });

  const post = (headers: Record<string, string> = {}, input = 'Hello'): Promise<Response> =>
    call(emulator, 'POST', '/v1beta/interactions', { ...body, input }, headers);

  it('strike once when they were queued, and only what they are for', async () => {
    emulator.faults.add('server-error');
    assert.equal((await call(emulator, 'GET', '/v1beta/models')).status, 200);
    assert.equal((await post()).status, 500);
    assert.equal((await post()).status, 200);
    emulator.faults.add('unavailable', { on: 'GET /models', times: 2 });
    assert.equal((await post()).status, 200);
    for (const status of [503, 503, 200])
      assert.equal((await call(emulator, 'GET', '/v1beta/models')).status, status);
  });

  it('strike as often as a header says, for the same request', async () => {
    const headers = { 'x-emulator-fault': 'server-error:2' };
    for (const status of [500, 500, 200]) assert.equal((await post(headers)).status, status);
    for (const status of [500, 500, 200]) assert.equal((await post(headers, 'Another')).status, status);
    const always = { 'x-emulator-fault': 'unavailable' };
    for (const status of [503, 503, 503]) assert.equal((await post(always)).status, status);
  });

  it('strike by the words of the newest prompt, not of an older one', async () => {
    const words = 'Please [[fault:rate-limit]]';
    assert.equal((await post({}, words)).status, 429);
    const first = await create(emulator, { input: 'Hello', store: false });
    const history = [
      { type: 'user_input', content: words },
      ...(first['steps'] as readonly object[]),
      { type: 'user_input', content: 'Go on' },
    ];
    const next = await call(emulator, 'POST', '/v1beta/interactions', {
      ...body,
      input: history,
      store: false,
    });
    assert.equal(next.status, 200);
    await next.text();
  });

  const refused: readonly (readonly [FaultKind, number, RegExp])[] = [
    ['rate-limit', 429, /"code":"rate_limit_exceeded"/],
    ['rate-limit-info', 429, /"@type":"type.googleapis.com\/google.rpc.RetryInfo","retryDelay":"1s"/],
    ['daily-quota', 429, /"code":"quota_exceeded".*PerDay/],
    ['server-error', 500, /"code":"api_error"/],
    ['unavailable', 503, /"code":"service_unavailable"/],
    ['timeout', 504, /"code":"gateway_timeout"/],
    ['unauthenticated', 401, /"code":"authentication"/],
    ['blocked', 400, /"code":"prohibited_content"/],
    ['html', 502, /<!DOCTYPE html>/],
    ['html-ok', 200, /<!DOCTYPE html>/],
  ];
  for (const [kind, status, text] of refused) {
    it(`${kind}: ${status}`, async () => {
      emulator.faults.add(kind);
      const response = await post();
      assert.equal(response.status, status);
      assert.equal(response.headers.get('retry-after'), kind === 'rate-limit' ? '1' : null);
      assert.match(await response.text(), text);
    });
  }

  it('status: what the test wants', async () => {
    emulator.faults.add('status', { status: 402, code: 'payment_required', message: 'Pay.' });
    const response = await post();
    assert.equal(response.status, 402);
    assert.deepEqual(await response.json(), { error: { code: 'payment_required', message: 'Pay.' } });
  });

  it('in the shape of files and models where they answer', async () => {
    emulator.faults.add('rate-limit-info', { on: 'GET /models', retryAfter: 22 });
    const { error } = Object(await (await call(emulator, 'GET', '/v1beta/models')).json());
    assert.equal(error.code, 429);
    assert.equal(error.status, 'RESOURCE_EXHAUSTED');
    assert.equal(error.details.at(-1).retryDelay, '22s');
  });

  it('reset: no answer at all', async () => {
    emulator.faults.add('reset');
    await assert.rejects(post());
  });

  it('silence: nothing until the gate is released, or the client leaves', async () => {
    emulator.faults.add('silence', { times: 2 });
    const answer = post();
    await emulator.reached('silence');
    emulator.release('silence');
    await (await answer).text();
    const controller = new AbortController();
    const left = fetch(`${emulator.url}/v1beta/interactions`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'k' },
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    await emulator.reached('silence');
    controller.abort();
    await assert.rejects(left, { name: 'AbortError' });
    assert.equal(
      (await emulator.until(({ outcome }) => outcome === 'aborted')).bytes,
      JSON.stringify(body).length,
    );
  });

  /** Reads what arrives before a connection breaks. */
  const brokenBytes = async (kind: FaultKind): Promise<Buffer> => {
    emulator.faults.add(kind);
    const response = await post();
    assert(response.body);
    const chunks: Buffer[] = [];
    await assert.rejects(async () => {
      for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk));
    });
    return Buffer.concat(chunks);
  };

  it('cut: the connection breaks after two pieces', async () => {
    const text = (await brokenBytes('cut')).toString();
    assert.match(text, /three four "/);
    assert(text.endsWith('\n\n') && !text.includes('five'));
  });

  it('cut-character: the connection breaks in the middle of one', async () => {
    const bytes = await brokenBytes('cut-character');
    assert.equal(bytes.at(-1), 0xe2);
  });

  const spoiled: readonly (readonly [FaultKind, RegExp])[] = [
    ['half-event', /three four[^]*\n\nevent: step.delta\ndata: [^\n]{1,20}$/],
    [
      'error-event',
      /event: error\ndata: \{"error":\{"message":"Deadline expired before operation could complete\.","code":"gateway_timeout"\},"event_type":"error"\}\n\n$/,
    ],
    ['bare-json', /\n\n\{"error":\{"message":"[^"]+","code":"prohibited_content"\}\}\n$/],
    [
      'empty-errors',
      /seven eight[^]*event: error\ndata: \{"error":\{\},"event_type":"error"\}\n\nevent: done/,
    ],
    ['no-completed', /event: step.stop\ndata: \{"index":1,"event_type":"step.stop"\}\n\n$/],
    ['no-done', /"event_type":"interaction.completed"\}\n\n$/],
    [
      'odd-framing',
      /: a comment\r\nevent: step.delta\r\nid: ignored\r\nretry: 10\r\ndata: \{\r\ndata:  "index": 1,\r\n/,
    ],
    ['unknown-things', /"type":"daydream_call"[^]*"delta":\{\}[^]*seven eight/],
    ['slow', /seven eight/],
    ['no-usage', /"interaction.completed/],
    ['no-id', /"id":""/],
    ['failed', /"status":"failed"[^]*"errors":\[\{"code":"api_error"/],
  ];
  for (const [kind, text] of spoiled) {
    it(kind, async () => {
      emulator.faults.add(kind, { milliseconds: 1 });
      const received = await streamText(emulator, body);
      assert.match(received, text);
      if (kind === 'no-usage') assert(!received.includes('usage'));
    });
  }

  it('quiet: silence in the middle until the gate is released', async () => {
    emulator.faults.add('quiet');
    const answer = streamText(emulator, body);
    await emulator.reached('quiet');
    emulator.release('quiet');
    assert.match(await answer, /seven eight/);
  });

  it('zombie: a run that is never done, until it is cancelled', async () => {
    emulator.faults.add('zombie');
    const { id } = await create(emulator, { input: 'Hello', background: true });
    const zombie = Object(await (await call(emulator, 'GET', `/v1beta/interactions/${String(id)}`)).json());
    assert.equal(zombie.status, 'in_progress');
    const cancelled = await call(emulator, 'POST', `/v1beta/interactions/${String(id)}/cancel`);
    assert.equal(Object(await cancelled.json()).status, 'cancelled');
  });

  it('a break of the stream does not end a background run', async () => {
    emulator.faults.add('cut');
    const response = await call(emulator, 'POST', '/v1beta/interactions', { ...body, background: true });
    const decoder = new TextDecoder();
    let seen = '';
    await assert.rejects(async () => {
      for await (const chunk of response.body ?? []) seen += decoder.decode(chunk, { stream: true });
    });
    const id = /"id":"(v1_[^"]+)"/.exec(seen)?.[1] ?? '';
    const last = [...seen.matchAll(/"event_id":"([^"]+)"/g)].at(-1)?.[1] ?? '';
    const query = `stream=true&last_event_id=${encodeURIComponent(last)}`;
    const rest = await (await call(emulator, 'GET', `/v1beta/interactions/${id}?${query}`)).text();
    assert.match(rest, /^event: step.delta\ndata: \{"index":1,"delta":\{"text":"five six "/);
  });

  it('are all tried here', () => {
    const tried = new Set<string>([
      ...refused.map(([kind]) => kind),
      ...spoiled.map(([kind]) => kind),
      'status',
      'reset',
      'silence',
      'cut',
      'cut-character',
      'quiet',
      'zombie',
      ...losses, // in uploads.test.ts
      ...detours, // in environments.test.ts
    ]);
    assert.deepEqual(
      faultKinds.filter((kind) => !tried.has(kind)),
      [],
    );
  });
});
