import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { call, create } from './call';

describe('what the emulator refuses', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const refused: readonly (readonly [
    name: string,
    body: object,
    status: number,
    code: string,
    message: RegExp,
  ])[] = [
    ['neither model nor agent', { model: undefined, input: 'x' }, 400, 'invalid_request', /Exactly one of/],
    [
      'both model and agent',
      { agent: 'antigravity-preview-05-2026', input: 'x' },
      400,
      'invalid_request',
      /Exactly one of/,
    ],
    ['an unknown model', { model: 'gemini-0', input: 'x' }, 404, 'model_not_found', /gemini-0/],
    [
      'a model that is not for interactions',
      { model: 'veo-3.1-generate-preview', input: 'x' },
      404,
      'model_not_found',
      /veo/,
    ],
    ['an unknown agent', { model: undefined, agent: 'nobody', input: 'x' }, 404, 'not_found', /nobody/],
    ['an unknown field', { input: 'x', colour: 'red' }, 400, 'parameter_unknown', /'colour'/],
    ['no input', {}, 400, 'invalid_request', /'input'/],
    [
      'turns of the old schema',
      { input: [{ role: 'user', content: 'x' }] },
      400,
      'invalid_request',
      /legacy Interactions API schema is no longer supported/,
    ],
    [
      'an unknown tool',
      { input: 'x', tools: [{ type: 'X' }] },
      400,
      'invalid_request',
      /^The value 'X' is not supported for 'type' at 'tools\[0\]'\. Supported values: 'function', 'code_execution', 'mcp_server', 'filesystem', 'google_maps', 'google_search', 'bash', 'computer_use', 'file_search', 'url_context'\.$/,
    ],
    [
      'an unknown thinking level',
      { input: 'x', generation_config: { thinking_level: 'ultra' } },
      400,
      'invalid_request',
      /^Thinking level ULTRA is not supported for this model\.$/,
    ],
    [
      'background without storing',
      { input: 'x', background: true, store: false },
      400,
      'invalid_request',
      /'store'/,
    ],
    [
      'an unknown earlier interaction',
      { input: 'x', previous_interaction_id: 'v1_none' },
      404,
      'not_found',
      /v1_none/,
    ],
    [
      'a result of an unknown call',
      { input: [{ type: 'function_result', call_id: 'c1', result: 'x' }] },
      400,
      'invalid_request',
      /'c1'/,
    ],
    [
      'research in the foreground',
      { model: undefined, agent: 'deep-research-preview-04-2026', input: 'x' },
      400,
      'invalid_request',
      /background=true/,
    ],
    [
      'a temperature for an agent',
      {
        model: undefined,
        agent: 'antigravity-preview-05-2026',
        input: 'x',
        generation_config: { temperature: 1 },
      },
      400,
      'invalid_request',
      /temperature/,
    ],
  ];
  for (const [name, body, status, code, message] of refused) {
    it(name, async () => {
      const response = await call(emulator, 'POST', '/v1beta/interactions', {
        model: 'gemini-3.5-flash',
        ...body,
      });
      const { error } = Object(await response.json());
      assert.equal(response.status, status);
      assert.equal(error.code, code);
      assert.match(error.message, message);
    });
  }

  it('a body that is not JSON', async () => {
    const response = await fetch(`${emulator.url}/v1beta/interactions?key=k`, {
      method: 'POST',
      body: '{"model":',
    });
    assert.equal(response.status, 400);
    assert.equal(Object(await response.json()).error.code, 'invalid_request');
  });

  it('a revision before the steps', async () => {
    const body = { model: 'gemini-3.5-flash', input: 'x', store: false };
    for (const [revision, status] of [
      ['2026-05-07', 400],
      ['2026-05-20', 200],
    ] as const) {
      const response = await call(emulator, 'POST', '/v1beta/interactions', body, {
        'api-revision': revision,
      });
      assert.equal(response.status, status);
    }
  });

  it('a missing key and a bad key, each family in its own shape', async () => {
    const ask = async (path: string, key?: string): Promise<readonly unknown[]> => {
      const response = await fetch(`${emulator.url}${path}`, {
        headers: key === undefined ? {} : { 'x-goog-api-key': key },
      });
      const { error } = Object(await response.json());
      return [response.status, error.code, error.status];
    };
    assert.deepEqual(await ask('/v1beta/interactions/v1_x'), [401, 'authentication', undefined]);
    assert.deepEqual(await ask('/v1beta/interactions/v1_x', 'bad'), [401, 'authentication', undefined]);
    assert.deepEqual(await ask('/v1beta/models'), [403, 403, 'PERMISSION_DENIED']);
    assert.deepEqual(await ask('/v1beta/models', 'bad'), [400, 400, 'INVALID_ARGUMENT']);
    assert.deepEqual(await ask('/v1beta/models', 'leaked'), [403, 403, 'PERMISSION_DENIED']);
  });

  it('an address with the version twice, in HTML', async () => {
    const response = await call(emulator, 'GET', '/v1beta/v1beta/models');
    assert.equal(response.status, 404);
    assert.match(response.headers.get('content-type') ?? '', /text\/html/);
  });

  describe('steps that a client sends back', () => {
    const question = { type: 'user_input', content: 'What is the weather in Rome?' };
    const tools = [
      {
        type: 'function',
        name: 'get_weather',
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
      },
    ];
    const replay = async (steps: readonly object[]): Promise<Record<string, unknown>> => {
      const call_id = Reflect.get(steps.at(-1) ?? {}, 'id');
      const result = { type: 'function_result', call_id, result: { celsius: 21 } };
      return create(emulator, { input: [question, ...steps, result], tools, store: false });
    };

    it('must carry the signature that they came with', async () => {
      const { steps } = await create(emulator, { input: [question], tools, store: false });
      const [thought, made] = steps as readonly Record<string, unknown>[];
      assert(thought && made);
      assert.equal((await replay([thought, made]))['status'], 'completed');
      assert.equal(Object((await replay([made]))['error']).code, 'missing_thought_signature');
      const { signature: _, ...unsigned } = thought;
      assert.equal(Object((await replay([unsigned, made]))['error']).code, 'missing_thought_signature');
      assert.equal(
        (await replay([{ ...thought, signature: 'skip_thought_signature_validator' }, made]))['status'],
        'completed',
      );
    });

    it('may be full of nulls, and results may be nested in the user’s step', async () => {
      const { id, steps } = await create(emulator, { input: [{ ...question, signature: null }], tools });
      const made = (steps as readonly Record<string, unknown>[]).at(-1);
      const nested = {
        type: 'user_input',
        content: [{ type: 'function_result', call_id: made?.['id'], name: null, result: '21' }],
      };
      const answer = await create(emulator, { input: [nested], tools, previous_interaction_id: id });
      assert.equal(answer['status'], 'completed');
      assert.match(JSON.stringify(answer['steps']), /get_weather/);
      const stored = await call(emulator, 'GET', `/v1beta/interactions/${String(answer['id'])}`);
      assert(!JSON.stringify(Object(await stored.json()).steps).includes('null'));
    });
  });
});
