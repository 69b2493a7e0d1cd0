import assert from 'node:assert/strict';
import { ApiError, type ApiErrorKind } from '../../../src/api/errors';
import type { InteractionEvent } from '../../../src/api/types';
import { type Answer, drop, eventStream, frame, hang, json } from '../../support/httpServer';
import {
  closeFixtures,
  collect,
  completed,
  created,
  delta,
  fixture,
  request,
  streamed,
  terminator,
  transports,
} from './clientFixture';

const never = new AbortController().signal;

function check(error: unknown, kind: ApiErrorKind, code?: string): ApiError {
  assert.ok(error instanceof ApiError, String(error));
  assert.deepEqual([error.kind, error.details.code], [kind, code], error.message);
  return error;
}

for (const [name, makeTransport] of Object.entries(transports)) {
  describe(`stream over ${name}`, () => {
    const open = (...script: readonly Answer[]) => fixture(script, {}, makeTransport);
    afterEach(closeFixtures);

    it('yields the events of an answer and ends after its completion', async () => {
      const { client, server } = await open(
        eventStream(frame(created), frame(delta('a')), frame(delta('b')), frame(completed), terminator),
      );
      assert.deepEqual(await streamed(client), {
        events: [created, delta('a'), delta('b'), completed],
        error: undefined,
      });
      const [sent] = server.requests;
      assert.equal(`${sent?.method} ${sent?.path}`, 'POST /v1beta/interactions?alt=sse');
      assert.deepEqual(JSON.parse(sent?.body ?? ''), { ...request, stream: true });
    });

    it('hands events on while the answer is still coming', async () => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const { client } = await open(eventStream(frame(created), frame(delta('a')), held, frame(completed)));
      const seen: InteractionEvent[] = [];
      for await (const batch of client.stream(request, never)) {
        seen.push(...batch);
        if (seen.length === 2) release();
      }
      assert.deepEqual(seen, [created, delta('a'), completed]);
    });

    it('needs no terminator, and does not wait for the connection to close', async () => {
      const { client } = await open(eventStream(frame(created), frame(completed), hang));
      assert.deepEqual(await streamed(client), { events: [created, completed], error: undefined });
    });

    it('ends at the terminator too', async () => {
      const { client } = await open(eventStream(frame(created), terminator, hang));
      assert.deepEqual(await streamed(client), { events: [created], error: undefined });
    });

    it('puts together a character that was cut in two', async () => {
      const bytes = Buffer.from(frame(delta('🙂')) + frame(completed));
      const middle = bytes.indexOf('🙂') + 2;
      const { client } = await open(eventStream(bytes.subarray(0, middle), bytes.subarray(middle)));
      assert.deepEqual((await streamed(client)).events, [delta('🙂'), completed]);
    });

    it('does not lose a completion without its blank line', async () => {
      const { client } = await open(eventStream(frame(created), frame(completed).trimEnd()));
      assert.deepEqual(await streamed(client), { events: [created, completed], error: undefined });
    });

    it('accepts the completion of a connection that then breaks', async () => {
      const { client } = await open(eventStream(frame(created), frame(completed), drop));
      assert.deepEqual(await streamed(client), { events: [created, completed], error: undefined });
    });

    it('reports an end without completion, after what came before', async () => {
      const { client } = await open(eventStream(frame(created), frame(delta('a'))));
      const { events, error } = await streamed(client);
      assert.deepEqual(events, [created, delta('a')]);
      assert.match(check(error, 'network', 'ended_early').message, /ended before it was complete/);
    });

    it('reports a connection that breaks, after what came before, and does not ask again', async () => {
      const { client, server } = await open(eventStream(frame(created), frame(delta('a')), drop));
      const { events, error } = await streamed(client);
      assert.deepEqual(events, [created, delta('a')]);
      assert.ok(error instanceof ApiError && error.kind === 'network' && error.details.unsent === undefined);
      assert.equal(server.requests.length, 1);
    });

    it('throws an error event that nothing completes, after passing it on', async () => {
      const failure = {
        event_type: 'error',
        error: { message: 'Deadline expired before operation could complete.', code: 'gateway_timeout' },
      } as const;
      const { client } = await open(eventStream(frame(created), frame(failure)));
      const { events, error } = await streamed(client);
      assert.deepEqual(events, [created, failure]);
      assert.equal(
        check(error, 'timeout', 'gateway_timeout').details.serviceMessage,
        'Deadline expired before operation could complete.',
      );
    });

    it('goes on after an error event when the answer completes', async () => {
      const failure = { event_type: 'error', error: { message: 'A hiccup.' } } as const;
      const { client } = await open(eventStream(frame(created), frame(failure), frame(completed)));
      assert.deepEqual(await streamed(client), { events: [created, failure, completed], error: undefined });
    });

    it('ignores empty error events', async () => {
      const { client } = await open(
        eventStream(frame(created), frame({ event_type: 'error' }), frame(delta('a')), frame(completed)),
      );
      assert.deepEqual(await streamed(client), {
        events: [created, delta('a'), completed],
        error: undefined,
      });
    });

    it('reports blocked content that comes as a bare JSON line', async () => {
      const { client } = await open(
        eventStream(frame(created), '{"error":{"message":"Blocked.","code":"prohibited_content"}}'),
      );
      const { events, error } = await streamed(client);
      assert.equal(events[0], events.at(-2));
      assert.equal(check(error, 'blocked', 'prohibited_content').details.serviceMessage, 'Blocked.');
    });

    it('reports the JSON array at the end of a cut', async () => {
      const { client } = await open(
        eventStream(
          frame(created),
          frame(delta('a')),
          '[{"error":{"code":503,"message":"Overloaded.","status":"UNAVAILABLE"}}]',
          drop,
        ),
      );
      const { error } = await streamed(client);
      assert.equal(check(error, 'overloaded', 'unavailable').details.serviceMessage, 'Overloaded.');
    });

    it('accepts an answer without an id', async () => {
      const start = { event_type: 'interaction.created', interaction: { id: '', status: 'in_progress' } };
      const end = { event_type: 'interaction.completed', interaction: { status: 'completed' } };
      const { client } = await open(eventStream(frame(start), frame(end)));
      assert.deepEqual(await streamed(client), { events: [start, end], error: undefined });
    });

    it('makes events of an answer that comes in one piece', async () => {
      const steps = [
        { type: 'thought', signature: 's' },
        { type: 'model_output', content: [{ type: 'text', text: 'Hi' }] },
      ];
      const usage = { total_tokens: 3 };
      const { client } = await open(
        json({ id: 'v1_x', status: 'completed', model: 'm', usage, steps, object: 'interaction' }),
      );
      assert.deepEqual(await streamed(client), {
        events: [
          {
            event_type: 'interaction.created',
            interaction: { id: 'v1_x', status: 'in_progress', model: 'm', object: 'interaction' },
          },
          { event_type: 'step.start', index: 0, step: steps[0] },
          { event_type: 'step.stop', index: 0 },
          { event_type: 'step.start', index: 1, step: steps[1] },
          { event_type: 'step.stop', index: 1 },
          {
            event_type: 'interaction.completed',
            interaction: { id: 'v1_x', status: 'completed', model: 'm', usage, object: 'interaction' },
          },
        ],
        error: undefined,
      });
    });

    it('reports an error that comes as JSON with a good status', async () => {
      const { client } = await open(json({ error: { code: 'safety', message: 'No.' } }));
      check((await streamed(client)).error, 'blocked', 'safety');
    });

    it('says so when a web page came, by its type or by what it holds', async () => {
      const page = '<!DOCTYPE html>\n<html><title>Sign in</title></html>';
      for (const type of ['text/html; charset=utf-8', 'text/event-stream']) {
        const { client } = await open({ headers: { 'content-type': type }, body: page });
        const { events, error } = await streamed(client);
        assert.deepEqual(events, []);
        assert.match(check(error, 'protocol').message, /web page/);
        assert.match(check(error, 'protocol').details.snippet ?? '', /Sign in/);
      }
    });

    it('reports an empty answer', async () => {
      for (const type of ['text/event-stream', 'application/json']) {
        const { client } = await open({ headers: { 'content-type': type }, body: '' });
        assert.ok((await streamed(client)).error instanceof ApiError);
      }
    });

    it('keeps what it does not know', async () => {
      const odd = { event_type: 'interaction.paused', why: 'x' };
      const step = { event_type: 'step.start', index: 0, step: { type: 'telepathy', a: 1 } };
      const { client } = await open(eventStream(frame(odd), frame(step), frame(completed)));
      assert.deepEqual((await streamed(client)).events, [
        { event_type: 'unknown', name: 'interaction.paused', raw: odd },
        { ...step, step: { type: 'unknown', raw: step.step } },
        completed,
      ]);
    });

    it('reads one event of 8 MB', async () => {
      const image = {
        event_type: 'step.delta',
        index: 0,
        delta: { type: 'image', data: 'A'.repeat(8 * 1024 * 1024), mime_type: 'image/png' },
      };
      const { client } = await open(eventStream(frame(image), frame(completed)));
      assert.deepEqual((await streamed(client)).events, [image, completed]);
    });

    it('reports an error status with the service’s own words', async () => {
      const { client, server } = await open(
        json({ error: { code: 'model_not_found', message: 'No model x.' } }, 404),
      );
      assert.equal(
        check((await streamed(client)).error, 'modelNotFound', 'model_not_found').details.serviceMessage,
        'No model x.',
      );
      assert.equal(server.requests.length, 1);
    });

    it('takes up a run where it was left', async () => {
      const { client, server } = await open(eventStream(frame(delta('b')), frame(completed)));
      const resumed = await collect(client.resume('v1_a/b', { lastEventId: 'ev=1/2+3' }, never));
      assert.deepEqual(resumed, { events: [delta('b'), completed], error: undefined });
      await collect(client.resume('v1_x', {}, never));
      assert.deepEqual(
        server.requests.map(({ method, path }) => `${method} ${path}`),
        [
          'GET /v1beta/interactions/v1_a%2Fb?stream=true&last_event_id=ev%3D1%2F2%2B3',
          'GET /v1beta/interactions/v1_x?stream=true',
        ],
      );
    });

    it('gives up after silence', async () => {
      const idle = { idleLimitMs: 300 };
      const { client } = await fixture([eventStream(frame(created), hang)], idle, makeTransport);
      const { events, error } = await streamed(client);
      assert.deepEqual(events, [created]);
      assert.equal(check(error, 'timeout', 'idle').retryable, false);
      const mute = await fixture([{ instead: 'hang' }], idle, makeTransport);
      check((await streamed(mute.client)).error, 'timeout', 'idle');
      assert.equal(mute.server.requests.length, 1);
    });

    it('reports the error that came before silence rather than the silence', async () => {
      const failure = { event_type: 'error', error: { code: 'api_error', message: 'm' } } as const;
      const body = eventStream(frame(created), frame(failure), hang);
      const { client } = await fixture([body], { idleLimitMs: 300 }, makeTransport);
      const { events, error } = await streamed(client);
      assert.deepEqual(events, [created, failure]);
      check(error, 'server', 'api_error');
    });

    it('does not count the time that its reader takes as silence', async () => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const { client } = await fixture(
        [eventStream(frame(created), held, frame(completed))],
        { idleLimitMs: 400 },
        makeTransport,
      );
      const seen: InteractionEvent[] = [];
      for await (const batch of client.stream(request, never)) {
        seen.push(...batch);
        if (seen.length === 1) await new Promise((resolve) => setTimeout(resolve, 600));
        release();
      }
      assert.deepEqual(seen, [created, completed]);
    });

    describe('when it is stopped', () => {
      const reason = new Error('stopped by the person');
      async function stopped(...body: readonly Answer[]) {
        return { ...(await open(...body)), controller: new AbortController() };
      }

      it('before it began, sends nothing', async () => {
        const { client, server, controller } = await stopped(eventStream(frame(completed)));
        controller.abort(reason);
        assert.deepEqual(await streamed(client, controller.signal), { events: [], error: reason });
        assert.equal(server.requests.length, 0);
      });

      it('while the key is read, sends nothing', async () => {
        const controller = new AbortController();
        const { client, server } = await fixture(
          [json({})],
          {
            apiKey: () => {
              controller.abort(reason);
              return new Promise(() => {});
            },
          },
          makeTransport,
        );
        assert.deepEqual(await streamed(client, controller.signal), { events: [], error: reason });
        assert.equal(server.requests.length, 0);
      });

      it('before the answer, closes the connection', async () => {
        const controller = new AbortController();
        const { client, server } = await fixture(
          () => {
            setImmediate(() => controller.abort(reason));
            return { instead: 'hang' };
          },
          {},
          makeTransport,
        );
        assert.deepEqual(await streamed(client, controller.signal), { events: [], error: reason });
        await server.abandoned;
      });

      it('in the middle of the answer, closes the connection', async () => {
        const { client, server, controller } = await stopped(eventStream(frame(created), hang));
        await assert.rejects(
          async () => {
            for await (const _ of client.stream(request, controller.signal))
              setImmediate(() => controller.abort(reason));
          },
          (error) => error === reason,
        );
        await server.abandoned;
      });

      it('after an error event, gives its reason', async () => {
        const failure = { event_type: 'error', error: { code: 'api_error', message: 'm' } };
        const { client, controller } = await stopped(eventStream(frame(created), frame(failure), hang));
        await assert.rejects(
          async () => {
            for await (const _ of client.stream(request, controller.signal)) controller.abort(reason);
          },
          (error) => error === reason,
        );
      });

      it('between two batches, yields no more', async () => {
        const { client, controller } = await stopped(
          eventStream(frame(created), Promise.resolve(), frame(delta('a')), hang),
        );
        let batches = 0;
        await assert.rejects(
          async () => {
            for await (const _ of client.stream(request, controller.signal)) {
              batches += 1;
              controller.abort(reason);
            }
          },
          (error) => error === reason,
        );
        assert.equal(batches, 1);
      });

      it('while the body of an error comes, gives its reason', async () => {
        const controller = new AbortController();
        const { client } = await fixture(
          () => {
            setImmediate(() => controller.abort(reason));
            return { status: 500, body: ['{"error":', hang] };
          },
          {},
          makeTransport,
        );
        assert.deepEqual((await streamed(client, controller.signal)).error, reason);
      });

      it('while it waits for another attempt, gives its reason', async () => {
        const controller = new AbortController();
        const { client } = await fixture([{ status: 503 }], { retry: { baseMs: 60_000 } }, makeTransport);
        const { error } = await streamed(client, controller.signal, {
          onRetry: () => controller.abort(reason),
        });
        assert.equal(error, reason);
      });

      it('by leaving the loop, closes the connection', async () => {
        const { client, server } = await open(eventStream(frame(created), hang));
        for await (const _ of client.stream(request, never)) break;
        await server.abandoned;
      });
    });
  });
}
