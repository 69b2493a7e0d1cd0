import assert from 'node:assert/strict';
import { setImmediate as nextTick } from 'node:timers/promises';
import { ApiError } from '../../../src/api/errors';
import type { CreateRequest, InteractionEvent } from '../../../src/api/types';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { answerOf, path } from '../../../src/conversation/select';
import { emptyConversation, type Conversation } from '../../../src/conversation/state';
import { questionBlock } from '../../../src/session/input';
import type { TurnSettings } from '../../../src/session/request';
import { createSession } from '../../../src/session/session';
import { silentLogger } from '../../../src/util/log';
import { noTools } from '../../support/noTools';
import { answers, fakeClient, plainAnswer, type Script } from '../../support/fakeClient';

const defaults: TurnSettings = { model: 'm', thinkingLevel: 'default', systemInstruction: '', store: true };

let sessions = 0;

function set(
  scripts: readonly Script[],
  {
    settings = {},
    conversation = emptyConversation('c', 0),
  }: { settings?: Partial<TurnSettings>; conversation?: Conversation } = {},
) {
  const client = fakeClient(...scripts);
  const recorded: ConversationEvent[] = [];
  const files = new Map<string, Uint8Array>();
  let ids = 0;
  const prefix = `s${(sessions += 1)}-`;
  const session = createSession(conversation, {
    client: async () => client,
    settings: () => ({ ...defaults, ...settings }),
    record: (events) => recorded.push(...events),
    media: {
      async put(bytes) {
        files.set(`f${files.size}.png`, bytes);
        return `f${files.size - 1}.png`;
      },
      async get(name) {
        const bytes = files.get(name);
        if (bytes === undefined) throw new Error(`${name} is gone`);
        return bytes;
      },
    },
    newId: () => `${prefix}${(ids += 1)}`,
    now: () => 42,
    ...noTools,
    log: silentLogger,
  });
  return { session, client, recorded, files };
}
const say = (text: string) => [questionBlock(text)];
const fails = (error: unknown, before: readonly InteractionEvent[] = []): Script =>
  async function* () {
    yield before;
    throw error;
  };

