import assert from 'node:assert/strict';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { FunctionResultStep, InteractionEvent, JsonObject } from '../../../src/api/types';
import { ApiError } from '../../../src/api/errors';
import { pendingCalls } from '../../../src/conversation/calls';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { answerOf } from '../../../src/conversation/select';
import { emptyConversation, type Turn } from '../../../src/conversation/state';
import { questionBlock } from '../../../src/session/input';
import type { TurnSettings } from '../../../src/session/request';
import { createSession } from '../../../src/session/session';
import { silentLogger } from '../../../src/util/log';
import { answers, fakeClient, plainAnswer, type Script } from '../../support/fakeClient';
import { boxOf, textReply as text, type FakeTool } from '../../support/fakeToolbox';
import { noTools } from '../../support/noTools';

interface Call {
  readonly id: string;
  readonly name: string;
  readonly arguments?: JsonObject;
}
/** An answer that makes calls, its arguments in pieces as they come on the wire. */
function callsAnswer(
  calls: readonly Call[],
  id = 'v1_calls',
  status = 'requires_action',
): readonly InteractionEvent[] {
  return [
    { event_type: 'interaction.created', interaction: { id, status: 'in_progress' } },
    { event_type: 'step.start', index: 0, step: { type: 'thought' } },
    { event_type: 'step.delta', index: 0, delta: { type: 'thought_signature', signature: `sig-${id}` } },
    { event_type: 'step.stop', index: 0 },
    ...calls.flatMap((call, at): readonly InteractionEvent[] => {
      const json = JSON.stringify(call.arguments ?? {});
      const index = at + 1;
      return [
        { event_type: 'step.start', index, step: { type: 'function_call', id: call.id, name: call.name } },
        ...[json.slice(0, 3), json.slice(3)].map((piece): InteractionEvent => ({
          event_type: 'step.delta',
          index,
          delta: { type: 'arguments_delta', arguments: piece },
        })),
        { event_type: 'step.stop', index },
      ];
    }),
    { event_type: 'interaction.completed', interaction: { id, status, usage: { total_tokens: 100 } } },
  ];
}

function set(
  scripts: readonly Script[],
  tools: Readonly<Record<string, FakeTool>>,
  settings: Partial<TurnSettings> = {},
  toolbox = boxOf(tools),
) {
  const client = fakeClient(...scripts);
  const recorded: ConversationEvent[] = [];
  const files = new Map<string, Uint8Array>();
  let ids = 0;
  const session = createSession(emptyConversation('c', 0), {
    ...noTools,
    toolbox: async () => toolbox,
    client: async () => client,
    settings: () => ({
      model: 'm',
      thinkingLevel: 'default',
      systemInstruction: '',
      store: true,
      ...settings,
    }),
    record: (events) => recorded.push(...events),
    media: {
      async put(bytes) {
        files.set(`f${files.size}.png`, bytes);
        return `f${files.size - 1}.png`;
      },
      get: async (name) => files.get(name) ?? new Uint8Array(),
    },
    newId: () => `id-${(ids += 1)}`,
    now: () => 42,
    log: silentLogger,
  });
  const send = (words = 'Look') => session.send([questionBlock(words)]);
  const turn = (): Turn => {
    const last = session.conversation.turns.at(-1);
    assert.ok(last);
    return last;
  };
  /** Waits until a call of the turn is in a state. */
  const reaches = async (key: string, state: string): Promise<void> => {
    for (let tries = 0; turn().calls?.[key]?.state !== state; tries += 1) {
      if (tries > 1000) assert.fail(`${key} is ${turn().calls?.[key]?.state}`);
      await nextTick();
    }
  };
  return { session, client, recorded, send, turn, reaches, files };
}

