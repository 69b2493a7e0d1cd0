import assert from 'node:assert/strict';
import { ApiError, GoogleGenAI } from '@google/genai';
import type { Interactions } from '@google/genai';
import type { FaultKind } from '../../emulator/faults/fault';
import { startJudge } from './officialClient';
import type { Judge } from './officialClient';

const model = 'gemini-3.5-flash';
type Event = Interactions.InteractionSSEEvent;

const textIn = (events: readonly Event[]): string =>
  events
    .map((event) =>
      event.event_type === 'step.delta' && event.delta.type === 'text' ? event.delta.text : '',
    )
    .join('');

async function all(events: AsyncIterable<Event>): Promise<readonly Event[]> {
  const list: Event[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe('interactions, with the official client', () => {
  let judge: Judge;
  before(async () => {
    judge = await startJudge({ apiVersion: 'v1beta' });
  });
  after(() => judge.close());
  beforeEach(() => judge.emulator.reset());

  /** Starts a background run that waits in the middle of its answer. */
  const startPaused = async (): Promise<{ id: string; events: readonly Event[] }> => {
    judge.emulator.script({ pieces: ['one ', 'two ', { gate: 'middle' }, 'three ', 'four'] });
    const stream = await judge.ai.interactions.create({
      model,
      input: 'Count.',
      background: true,
      stream: true,
    });
    const events: Event[] = [];
    for await (const event of stream) {
      events.push(event);
      if (event.event_type === 'step.delta' && event.delta.type === 'text' && event.delta.text === 'two ')
        break;
    }
    const created = events[0];
    assert(created?.event_type === 'interaction.created');
    return { id: created.interaction.id ?? '', events };
  };

  describe('a stream that was left', () => {
    it('goes on after the last event that arrived', async () => {
      const { id, events } = await startPaused();
      const last_event_id = events.at(-1)?.event_id ?? '';
      assert.notEqual(last_event_id, '');
      const rest = all(await judge.ai.interactions.get(id, { stream: true, last_event_id }));
      judge.emulator.release('middle');
      assert.equal(textIn(await rest), 'three four');
      assert.equal((await judge.ai.interactions.get(id)).output_text, 'one two three four');
    });

    it('is repeated from the start when no event is named, with the question in it', async () => {
      const { id } = await startPaused();
      judge.emulator.release('middle');
      const events = await all(await judge.ai.interactions.get(id, { stream: true }));
      const started = events.flatMap((event) =>
        event.event_type === 'step.start' ? [`${event.index} ${event.step.type}`] : [],
      );
      assert.deepEqual(started, ['0 user_input', '1 thought', '2 model_output']);
      assert.equal(textIn(events), 'one two three four');
      assert.equal(new Set(events.map(({ event_id }) => event_id)).size, events.length);
    });

    it('can be resumed in the middle of a repetition too', async () => {
      const { id } = await startPaused();
      judge.emulator.release('middle');
      const events = await all(await judge.ai.interactions.get(id, { stream: true }));
      const at = events.findIndex(
        (event) => event.event_type === 'step.delta' && event.delta.type === 'text',
      );
      const rest = await all(
        await judge.ai.interactions.get(id, { stream: true, last_event_id: events[at]?.event_id ?? '' }),
      );
      assert.deepEqual(rest, events.slice(at + 1));
    });
  });

  it('cancels a background run, which keeps what it had', async () => {
    const { id } = await startPaused();
    const cancelled = await judge.ai.interactions.cancel(id);
    assert.equal(cancelled.status, 'cancelled');
    assert.equal((await judge.ai.interactions.get(id)).status, 'cancelled');
    await assert.rejects(judge.ai.interactions.cancel(id), { status: 400, name: 'BadRequestError' });
  });

  it('deletes an interaction, which is unknown afterwards', async () => {
    const { id } = await judge.ai.interactions.create({ model, input: 'Hello' });
    assert.equal((await judge.ai.interactions.get(id)).status, 'completed');
    await judge.ai.interactions.delete(id);
    await assert.rejects(judge.ai.interactions.get(id), { status: 404, name: 'NotFoundError' });
    await assert.rejects(judge.ai.interactions.delete(id), { status: 404 });
    await assert.rejects(
      judge.ai.interactions.create({ model, input: 'And?', previous_interaction_id: id }, { maxRetries: 0 }),
      { status: 404 },
    );
  });

  it('gives the question back with a stored interaction', async () => {
    const { id } = await judge.ai.interactions.create({ model, input: 'Hello' });
    const stored = await judge.ai.interactions.get(id, { include_input: true });
    assert.deepEqual(
      stored.steps?.map(({ type }) => type),
      ['user_input', 'thought', 'model_output'],
    );
    assert.equal(stored.input, 'Hello');
  });

  it('lets a conversation branch', async () => {
    const { id: root } = await judge.ai.interactions.create({ model, input: 'I have 1 dog.' });
    const more = await judge.ai.interactions.create({
      model,
      input: 'And 2 cats.',
      previous_interaction_id: root,
    });
    const [left, right] = await Promise.all(
      [root, more.id ?? ''].map((previous_interaction_id) =>
        judge.ai.interactions.create({ model, input: 'How many paws?', previous_interaction_id }),
      ),
    );
    assert.match(left?.output_text ?? '', /are 4 paws/);
    assert.match(right?.output_text ?? '', /are 12 paws/);
  });

  it('streams the arguments of parallel calls in pieces', async () => {
    const stream = await judge.ai.interactions.create({
      model,
      input: 'What is the weather in Paris and London?',
      tools: [
        {
          type: 'function',
          name: 'get_weather',
          description: 'The weather of a city.',
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
      ],
      stream: true,
    });
    const names = new Map<number, string>();
    const pieces = new Map<number, string[]>();
    let status = '';
    for await (const event of stream) {
      if (event.event_type === 'step.start' && event.step.type === 'function_call') {
        names.set(event.index, event.step.name);
        assert.deepEqual(event.step.arguments, {});
      }
      if (event.event_type === 'step.delta' && event.delta.type === 'arguments_delta') {
        pieces.set(event.index, [...(pieces.get(event.index) ?? []), event.delta.arguments ?? '']);
      }
      if (event.event_type === 'interaction.completed') status = event.interaction.status ?? '';
    }
    assert.equal(status, 'requires_action');
    assert.deepEqual([...names.values()], ['get_weather', 'get_weather']);
    assert([...pieces.values()].every((list) => list.length > 1));
    assert.deepEqual(
      [...pieces.values()].map((list) => JSON.parse(list.join(''))),
      [{ city: 'Paris' }, { city: 'London' }],
    );
  });

  describe('tool_choice', () => {
    const tools: Interactions.Tool[] = [
      {
        type: 'function',
        name: 'light_up',
        parameters: {
          type: 'object',
          properties: { level: { type: 'integer', minimum: 3, maximum: 5 } },
          required: ['level'],
        },
      },
    ];
    const calls = async (
      tool_choice: 'any' | 'none' | 'auto',
      input: string,
    ): Promise<readonly unknown[]> => {
      const { steps } = await judge.ai.interactions.create({
        model,
        input,
        tools,
        generation_config: { tool_choice },
      });
      return steps.flatMap((step) => (step.type === 'function_call' ? [step.arguments] : []));
    };

    it('any forces a call with arguments of the declared kind', async () => {
      assert.deepEqual(await calls('any', 'Good morning.'), [{ level: 5 }]);
    });
    it('none prevents one', async () => {
      assert.deepEqual(await calls('none', 'Call light_up with 4.'), []);
    });
    it('auto decides by the words', async () => {
      assert.deepEqual(await calls('auto', 'Good morning.'), []);
      assert.deepEqual(await calls('auto', 'Call light_up with 4.'), [{ level: 4 }]);
    });
  });

  describe('errors', () => {
    const expected: readonly (readonly [FaultKind, number, string, string])[] = [
      ['rate-limit', 429, 'RateLimitError', 'rate_limit_exceeded'],
      ['daily-quota', 429, 'RateLimitError', 'quota_exceeded'],
      ['server-error', 500, 'InternalServerError', 'api_error'],
      ['unavailable', 503, 'InternalServerError', 'service_unavailable'],
      ['timeout', 504, 'InternalServerError', 'gateway_timeout'],
      ['unauthenticated', 401, 'AuthenticationError', 'authentication'],
      ['blocked', 400, 'BadRequestError', 'prohibited_content'],
    ];
    for (const [kind, status, name, code] of expected) {
      it(`${kind} is a ${name}`, async () => {
        judge.emulator.faults.add(kind);
        await assert.rejects(
          judge.ai.interactions.create({ model, input: 'Hello' }, { maxRetries: 0 }),
          (error: Error) => {
            assert.equal(error.name, name);
            assert.equal(Reflect.get(error, 'status'), status);
            assert.equal(Object(Reflect.get(error, 'error')).error.code, code);
            return true;
          },
        );
      });
    }

    it('repeats what may be repeated, and then succeeds', async () => {
      judge.emulator.faults.add('rate-limit', { times: 2, retryAfter: 0 });
      const interaction = await judge.ai.interactions.create({ model, input: 'Hello' });
      assert.equal(interaction.status, 'completed');
      assert.equal(judge.emulator.requests.length, 3);
    });

    it('a bad key is refused by interactions and by models in their own ways', async () => {
      const { emulator } = judge;
      const ai = new GoogleGenAI({ apiKey: 'bad-key', httpOptions: { baseUrl: emulator.url } });
      await assert.rejects(ai.interactions.create({ model, input: 'Hello' }), {
        status: 401,
        name: 'AuthenticationError',
      });
      await assert.rejects(ai.models.list(), (error) => {
        assert(error instanceof ApiError);
        assert.equal(error.status, 400);
        assert.match(error.message, /API_KEY_INVALID/);
        return true;
      });
    });

    it('an unknown model, a wrong tool and an unknown field are named', async () => {
      await assert.rejects(
        judge.ai.interactions.create({ model: 'gemini-0', input: 'Hello' }),
        /404.*gemini-0/,
      );
      const tools = [{ type: 'telepathy' }] as unknown as Interactions.Tool[];
      await assert.rejects(
        judge.ai.interactions.create({ model, input: 'Hello', tools }),
        /The value 'telepathy' is not supported for 'type' at 'tools\[0\]'\. Supported values: 'function', 'code_execution'/,
      );
      const params = { model, input: 'Hello', extra: 1 };
      await assert.rejects(
        judge.ai.interactions.create({ model, input: 'Hello' }, { extra_body: params }),
        /400.*'extra'/,
      );
    });

    it('a stream that breaks is a connection error; one that only ends is not noticed', async () => {
      judge.emulator.faults.add('cut');
      const broken = await judge.ai.interactions.create({ model, input: 'Hello', stream: true });
      await assert.rejects(all(broken), { name: 'APIConnectionError' });
      judge.emulator.faults.add('bare-json');
      const ended = await judge.ai.interactions.create({ model, input: 'Hello', stream: true });
      const names = (await all(ended)).map(({ event_type }) => event_type);
      assert(!names.includes('interaction.completed'));
    });

    it('an error event is an event', async () => {
      judge.emulator.faults.add('error-event');
      const stream = await judge.ai.interactions.create({ model, input: 'Hello', stream: true });
      const last = (await all(stream)).at(-1);
      assert(last?.event_type === 'error');
      assert.equal(last.error?.code, 'gateway_timeout');
    });

    it('a run that fails says why', async () => {
      judge.emulator.faults.add('failed');
      const interaction = await judge.ai.interactions.create({ model, input: 'Hello' });
      assert.equal(interaction.status, 'failed');
      assert.deepEqual(interaction.errors, [
        { code: 'api_error', message: 'The model could not finish its answer.' },
      ]);
    });

    it('understands odd framing, unknown things and text that is torn into bytes', async () => {
      const torn = await startJudge({ packets: { size: 3, tears: true } });
      try {
        for (const kind of ['odd-framing', 'unknown-things', 'empty-errors'] as const) {
          torn.emulator.script({ text: 'Grüße — שלום 👋🏽 aus der Ferne.' });
          torn.emulator.faults.add(kind);
          const stream = await torn.ai.interactions.create({ model, input: 'Hello', stream: true });
          assert.equal(textIn(await all(stream)), 'Grüße — שלום 👋🏽 aus der Ferne.');
        }
      } finally {
        await torn.close();
      }
    });
  });

  it('stops at the limit of tokens', async () => {
    const interaction = await judge.ai.interactions.create({
      model,
      input: 'Hello',
      generation_config: { max_output_tokens: 5 },
    });
    assert.equal(interaction.status, 'incomplete');
    assert.equal(interaction.output_text?.length, 20);
    assert.equal(interaction.usage?.total_output_tokens, 5);
  });

  it('sums up its thoughts when asked to', async () => {
    const summary = async (thinking_summaries: 'auto' | 'none'): Promise<number> => {
      const { steps } = await judge.ai.interactions.create({
        model,
        input: 'Hello',
        generation_config: { thinking_summaries },
      });
      return steps.flatMap((step) => (step.type === 'thought' ? (step.summary ?? []) : [])).length;
    };
    assert.equal(await summary('none'), 0);
    assert.equal(await summary('auto'), 2);
  });
});