describe('session', () => {
  it('sends a question and keeps the answer', async () => {
    const { session, client, recorded } = set([answers(plainAnswer('Hello', 'v1_a'))]);
    await session.send(say('Hi'));
    assert.deepEqual(client.requests, [
      {
        model: 'm',
        input: [{ type: 'text', text: 'Hi' }],
        generation_config: { thinking_summaries: 'auto' },
      },
    ]);
    const [turn] = session.conversation.turns;
    assert.ok(turn !== undefined);
    assert.equal(turn.status, 'done');
    assert.equal(answerOf(turn), 'Hello');
    assert.deepEqual(recorded.reduce(reduce, emptyConversation('c', 0)), session.conversation);
  });

  it('continues by the id of the last answer, and says again only what is not inherited', async () => {
    const { session, client } = set(
      [answers(plainAnswer('One', 'v1_a')), answers(plainAnswer('Two', 'v1_b'))],
      {
        settings: { systemInstruction: 'Be brief.', thinkingLevel: 'low' },
      },
    );
    await session.send(say('First'));
    await session.send(say('Second'));
    assert.deepEqual(client.requests[1], {
      model: 'm',
      input: [{ type: 'text', text: 'Second' }],
      system_instruction: 'Be brief.',
      generation_config: { thinking_level: 'low', thinking_summaries: 'auto' },
      previous_interaction_id: 'v1_a',
    });
  });

  it('without storing, resends the whole history exactly as it was received', async () => {
    const raw = { type: 'hologram_call', depth: 3 };
    const first = plainAnswer('One', '').toSpliced(4, 0, {
      event_type: 'step.start',
      index: 7,
      step: { type: 'unknown', raw },
    });
    const { session, client } = set([answers(first), answers(plainAnswer('Two', ''))], {
      settings: { store: false },
    });
    await session.send(say('First'));
    await session.send(say('Second'));
    assert.deepEqual(client.requests[1]?.store, false);
    assert.equal('previous_interaction_id' in (client.requests[1] ?? {}), false);
    assert.deepEqual(client.requests[1]?.input, [
      { type: 'user_input', content: [{ type: 'text', text: 'First' }] },
      { type: 'thought', signature: 'sig-One' },
      { type: 'unknown', raw },
      { type: 'model_output', content: [{ type: 'text', text: 'One' }] },
      { type: 'user_input', content: [{ type: 'text', text: 'Second' }] },
    ]);
  });

  it('sends the history once more when the service no longer has it, and says so', async () => {
    const gone = new ApiError('notFound', 'Gone.', { status: 404 });
    const { session, client } = set([
      answers(plainAnswer('One', 'v1_a')),
      fails(gone),
      answers(plainAnswer('Two', 'v1_b')),
    ]);
    await session.send(say('First'));
    await session.send(say('Second'));
    assert.equal(client.requests.length, 3);
    assert.equal(client.requests[2]?.previous_interaction_id, undefined);
    assert.equal(client.requests[2]?.input.length, 4);
    const turn = session.conversation.turns[1];
    assert.equal(turn?.status, 'done');
    assert.match(turn?.note ?? '', /sent again/);
  });

  it('does not ask a third time', async () => {
    const gone = new ApiError('notFound', 'Gone.', { status: 404 });
    const { session, client } = set([answers(plainAnswer('One', 'v1_a')), fails(gone), fails(gone)]);
    await session.send(say('First'));
    await session.send(say('Second'));
    assert.equal(client.requests.length, 3);
    assert.equal(session.conversation.turns[1]?.failure?.message, 'Gone.');
  });

  it('keeps what arrived before a failure, and can try again as another version of the turn', async () => {
    const lost = new ApiError('network', 'The connection was lost.', { code: 'ECONNRESET' });
    const { session, client } = set([
      answers(plainAnswer('One', 'v1_a')),
      fails(lost, plainAnswer('Half', 'v1_h').slice(0, 6)),
      answers(plainAnswer('Whole', 'v1_b')),
    ]);
    await session.send(say('First'));
    await session.send(say('Second'));
    const failed = session.conversation.turns[1];
    assert.ok(failed !== undefined);
    assert.equal(answerOf(failed), 'Half');
    assert.deepEqual(failed.failure, {
      message: 'The connection was lost.',
      action: 'retry',
      detail: 'ECONNRESET',
    });
    await session.retry(failed.id);
    assert.deepEqual(client.requests[2], client.requests[1]);
    assert.deepEqual(path(session.conversation).map(answerOf), ['One', 'Whole']);
    assert.equal(session.conversation.turns.length, 3);
  });

  it('goes on after an answer that was stopped: its text is sent as history, its unfinished thought is not', async () => {
    let stop = (): void => {};
    const { session, client } = set([
      answers(plainAnswer('One', 'v1_a')),
      async function* (_request, signal) {
        yield plainAnswer('Two', 'v1_b').slice(0, 6);
        stop();
        signal.throwIfAborted();
      },
      answers(plainAnswer('Three', 'v1_c')),
    ]);
    stop = () => session.stop();
    await session.send(say('First'));
    await session.send(say('Second'));
    assert.equal(session.conversation.turns[1]?.status, 'stopped');
    assert.equal(session.running, false);
    await session.send(say('Third'));
    assert.equal(client.requests[2]?.previous_interaction_id, 'v1_a');
    assert.deepEqual(client.requests[2]?.input, [
      { type: 'user_input', content: [{ type: 'text', text: 'Second' }] },
      { type: 'model_output', content: [{ type: 'text', text: 'Two' }] },
      { type: 'user_input', content: [{ type: 'text', text: 'Third' }] },
    ]);
  });

  /** An answer that ends when `open` is called. */
  function held(text: string, id: string): { readonly script: Script; readonly open: () => void } {
    const gate = Promise.withResolvers<void>();
    return {
      open: () => gate.resolve(),
      script: async function* (_request, signal) {
        await gate.promise;
        signal.throwIfAborted();
        yield plainAnswer(text, id);
      },
    };
  }

  it('lets messages wait while an answer runs, and sends them after it, each on the last', async () => {
    const one = held('One', 'v1_a');
    const { session, client } = set([
      one.script,
      answers(plainAnswer('Two', 'v1_b')),
      answers(plainAnswer('Three', 'v1_c')),
    ]);
    const first = session.send(say('First'));
    await session.send(say('Second'));
    await session.send(say('Third'));
    assert.deepEqual(
      session.conversation.queue.map(({ input }) => input),
      [say('Second'), say('Third')],
    );
    one.open();
    await first;
    assert.deepEqual(session.conversation.queue, []);
    assert.deepEqual(path(session.conversation).map(answerOf), ['One', 'Two', 'Three']);
    assert.deepEqual(
      client.requests.map(({ previous_interaction_id: id }) => id),
      [undefined, 'v1_a', 'v1_b'],
    );
  });

  it('gives a waiting message back, and keeps the others waiting when the answer is stopped', async () => {
    const one = held('One', 'v1_a');
    const { session, client } = set([one.script, answers(plainAnswer('Later', 'v1_b'))]);
    const first = session.send(say('First'));
    await session.send(say('Second'));
    await session.send(say('Third'));
    const [second, third] = session.conversation.queue.map(({ id }) => id);
    assert.deepEqual(session.withdraw(second ?? ''), say('Second'));
    assert.equal(session.withdraw(second ?? ''), undefined);
    while (client.requests.length === 0) await nextTick();
    session.stop();
    one.open();
    await first;
    assert.equal(client.requests.length, 1);
    assert.deepEqual(
      session.conversation.queue.map(({ id }) => id),
      [third],
    );
    await session.sendQueued(third ?? '');
    assert.deepEqual(session.conversation.queue, []);
    assert.equal(client.requests.length, 2);
  });

  it('makes versions of a turn by editing it, and each continues with its own id', async () => {
    const { session, client } = set(
      ['A', 'B', 'B2', 'C', 'C2'].map((text) => answers(plainAnswer(text, `v1_${text}`))),
    );
    await session.send(say('First'));
    await session.send(say('Second'));
    const second = session.conversation.headId ?? '';
    await session.edit(second, 'Second, edited');
    assert.deepEqual(path(session.conversation).map(answerOf), ['A', 'B2']);
    assert.equal(client.requests[2]?.previous_interaction_id, 'v1_A');
    session.showVersion(second);
    await session.send(say('Third'));
    assert.equal(client.requests[3]?.previous_interaction_id, 'v1_B');
    session.branch(second);
    assert.deepEqual(path(session.conversation).map(answerOf), ['A', 'B']);
    await session.send(say('Third, otherwise'));
    assert.equal(client.requests[4]?.previous_interaction_id, 'v1_B');
    assert.deepEqual(path(session.conversation).map(answerOf), ['A', 'B', 'C2']);
    session.showVersion(second);
    assert.deepEqual(path(session.conversation).map(answerOf), ['A', 'B', 'C2']);
  });

  it('goes on from before the first turn, and back to what followed', async () => {
    const { session, client, recorded } = set([
      answers(plainAnswer('A', 'v1_A')),
      answers(plainAnswer('B', 'v1_B')),
    ]);
    await session.send(say('First'));
    const first = session.conversation.turns[0]?.id ?? '';
    session.branch(undefined);
    assert.deepEqual(path(session.conversation), []);
    assert.deepEqual(path(recorded.reduce(reduce, emptyConversation('c', 0))), []);
    await session.send(say('First, otherwise'));
    assert.equal(client.requests[1]?.previous_interaction_id, undefined);
    assert.deepEqual(path(session.conversation).map(answerOf), ['B']);
    session.showVersion(first);
    assert.deepEqual(path(session.conversation).map(answerOf), ['A']);
  });

  it('edits the text of a turn and keeps its attachments', async () => {
    const attached = {
      content: { type: 'text', text: 'From a.ts' },
      origin: { kind: 'file', name: 'a.ts', bytes: 1 },
    } as const;
    const { session, client } = set([answers(plainAnswer('A')), answers(plainAnswer('B'))]);
    await session.send([attached, ...say('First')]);
    await session.edit(session.conversation.headId ?? '', 'Other');
    assert.deepEqual(client.requests[1]?.input, [attached.content, { type: 'text', text: 'Other' }]);
  });

  it('takes over turns of another chat and continues them by their ids', async () => {
    const { session: other } = set([answers(plainAnswer('One', 'v1_a'))]);
    await other.send(say('First'));
    const { session, client, recorded } = set([answers(plainAnswer('Two', 'v1_b'))]);
    session.takeOver(other.conversation.turns);
    await session.send(say('Second'));
    assert.equal(client.requests[0]?.previous_interaction_id, 'v1_a');
    assert.equal(session.conversation.title, 'First');
    assert.deepEqual(recorded.reduce(reduce, emptyConversation('c', 0)), session.conversation);
  });

  it('keeps pictures in files: base64 is neither in the events nor lost from the requests', async () => {
    const data = Buffer.from('picture').toString('base64');
    const picture: InteractionEvent = {
      event_type: 'step.delta',
      index: 1,
      delta: { type: 'image', mime_type: 'image/png', data },
    };
    const { session, client, recorded, files } = set(
      [answers(plainAnswer('Look', '').toSpliced(6, 0, picture)), answers(plainAnswer('Two', ''))],
      { settings: { store: false } },
    );
    await session.send(say('Draw'));
    assert.equal(JSON.stringify(recorded).includes(data), false);
    assert.deepEqual([...files.values()].map(String), ['picture']);
    await session.send(say('Again'));
    assert.deepEqual(client.requests[1]?.input[2], {
      type: 'model_output',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image', mime_type: 'image/png', data },
      ],
    });
  });

  it('ends a turn that the end of the editor cut short', () => {
    const conversation = reduce(emptyConversation('c', 0), {
      type: 'turnStarted',
      turnId: 'old',
      at: 1,
      model: 'm',
      stored: true,
      input: say('Hi'),
    });
    const { session, recorded } = set([], { conversation });
    assert.equal(session.conversation.turns[0]?.status, 'failed');
    assert.equal(session.conversation.turns[0]?.failure?.action, 'retry');
    assert.equal(recorded.length, 1);
  });

  it('says until when it waits before it asks again, and forgets that with the answer', async () => {
    const busy = new ApiError('overloaded', 'Gemini is overloaded.', { status: 503 });
    const { session, recorded } = set([
      async function* (_request, _signal, { onRetry }) {
        onRetry?.({ attempt: 1, delayMs: 500, error: busy });
        yield plainAnswer('Here', 'v1_a');
      },
    ]);
    await session.send(say('Hi'));
    const at = recorded.findIndex(({ type }) => type === 'waited');
    const then = recorded.slice(0, at + 1).reduce(reduce, emptyConversation('c', 0));
    assert.deepEqual(then.turns[0]?.waiting, { until: 542, reason: 'Gemini is overloaded.' });
    assert.equal(session.conversation.turns[0]?.waiting, undefined);
    assert.equal(session.conversation.turns[0]?.status, 'done');
  });

  it('tells of an error of its own making instead of swallowing it', async () => {
    const { session } = set([fails(new TypeError('x is not a function'))]);
    await session.send(say('Hi'));
    assert.deepEqual(session.conversation.turns[0]?.failure, {
      message: 'Something went wrong inside the extension. The log says more.',
      action: 'showLog',
      detail: 'x is not a function',
    });
  });

  describe('the store switch of a chat', () => {
    const stores = (requests: readonly CreateRequest[]) =>
      requests.map(({ store, previous_interaction_id: id }) => [store, id]);

    it('asks for nothing that could be retrieved while it is off, and continues by id when it is on again', async () => {
      const { session, client, recorded } = set([
        answers(plainAnswer('one', 'v1_a')),
        answers(plainAnswer('two', '')),
        answers(plainAnswer('three', 'v1_c')),
      ]);
      await session.send(say('1'));
      session.switchStore(false);
      await session.send(say('2'));
      session.switchStore(true);
      await session.send(say('3'));
      assert.deepEqual(stores(client.requests), [
        [undefined, undefined],
        [false, undefined],
        [undefined, 'v1_a'],
      ]);
      const typesOf = (at: number) => {
        const input = client.requests[at]?.input ?? [];
        return typeof input === 'string' ? [] : input.map(({ type }) => type);
      };
      assert.deepEqual(typesOf(1), ['user_input', 'thought', 'model_output', 'user_input']);
      // What was not stored goes along, and is stored from then on.
      assert.deepEqual(typesOf(2), ['user_input', 'thought', 'model_output', 'user_input']);
      assert.deepEqual(
        session.conversation.turns.map(({ stored }) => stored),
        [true, false, true],
      );
      assert.deepEqual(recorded.reduce(reduce, emptyConversation('c', 0)), session.conversation);
    });

    it('turns on what the settings turn off, for its own chat', async () => {
      const { session, client } = set([answers(plainAnswer('one', 'v1_a'))], { settings: { store: false } });
      session.switchStore(true);
      await session.send(say('1'));
      assert.deepEqual(stores(client.requests), [[undefined, undefined]]);
    });

    it('follows the settings again once it says the same', () => {
      const { session, recorded } = set([]);
      session.switchStore(true);
      assert.deepEqual(recorded, []);
      session.switchStore(false);
      session.switchStore(true);
      assert.equal(session.conversation.store, undefined);
    });
  });
});