/** Waits for something that happens without a timer. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nextTick();
}

const resultsIn = (input: unknown): readonly FunctionResultStep[] =>
  (input as readonly FunctionResultStep[]).filter(({ type }) => type === 'function_result');
const typesIn = (input: unknown): readonly string[] =>
  (input as readonly { type: string }[]).map(({ type }) => type);
const wordsOf = ({ result }: FunctionResultStep): string =>
  (result as readonly { text: string }[]).map((block) => block.text).join('');

describe('the loop of function calls', () => {
  it('answers parallel calls in one request by the id of the last answer, with the functions declared again', async () => {
    const { client, send, turn } = set(
      [
        answers(
          callsAnswer([
            { id: 'a', name: 'look', arguments: { at: 'x' } },
            { id: 'b', name: 'look', arguments: { at: 'y' } },
          ]),
        ),
        answers(plainAnswer('Seen.', 'v1_end')),
      ],
      { look: { effect: 'read', run: async ({ at }) => text(`saw ${JSON.stringify(at)}`) } },
    );
    await send();
    assert.equal(client.requests.length, 2);
    const [first, second] = client.requests;
    assert.deepEqual(second?.input, [
      { type: 'function_result', call_id: 'a', name: 'look', result: [{ type: 'text', text: 'saw "x"' }] },
      { type: 'function_result', call_id: 'b', name: 'look', result: [{ type: 'text', text: 'saw "y"' }] },
    ]);
    assert.equal(second.previous_interaction_id, 'v1_calls');
    assert.deepEqual(second.tools, first?.tools);
    assert.equal(first?.tools?.length, 1);
    assert.equal(turn().status, 'done');
    assert.equal(answerOf(turn()), 'Seen.');
  });

  it('sends the exact history when nothing is stored: thoughts, calls, results', async () => {
    const { client, send } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }], '')), answers(plainAnswer('Seen.', ''))],
      { look: { effect: 'read', run: async () => text('saw') } },
      { store: false },
    );
    await send();
    assert.equal(client.requests[1]?.previous_interaction_id, undefined);
    assert.deepEqual(client.requests[1]?.input, [
      { type: 'user_input', content: [{ type: 'text', text: 'Look' }] },
      { type: 'thought', signature: 'sig-' },
      { type: 'function_call', id: 'a', name: 'look', arguments: {} },
      { type: 'function_result', call_id: 'a', name: 'look', result: [{ type: 'text', text: 'saw' }] },
    ]);
  });

  it('finds calls by what is unanswered, whatever the status says, and once when the service repeats them', async () => {
    const repeated = plainAnswer('Seen.', 'v1_end').flatMap((event): readonly InteractionEvent[] =>
      event.event_type === 'interaction.created'
        ? [
            event,
            { event_type: 'step.start', index: 7, step: { type: 'function_call', id: 'a', name: 'look' } },
            { event_type: 'step.stop', index: 7 },
          ]
        : [event],
    );
    let runs = 0;
    const { client, send, turn } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }], 'v1_c', 'completed')), answers(repeated)],
      { look: { effect: 'read', run: async () => text(`run ${(runs += 1)}`) } },
    );
    await send();
    assert.equal(runs, 1);
    assert.equal(client.requests.length, 2);
    assert.deepEqual(pendingCalls(turn()), []);
  });

  it('runs what reads side by side, and the rest one after the other in order', async () => {
    const log: string[] = [];
    let together = 0;
    const read: FakeTool = {
      effect: 'read',
      async run({ n }) {
        together += 1;
        await until(() => together === 2);
        log.push(`read ${JSON.stringify(n)}`);
        return text('');
      },
    };
    const write: FakeTool = {
      effect: 'ordered',
      async run({ n }) {
        log.push(`begin ${JSON.stringify(n)}`);
        await nextTick();
        log.push(`end ${JSON.stringify(n)}`);
        return text('');
      },
    };
    const { send } = set(
      [
        answers(
          callsAnswer([
            { id: '1', name: 'write', arguments: { n: 1 } },
            { id: '2', name: 'read', arguments: { n: 2 } },
            { id: '3', name: 'write', arguments: { n: 3 } },
            { id: '4', name: 'read', arguments: { n: 4 } },
          ]),
        ),
        answers(plainAnswer('Done.')),
      ],
      { read, write },
    );
    await send();
    assert.deepEqual(
      log.filter((line) => !line.startsWith('read')),
      ['begin 1', 'end 1', 'begin 3', 'end 3'],
    );
    assert.equal(log.length, 6);
  });

  it('gives the model an error for what cannot run, and goes on', async () => {
    const { client, send, turn } = set(
      [
        answers([
          ...callsAnswer([
            { id: 'a', name: 'nothing' },
            { id: 'b', name: 'breaks' },
          ]).slice(0, -1),
          { event_type: 'step.start', index: 9, step: { type: 'function_call', id: 'c', name: 'breaks' } },
          { event_type: 'step.delta', index: 9, delta: { type: 'arguments_delta', arguments: '{"a": ' } },
          { event_type: 'step.stop', index: 9 },
          { event_type: 'interaction.completed', interaction: { id: 'v1_c', status: 'requires_action' } },
        ]),
        answers(plainAnswer('I see.')),
      ],
      {
        breaks: {
          effect: 'read',
          run: async () => ({
            outcome: 'failed',
            summary: 'broke',
            content: [{ type: 'text', text: 'It broke.' }],
          }),
        },
      },
    );
    await send();
    const results = resultsIn(client.requests[1]?.input);
    assert.deepEqual(
      results.map((step) => [step.call_id, step.is_error, wordsOf(step)]),
      [
        ['a', true, 'No nothing.'],
        ['b', true, 'It broke.'],
        ['c', true, 'No breaks.'],
      ],
    );
    assert.equal(turn().status, 'done');
  });

  it('waits for the person, tells the model of a denial and its reason, and shows edited arguments again', async () => {
    const ran: JsonObject[] = [];
    const { client, send, session, turn, reaches } = set(
      [
        answers(
          callsAnswer([
            { id: 'a', name: 'write', arguments: { n: 1 } },
            { id: 'b', name: 'write', arguments: { n: 2 } },
          ]),
        ),
        answers(plainAnswer('Well.')),
      ],
      {
        write: {
          effect: 'ask',
          async run(given) {
            ran.push(given);
            return text('wrote');
          },
        },
      },
    );
    const sent = send();
    await reaches('a', 'asking');
    assert.equal(session.answers.decide('b', { type: 'allow', forChat: false }), false, 'b does not ask yet');
    session.answers.decide('a', { type: 'deny', reason: 'Use another file.' });
    await reaches('b', 'asking');
    session.answers.decide('b', { type: 'edit', arguments: { n: 3 } });
    for (;;) {
      const call = turn().calls?.['b'];
      if (call?.state === 'asking' && call.arguments['n'] === 3) {
        assert.equal(call.preview.title, 'Do write {"n":3}');
        break;
      }
      await nextTick();
    }
    assert.deepEqual(ran, []);
    session.answers.decide('b', { type: 'allow', forChat: false });
    await sent;
    assert.deepEqual(ran, [{ n: 3 }]);
    const [denied, wrote] = resultsIn(client.requests[1]?.input);
    assert.ok(denied && wrote);
    assert.equal(wordsOf(wrote), 'The person changed the arguments of this call to {"n":3}.wrote');
    assert.match(wordsOf(denied), /did not allow this call, and said: Use another file\./);
    assert.equal(denied.is_error, true);
    assert.equal(wrote.is_error, undefined);
    assert.equal(session.answers.decide('b', { type: 'allow', forChat: false }), false);
  });

  it('asks again, and says why, when the arguments of the person cannot be used', async () => {
    const { client, send, session, turn, reaches } = set(
      [
        answers(callsAnswer([{ id: 'a', name: 'write', arguments: { n: 1 } }])),
        answers(plainAnswer('Well.')),
      ],
      { write: { effect: 'ask', run: async () => text('wrote'), wrong: (given) => given['n'] === 'x' } },
    );
    const sent = send();
    await reaches('a', 'asking');
    session.answers.decide('a', { type: 'edit', arguments: { n: 'x' } });
    for (;;) {
      const call = turn().calls?.['a'];
      if (call?.state === 'asking' && call.problem !== undefined) {
        assert.equal(call.problem, 'Wrong arguments.');
        assert.deepEqual(call.arguments, { n: 1 });
        break;
      }
      await nextTick();
    }
    session.answers.decide('a', { type: 'allow', forChat: false });
    await sent;
    assert.deepEqual(resultsIn(client.requests[1]?.input).map(wordsOf), ['wrote']);
  });

  it('remembers what was allowed for the chat until that is taken back', async () => {
    const write: FakeTool = { effect: 'ask', run: async () => text('wrote') };
    const one = (id: string) => answers(callsAnswer([{ id, name: 'write' }], `v1_${id}`));
    const { send, session, reaches, turn } = set(
      [
        one('a'),
        answers(plainAnswer('1')),
        one('b'),
        answers(plainAnswer('2')),
        one('c'),
        answers(plainAnswer('3')),
      ],
      { write },
    );
    const first = send();
    await reaches('a', 'asking');
    session.answers.decide('a', { type: 'allow', forChat: true });
    await first;
    await send();
    assert.equal(turn().calls?.['b']?.state, 'answered');
    assert.deepEqual(session.conversation.permissions, [{ key: 'write', words: 'write' }]);
    session.revoke('write');
    const third = send();
    await reaches('c', 'asking');
    session.stop();
    await third;
    assert.equal(turn().status, 'stopped');
    assert.equal(turn().calls?.['c']?.state, 'dropped');
  });

  for (const where of ['asking', 'questioning', 'running'] as const) {
    it(`stops while a call is ${where}`, async () => {
      const { send, session, reaches, turn, client } = set(
        [answers(callsAnswer([{ id: 'a', name: where }])), answers(plainAnswer('Never.'))],
        {
          asking: { effect: 'ask', run: async () => text('') },
          questioning: {
            effect: 'ordered',
            run: async (_given, { ask }) => text(await ask({ question: 'Which?', options: [] })),
          },
          running: {
            effect: 'ordered',
            run: (_given, { signal }) =>
              new Promise((_resolve, reject) => {
                signal.addEventListener('abort', () => reject(new Error('gone')));
              }),
          },
        },
      );
      const sent = send();
      await reaches('a', where);
      session.stop();
      await sent;
      assert.equal(turn().status, 'stopped');
      assert.equal(turn().calls?.['a']?.state, 'dropped');
      assert.equal(client.requests.length, 1);
    });
  }

  it('passes the words of the person to the call that asked for them', async () => {
    const { client, send, session, reaches } = set(
      [answers(callsAnswer([{ id: 'a', name: 'which' }])), answers(plainAnswer('Fine.'))],
      {
        which: {
          effect: 'ordered',
          run: async (_given, { ask }) => text(await ask({ question: 'Which?', options: ['x', 'y'] })),
        },
      },
    );
    const sent = send();
    await reaches('a', 'questioning');
    session.answers.say('a', 'the second');
    await sent;
    assert.equal(resultsIn(client.requests[1]?.input).map(wordsOf).join(''), 'the second');
  });

  it('asks to go on at the limit of requests, and counts anew from there', async () => {
    const look: FakeTool = { effect: 'read', run: async () => text('saw') };
    const rounds = Array.from({ length: 5 }, (_, at) =>
      answers(callsAnswer([{ id: `k${at}`, name: 'look' }], `v1_${at}`)),
    );
    const { client, send, session, turn } = set(
      [...rounds, answers(plainAnswer('End.'))],
      { look },
      { maxRounds: 2 },
    );
    const sent = send();
    while (turn().limit === undefined) await nextTick();
    assert.deepEqual(turn().limit, { kind: 'rounds', reached: 2 });
    assert.equal(client.requests.length, 2);
    session.answers.letGoOn();
    while (turn().limit?.reached !== 4) await nextTick();
    session.answers.letGoOn();
    await sent;
    assert.equal(turn().limit, undefined);
    assert.equal(client.requests.length, 6);
  });

  it('asks to go on at the limit of tokens', async () => {
    const look: FakeTool = { effect: 'read', run: async () => text('saw') };
    const { send, session, turn } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }])), answers(plainAnswer('End.'))],
      { look },
      { maxTokens: 100 },
    );
    const sent = send();
    while (turn().limit === undefined) await nextTick();
    assert.deepEqual(turn().limit, { kind: 'tokens', reached: 100 });
    session.stop();
    await sent;
    assert.equal(turn().status, 'stopped');
  });

  it('tells the functions which turn calls them, so that what they change can be taken back with it', async () => {
    const asked: unknown[] = [];
    const look: FakeTool = { effect: 'read', run: async () => text('saw') };
    const box = boxOf({ look });
    const { send, turn } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }])), answers(plainAnswer('Seen.'))],
      {},
      {},
      {
        ...box,
        check(request, context, signal) {
          asked.push([context.chatId, context.turnId]);
          return box.check(request, context, signal);
        },
      },
    );
    await send();
    assert.deepEqual(asked, [['c', turn().id]]);
  });

  it('lets a turn call only what it allows, and tells the service so', async () => {
    const look: FakeTool = { effect: 'read', run: async () => text('saw') };
    const { client, session } = set(
      [answers(callsAnswer([{ id: 'a', name: 'write' }])), answers(plainAnswer('Fine.'))],
      { look, write: look },
    );
    await session.send([questionBlock('Explain')], { allowedTools: ['look'] });
    assert.deepEqual(client.requests[0]?.generation_config?.tool_choice, {
      allowed_tools: { mode: 'auto', tools: ['look'] },
    });
    const [result] = resultsIn(client.requests[1]?.input);
    assert.ok(result);
    assert.match(wordsOf(result), /write may not be called here\. These may: look\./);
  });

  it('keeps the pictures of results as files, and sends their bytes', async () => {
    const { client, send, recorded } = set(
      [answers(callsAnswer([{ id: 'a', name: 'draw' }])), answers(plainAnswer('Nice.'))],
      {
        draw: {
          effect: 'read',
          run: async () => ({
            outcome: 'done',
            summary: '',
            content: [{ type: 'image', mime_type: 'image/png', data: 'AQID' }],
          }),
        },
      },
    );
    await send();
    const [result] = resultsIn(client.requests[1]?.input);
    assert.deepEqual(result?.result, [{ type: 'image', mime_type: 'image/png', data: 'AQID' }]);
    assert.equal(JSON.stringify(recorded).includes('AQID'), false);
  });

  it('sends the whole turn once more when the id of its own last answer is gone', async () => {
    const gone: Script = async function* () {
      yield [];
      throw new ApiError('notFound', 'Gone.');
    };
    const { client, send, turn } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }])), gone, answers(plainAnswer('Seen.'))],
      { look: { effect: 'read', run: async () => text('saw') } },
    );
    await send();
    assert.deepEqual(typesIn(client.requests[2]?.input), [
      'user_input',
      'thought',
      'function_call',
      'function_result',
    ]);
    assert.equal(turn().status, 'done');
    assert.match(turn().note ?? '', /sent again/);
  });

  it('sends whole rounds of a turn that was stopped later, and only the text of the one that was cut', async () => {
    const cut: Script = async function* (_request, signal) {
      yield plainAnswer('Half', 'v1_half').slice(0, -1);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw signal.reason;
    };
    const { client, send, session, turn } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }])), cut, answers(plainAnswer('Again.'))],
      { look: { effect: 'read', run: async () => text('saw') } },
    );
    const sent = send();
    while (answerOf(turn()) !== 'Half') await nextTick();
    session.stop();
    await sent;
    await send('And now?');
    const steps = client.requests[2]?.input as readonly { type: string }[];
    assert.deepEqual(
      steps.map(({ type }) => type),
      ['user_input', 'thought', 'function_call', 'function_result', 'model_output', 'user_input'],
    );
  });

  it('is in the journal whole: folding what was recorded gives the conversation', async () => {
    const { session, send, recorded } = set(
      [answers(callsAnswer([{ id: 'a', name: 'look' }])), answers(plainAnswer('Seen.'))],
      {
        look: {
          effect: 'read',
          async run(_given, { print }) {
            print('printing');
            return { ...text('saw'), output: 'printing' };
          },
        },
      },
    );
    await send();
    assert.deepEqual(
      recorded.filter(({ type }) => type !== 'callPrinted').reduce(reduce, emptyConversation('c', 0)),
      session.conversation,
    );
  });
});
