import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ApiError, type ApiErrorKind } from '../../../src/api/errors';
import type { RetryNotice } from '../../../src/api/retry';
import type { CreateRequest } from '../../../src/api/types';
import { eventStream, frame, json, startServer } from '../../support/httpServer';
import {
  closeFixtures,
  completed,
  created,
  fixture,
  key,
  request,
  streamed,
  transports,
} from './clientFixture';

const never = new AbortController().signal;
const whole = { id: 'v1_x', status: 'completed', steps: [{ type: 'model_output' }] };

function is(kind: ApiErrorKind, words = /./) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.equal(error.kind, kind, error.message);
    assert.match(error.message, words);
    return true;
  };
}

describe('client', () => {
  afterEach(closeFixtures);

  it('creates an interaction, and sends nothing that it was not given', async () => {
    const { client, server } = await fixture([json(whole)]);
    const full: CreateRequest = {
      model: 'gemini-3.5-flash',
      input: [
        { type: 'text', text: 'שלום' },
        { type: 'image', data: 'AA', mime_type: 'image/png', media: 'local.png' },
      ],
      previous_interaction_id: 'v1_p',
      generation_config: { thinking_level: 'low' },
    };
    assert.deepEqual(await client.create(full, never), whole);
    const [sent] = server.requests;
    assert.equal(`${sent?.method} ${sent?.path}`, 'POST /v1beta/interactions');
    assert.deepEqual(JSON.parse(sent?.body ?? ''), {
      ...full,
      input: [
        { type: 'text', text: 'שלום' },
        { type: 'image', data: 'AA', mime_type: 'image/png' },
      ],
    });
  });

  it('names itself and carries the key in its header only', async () => {
    const { client, server } = await fixture([json(whole)]);
    await client.create(request, never);
    const [sent] = server.requests;
    assert.equal(sent?.headers['x-goog-api-key'], key);
    assert.equal(sent?.headers['user-agent'], 'gemini-interactions-vscode/1.2.3');
    assert.equal(sent?.headers['x-goog-api-client'], 'gemini-interactions-vscode/1.2.3');
    assert.equal(sent?.headers['content-type'], 'application/json');
    assert.doesNotMatch(sent?.path ?? key, /key/);
  });

  it('gets, cancels and deletes by an id of one segment', async () => {
    const { client, server } = await fixture([json({ ...whole, input: 'Hi' })]);
    assert.deepEqual(await client.get('v1_a', {}, never), { ...whole, input: 'Hi' });
    await client.get('interactions/v1_a', { includeInput: true }, never);
    await client.cancel('v1_a?b', never);
    await client.delete('v1_a#', never);
    assert.deepEqual(
      server.requests.map(({ method, path, body }) => `${method} ${path} ${body}`),
      [
        'GET /v1beta/interactions/v1_a ',
        'GET /v1beta/interactions/interactions%2Fv1_a?include_input=true ',
        'POST /v1beta/interactions/v1_a%3Fb/cancel ',
        'DELETE /v1beta/interactions/v1_a%23 ',
      ],
    );
  });

  it('sends nothing for an id that is none', async () => {
    const { client, server } = await fixture([json({})]);
    for (const id of ['', '.', '..']) {
      await assert.rejects(client.get(id, {}, never), is('invalid'));
      await assert.rejects(client.cancel(id, never), is('invalid'));
      await assert.rejects(client.delete(id, never), is('invalid'));
      await assert.rejects(client.resume(id, {}, never).next(), is('invalid'));
    }
    assert.equal(server.requests.length, 0);
  });

  it('takes any good status of a delete as done', async () => {
    for (const answer of [
      json({}),
      { status: 204 },
      { status: 200, body: '' },
      { status: 202, body: 'gone' },
    ]) {
      const { client } = await fixture([answer]);
      await client.delete('v1_x', never);
    }
    const { client } = await fixture([json({ error: { code: 'not_found', message: 'No.' } }, 404)]);
    await assert.rejects(client.delete('v1_x', never), is('notFound'));
  });

  it('lists the models of all pages', async () => {
    const { client, server } = await fixture([
      json({ models: [{ name: 'models/a', thinking: true }, { name: 7 }, null], nextPageToken: 't/2' }),
      json({ models: [{ name: 'models/b' }] }),
    ]);
    assert.deepEqual(await client.listModels(never), [
      { name: 'models/a', thinking: true },
      { name: 'models/b' },
    ]);
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/v1beta/models?pageSize=1000', '/v1beta/models?pageSize=1000&pageToken=t%2F2'],
    );
  });

  it('does not list for ever', async () => {
    const { client, server } = await fixture([json({ models: [], nextPageToken: 'same' })]);
    assert.deepEqual(await client.listModels(never), []);
    assert.equal(server.requests.length, 2);
  });

  it('keeps the path of the base URL, and never doubles the version', async () => {
    for (const [basePath, path] of [
      ['/v1beta/', '/v1beta/interactions'],
      ['/proxy', '/proxy/v1beta/interactions'],
      ['/proxy/v1', '/proxy/v1/interactions'],
    ] as const) {
      const { client, server } = await fixture([json(whole)], { basePath });
      await client.create(request, never);
      assert.equal(server.requests[0]?.path, path);
    }
  });

  it('says when there is no key, or one that cannot be sent', async () => {
    for (const [given, words] of [
      [undefined, /no API key yet/],
      ['  ', /no API key yet/],
      ['two\nlines', /characters that no key has/],
      ['ключ', /characters that no key has/],
    ] as const) {
      const { client, server } = await fixture([json(whole)], { apiKey: () => Promise.resolve(given) });
      await assert.rejects(client.create(request, never), is('auth', words));
      assert.equal(server.requests.length, 0);
    }
  });

  it('sends the key without the blanks around it', async () => {
    const { client, server } = await fixture([json(whole)], { apiKey: () => Promise.resolve(` ${key}\n`) });
    await client.create(request, never);
    assert.equal(server.requests[0]?.headers['x-goog-api-key'], key);
  });

  it('reads the key again for each call', async () => {
    const keys = ['first-key', 'second-key'];
    const { client, server } = await fixture([json(whole)], { apiKey: () => Promise.resolve(keys.shift()) });
    await client.create(request, never);
    await client.create(request, never);
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['x-goog-api-key']),
      ['first-key', 'second-key'],
    );
  });

  it('passes on what fails while the key is read', async () => {
    const broken = new Error('keychain locked');
    const { client } = await fixture([json(whole)], { apiKey: () => Promise.reject(broken) });
    await assert.rejects(client.create(request, never), (error) => error === broken);
  });

  for (const [name, makeTransport] of Object.entries(transports)) {
    it(`sends the key to nobody else on a redirect, over ${name}`, async () => {
      const thief = await startServer([json(whole)]);
      for (const status of [301, 302, 307, 308]) {
        const { client } = await fixture(
          [{ status, headers: { location: `${thief.url}/x` } }],
          {},
          makeTransport,
        );
        await assert.rejects(client.create(request, never), is('protocol', /redirects to/));
        await assert.rejects(client.listModels(never), is('protocol', /redirects to/));
      }
      assert.equal(thief.requests.length, 0);
      await thief.close();
    });
  }

  it('reports an answer that is not the API', async () => {
    for (const [body, words] of [
      ['<html>Sign in</html>', /web page/],
      ['plain words', /not understood/],
      ['', /not understood/],
      ['[]', /not understood/],
      ['{"id":', /not understood/],
    ] as const) {
      const { client } = await fixture([{ body, headers: { 'content-type': 'application/json' } }]);
      await assert.rejects(client.create(request, never), is('protocol', words));
    }
  });

  it('reports an error inside a good answer', async () => {
    const { client } = await fixture([
      json([{ error: { code: 400, message: 'm', status: 'INVALID_ARGUMENT' } }]),
    ]);
    await assert.rejects(client.create(request, never), is('invalid'));
  });

  it('takes a failed interaction for an answer', async () => {
    const failed = { id: 'v1_x', status: 'failed', error: { code: 'api_error', message: 'm' }, steps: [] };
    const { client } = await fixture([json(failed)]);
    assert.deepEqual(await client.create(request, never), failed);
  });

  describe('repeats', () => {
    it('what is worth it, tells about each wait, and gives the answer', async () => {
      const { client, server, waits } = await fixture([
        { status: 503 },
        { status: 429, headers: { 'retry-after': '3' } },
        json(whole),
      ]);
      const notices: RetryNotice[] = [];
      assert.deepEqual(
        await client.create(request, never, { onRetry: (notice) => notices.push(notice) }),
        whole,
      );
      assert.deepEqual(waits, [500, 3000]);
      assert.deepEqual(
        notices.map(({ attempt, delayMs, error }) => [attempt, delayMs, error.kind]),
        [
          [1, 500, 'overloaded'],
          [2, 3000, 'rateLimit'],
        ],
      );
      assert.equal(server.requests.length, 3);
    });

    it('a stream whose answer had not begun', async () => {
      const { client, server } = await fixture([
        { status: 500 },
        { instead: 'drop' },
        eventStream(frame(created), frame(completed)),
      ]);
      assert.deepEqual(await streamed(client), { events: [created, completed], error: undefined });
      assert.equal(server.requests.length, 3);
    });

    it('nothing that is final', async () => {
      for (const answer of [
        json({ error: { code: 'quota_exceeded', message: 'm' } }, 429),
        json({ error: { code: 'unimplemented', message: 'm' } }, 501),
        { status: 400 },
        { status: 409 },
      ]) {
        const { client, server } = await fixture([answer]);
        await assert.rejects(client.create(request, never), ApiError);
        assert.equal(server.requests.length, 1);
      }
    });

    it('an agent or background run only when it provably did not start', async () => {
      for (const body of [
        { agent: 'antigravity-preview-09-2026', input: 'Go' },
        { ...request, background: true },
      ]) {
        for (const answer of [
          { status: 500 },
          { status: 504 },
          { instead: 'drop' } as const,
          { status: 503, body: '<html>' },
        ]) {
          const { client, server } = await fixture([answer, json(whole)]);
          await assert.rejects(client.create(body, never), ApiError);
          assert.equal(server.requests.length, 1);
        }
        for (const answer of [
          { status: 429 },
          json({ error: { code: 'service_unavailable', message: 'm' } }, 503),
        ]) {
          const { client, server } = await fixture([answer, json(whole)]);
          await client.create(body, never);
          assert.equal(server.requests.length, 2);
        }
      }
    });
  });

  describe('log', () => {
    it('has one line for each request, and the bodies at trace without the key', async () => {
      const { client, lines } = await fixture([
        eventStream(frame(created), frame(completed)),
        json({ ...whole, echo: key }, 200, { 'x-request-id': 'r-7' }),
        json({ error: { code: 'invalid_request', message: key } }, 400),
      ]);
      await streamed(client);
      await client.create({ ...request, input: `my key is ${key}` }, never);
      await assert.rejects(client.get('v1_x', {}, never), ApiError);
      const info = lines.filter((line) => line.startsWith('info'));
      assert.match(info[0] ?? '', /^info POST \/v1beta\/interactions 200 \d+ ms 2 events \d+ bytes$/);
      assert.match(info[1] ?? '', /^info POST \/v1beta\/interactions 200 \d+ ms \d+ bytes r-7$/);
      assert.match(
        info[2] ?? '',
        /^info GET \/v1beta\/interactions\/v1_x 400 failed invalid invalid_request \d+ ms \d+ bytes$/,
      );
      assert.equal(info.length, 3);
      assert.ok(lines.some((line) => line.startsWith('trace') && line.includes('my key is [redacted]')));
      assert.ok(!lines.join('\n').includes(key));
    });

    it('says which requests failed, were repeated or stopped', async () => {
      const controller = new AbortController();
      const { client, lines } = await fixture((sent) => {
        if (sent.method === 'GET') return { instead: 'drop' };
        setImmediate(() => controller.abort());
        return { instead: 'hang' };
      });
      await assert.rejects(client.get('v1_x', {}, never), ApiError);
      await assert.rejects(client.create(request, controller.signal));
      const info = lines.filter((line) => line.startsWith('info'));
      assert.equal(info.length, 6);
      assert.match(
        info[0] ?? '',
        /^info GET \/v1beta\/interactions\/v1_x failed network \S+ \d+ ms 0 bytes$/,
      );
      assert.match(info[5] ?? '', /^info POST \/v1beta\/interactions stopped \d+ ms 0 bytes$/);
      assert.equal(lines.filter((line) => line.startsWith('warn')).length, 4);
    });

    it('does not hold a whole big body', async () => {
      const { client, lines } = await fixture([json(whole)]);
      await client.create({ ...request, input: 'x'.repeat(300_000) }, never);
      assert.ok(Math.max(...lines.map((line) => line.length)) < 70_000);
    });
  });

  it('shows the key in no error, whatever echoes it', async () => {
    const echoes = [
      json({ error: { code: key, message: `Bad ${key}`, details: [{ reason: key }] } }, 400),
      { status: 502, body: `<html>${key}</html>`, headers: { 'x-request-id': key } },
      { status: 200, body: `${'x'.repeat(290)}${key}` },
      { status: 302, headers: { location: `https://elsewhere.example/?key=${key}` } },
      eventStream(`{"error":{"code":"${key}","message":"${key}"}}`),
      eventStream(`<html>${key}`),
      { instead: 'drop' } as const,
    ];
    for (const echo of echoes) {
      const { client, lines } = await fixture([echo]);
      const { error } = await streamed(client);
      const shown = inspect(error, { depth: 10 }) + lines.join('\n');
      assert.ok(error instanceof ApiError);
      assert.ok(!shown.includes(key), shown);
    }
  });
});
