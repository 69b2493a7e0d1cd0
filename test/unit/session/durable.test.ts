import assert from 'node:assert/strict';
import { createClient, type Client } from '../../../src/api/client';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import type { ConversationEvent } from '../../../src/conversation/events';
import { createJournalEncoder, journalHeader } from '../../../src/conversation/journal';
import { answerOf } from '../../../src/conversation/select';
import { emptyConversation, type Conversation, type Turn } from '../../../src/conversation/state';
import { questionBlock } from '../../../src/session/input';
import { createSession, type Session } from '../../../src/session/session';
import { silentLogger } from '../../../src/util/log';
import { startEmulator, type Emulator } from '../../emulator/emulator';
import { boxOf, type FakeTool } from '../../support/fakeToolbox';
import { loadJournal } from '../../support/loadJournal';
import { noTools } from '../../support/noTools';

const header = { id: 'c', createdAt: 0 };

/** An editor that may be killed: from then on nothing of it reaches the disk. */
class Editor {
  readonly session: Session;
  /** How many events reach the disk before it is killed. */
  readonly #lives: number;
  readonly #encode = createJournalEncoder();
  #journal: string;
  #kept = 0;
  waits = 0;

  constructor(
    client: Client,
    {
      journal = journalHeader(header),
      lives = Infinity,
      tools = {},
      store = true,
    }: { journal?: string; lives?: number; tools?: Readonly<Record<string, FakeTool>>; store?: boolean } = {},
  ) {
    this.#journal = journal;
    this.#lives = lives;
    const begin: Conversation =
      journal === journalHeader(header) ? emptyConversation('c', 0) : loadJournal(journal).conversation;
    let ids = 0;
    this.session = createSession(begin, {
      ...noTools,
      toolbox: async () => (Object.keys(tools).length === 0 ? undefined : boxOf(tools)),
      client: async () => client,
      settings: () => ({ model: 'gemini-3.5-flash', thinkingLevel: 'default', systemInstruction: '', store }),
      record: (events) => this.#record(events),
      media: { put: async () => 'f', get: async () => new Uint8Array() },
      newId: () => `id-${(ids += 1)}`,
      now: () => Date.now(),
      sleep: async () => {
        this.waits += 1;
      },
      log: silentLogger,
    });
  }
  #record(events: readonly ConversationEvent[]): void {
    const kept = events.slice(0, Math.max(0, this.#lives - this.#kept));
    this.#kept += kept.length;
    this.#journal += this.#encode(kept);
    if (this.#kept >= this.#lives) queueMicrotask(() => this.session.leave());
  }
  get journal(): string {
    return this.#journal;
  }
  get turn(): Turn {
    const turn = this.session.conversation.turns.at(-1);
    assert.ok(turn);
    return turn;
  }
  send(words = 'Go', options: { background?: true } = { background: true }): Promise<void> {
    return this.session.send([questionBlock(words)], options);
  }
  /** Waits until the turn is over. */
  async ended(): Promise<Turn> {
    while (this.session.running) await new Promise((resolve) => setTimeout(resolve, 1));
    return this.turn;
  }
  async reaches(condition: (turn: Turn) => boolean): Promise<void> {
    for (const until = Date.now() + 5000; !condition(this.turn);) {
      assert.ok(Date.now() < until, JSON.stringify(this.turn, null, 1).slice(-2000));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

describe('a run in the background', () => {
  let emulator: Emulator;
  let client: Client;
  const transport = createUndiciTransport({});
  before(async () => {
    emulator = await startEmulator();
    client = createClient({
      apiKey: () => Promise.resolve('unit'),
      baseUrl: () => emulator.url,
      version: '0',
      transport,
      retry: { sleep: async () => undefined },
      log: silentLogger,
    });
  });
  afterEach(() => emulator.reset());
  after(async () => {
    await transport.close();
    await emulator.close();
  });
  const posts = (): number =>
    emulator.requests.filter(({ method, path }) => method === 'POST' && !path.includes('cancel')).length;
  const pieces = Array.from({ length: 190 }, (_, at) => (at % 17 === 0 ? `שלום ${at} 👩‍💻\n` : `word${at} `));
  const shown = ({ rounds, status }: Turn) => ({
    status,
    rounds: rounds.map(({ steps, usage, status: end }) => ({ steps, usage, end })),
  });

  it('is asked for as one, and goes on as one', async () => {
    const editor = new Editor(client);
    await editor.send();
    assert.equal(editor.turn.status, 'done');
    const body = emulator.requests[0]?.body as Record<string, unknown>;
    assert.deepEqual([body['background'], body['store'], body['stream']], [true, true, true]);
  });

  it('comes out the same, with one request that starts it, wherever the editor is killed', async function () {
    this.timeout(120_000);
    emulator.script({ thought: 'Let me see', pieces });
    const whole = new Editor(client);
    await whole.send();
    const expected = shown(whole.turn);
    const events = whole.journal.trimEnd().split('\n').length - 1;
    assert.ok(events >= 200, `${events} events`);
    // The first event is the question; with the second the service has named the run.
    for (let k = 2; k < events; k += 1) {
      emulator.reset();
      emulator.script({ thought: 'Let me see', pieces });
      const killed = new Editor(client, { lives: k });
      await killed.send();
      const next = new Editor(client, { journal: killed.journal });
      assert.deepEqual(shown(await next.ended()), expected, `killed after ${k} events`);
      assert.deepEqual(shown(loadJournal(next.journal).conversation.turns[0] as Turn), expected);
      assert.equal(posts(), 1);
    }
  });

  it('goes on from the last event when the connection is cut, without a second request that starts it', async () => {
    emulator.script({ pieces });
    emulator.faults.add('cut', { after: 40 });
    emulator.faults.add('cut-character', { on: 'GET /interactions/*', after: 60 });
    emulator.faults.add('half-event', { on: 'GET /interactions/*', after: 10 });
    const editor = new Editor(client);
    await editor.send();
    assert.equal(answerOf(editor.turn), pieces.join(''));
    assert.equal(editor.turn.status, 'done');
    assert.equal(editor.turn.waiting, undefined);
    assert.equal(posts(), 1);
    assert.equal(emulator.requests.filter(({ method }) => method === 'GET').length, 3);
  });

  it('begins anew when the service does not know the last event, and shows everything once', async () => {
    emulator.script({ pieces });
    const killed = new Editor(client, { lives: 50 });
    await killed.send();
    emulator.faults.add('status', { on: 'GET /interactions/*', status: 400, code: 'invalid_request' });
    const next = new Editor(client, { journal: killed.journal });
    const turn = await next.ended();
    assert.equal(answerOf(turn), pieces.join(''));
    assert.equal(turn.status, 'done');
    assert.deepEqual(
      loadJournal(next.journal).conversation.turns[0]?.rounds[0]?.steps,
      turn.rounds[0]?.steps,
    );
  });

  it('is looked at now and then where its stream does not come through', async () => {
    emulator.script({ pieces });
    const killed = new Editor(client, { lives: 50 });
    await killed.send();
    emulator.faults.add('html', { on: 'GET /interactions/*', times: 14 });
    const next = new Editor(client, { journal: killed.journal });
    const turn = await next.ended();
    assert.equal(answerOf(turn), pieces.join(''));
    assert.equal(turn.status, 'done');
    assert.ok(next.waits > 0);
  });

  it('is not given up when the service does not know it yet', async () => {
    emulator.script({ pieces });
    emulator.faults.add('cut', { after: 3 });
    emulator.faults.add('status', { on: 'GET /interactions/*', status: 404, code: 'not_found', times: 4 });
    const editor = new Editor(client);
    await editor.send();
    assert.equal(editor.turn.status, 'done');
    assert.equal(answerOf(editor.turn), pieces.join(''));
  });

  it('fails when it is gone, and says so', async () => {
    emulator.script({ pieces: ['one', { gate: 'half' }, 'two'] });
    const killed = new Editor(client, { lives: 6 });
    await killed.send();
    emulator.reset();
    const old = killed.journal.replace(/"at":\d+/, '"at":1');
    const turn = await new Editor(client, { journal: old }).ended();
    assert.equal(turn.status, 'failed');
    assert.match(turn.failure?.message ?? '', /does not have this any more/);
    assert.equal(turn.failure?.goesOn, undefined);
  });

  it('whose key was refused on the way is looked for again by trying again, and not started twice', async () => {
    emulator.script({ pieces });
    emulator.faults.add('cut', { after: 30 });
    emulator.faults.add('unauthenticated', { on: 'GET /interactions/*' });
    const editor = new Editor(client);
    await editor.send();
    assert.equal(editor.turn.status, 'failed');
    assert.equal(editor.turn.failure?.action, 'setApiKey');
    await editor.session.retry(editor.turn.id);
    assert.equal(editor.session.conversation.turns.length, 1);
    assert.equal(editor.turn.status, 'done');
    assert.equal(editor.turn.failure, undefined);
    assert.equal(answerOf(editor.turn), pieces.join(''));
    assert.equal(posts(), 1);
  });

  for (const status of ['incomplete', 'failed', 'cancelled', 'budget_exceeded'] as const)
    it(`ends as ${status} when the service says so, also when that is only found out later`, async () => {
      const errors = status === 'failed' ? [{ code: 'api_error', message: 'It broke.' }] : [];
      emulator.script({ pieces: ['one ', 'two'], status, errors, times: 2 });
      const whole = new Editor(client);
      await whole.send();
      emulator.faults.add('cut', { after: 1 });
      emulator.faults.add('html', { on: 'GET /interactions/*', times: 15 });
      const cut = new Editor(client);
      await cut.send();
      assert.deepEqual(
        [cut.turn.status, cut.turn.failure, answerOf(cut.turn)],
        [whole.turn.status, whole.turn.failure, answerOf(whole.turn)],
      );
    });

  it('is cancelled at the service when it is stopped', async () => {
    emulator.script({ pieces: ['one ', { gate: 'half' }, 'two'] });
    const editor = new Editor(client);
    const sent = editor.send();
    await emulator.reached('half');
    await editor.reaches((turn) => answerOf(turn) === 'one ');
    const cancelled = emulator.until(({ path }) => path.endsWith('/cancel'));
    editor.session.stop();
    await sent;
    assert.equal(editor.turn.status, 'stopped');
    await cancelled;
    const id = editor.turn.rounds[0]?.interactionId ?? '';
    for (const until = Date.now() + 5000; Date.now() < until;)
      if ((await client.get(id, {}, AbortSignal.timeout(5000))).status === 'cancelled') return;
    assert.fail('It goes on.');
  });

  it('goes on at the service when the window is closed', async () => {
    emulator.script({ pieces: ['one ', { gate: 'half' }, 'two'] });
    const editor = new Editor(client, { lives: 7 });
    const sent = editor.send();
    await emulator.reached('half');
    await sent;
    assert.equal(
      emulator.requests.some(({ path }) => path.endsWith('/cancel')),
      false,
    );
    emulator.release('half');
    const next = new Editor(client, { journal: editor.journal });
    assert.equal(answerOf(await next.ended()), 'one two');
  });

  it('is not asked for where the service keeps nothing', async () => {
    const editor = new Editor(client, { store: false });
    await editor.send();
    assert.equal(editor.turn.status, 'failed');
    assert.match(editor.turn.failure?.message ?? '', /keeps nothing/);
    assert.equal(emulator.requests.length, 0);
  });

  it('runs a call once, whenever the editor is killed', async () => {
    let runs = 0;
    const build: FakeTool = {
      effect: 'ask',
      run: (_given, { signal }) => {
        runs += 1;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('Stopped.')));
        });
      },
    };
    emulator.script({ calls: [{ name: 'build', id: 'call-1' }] }, { text: 'Seen.' });
    const asked = new Editor(client, { tools: { build } });
    const first = asked.send();
    await asked.reaches(({ calls }) => calls?.['call-1']?.state === 'asking');
    const whileAsking = asked.journal;
    asked.session.leave();
    await first;

    const again = new Editor(client, { tools: { build }, journal: whileAsking });
    await again.reaches(({ calls }) => calls?.['call-1']?.state === 'asking');
    again.session.answers.decide('call-1', { type: 'allow', forChat: false });
    await again.reaches(({ calls }) => calls?.['call-1']?.state === 'running');
    assert.equal(runs, 1);
    const whileRunning = again.journal;
    again.session.leave();

    const last = new Editor(client, { tools: { build }, journal: whileRunning });
    assert.equal(answerOf(await last.ended()), 'Seen.');
    assert.equal(runs, 1);
    const body = emulator.requests.findLast(({ method }) => method === 'POST')?.body as {
      readonly input: readonly { readonly is_error?: boolean; readonly call_id?: string }[];
    };
    assert.deepEqual(
      body.input.map(({ call_id: id, is_error: isError }) => [id, isError]),
      [['call-1', true]],
    );
    assert.equal(posts(), 2);
  });
});

describe('an answer that the service does not have to go on with', () => {
  it('is taken as the service has it, when it had ended there before the connection was cut', async () => {
    const { answers, fakeClient, plainAnswer } = await import('../../support/fakeClient');
    const { ApiError } = await import('../../../src/api/errors');
    const events = plainAnswer('All of it', 'v1_a');
    const fake = {
      ...fakeClient(async function* (...given) {
        yield* answers(events.slice(0, 6))(...given);
        throw new ApiError('network', 'Cut.');
      }),
      get: async () => ({
        id: 'v1_a',
        status: 'completed',
        steps: [{ type: 'model_output', content: [{ type: 'text', text: 'All of it' }] }] as const,
      }),
    };
    const editor = new Editor(fake as unknown as Client);
    await editor.send('Go', {});
    assert.equal(editor.turn.status, 'done');
    assert.equal(answerOf(editor.turn), 'All of it');
  });

  it('is over with the editor where the service has nothing more, and can be asked for again', async () => {
    const { answers, fakeClient, plainAnswer } = await import('../../support/fakeClient');
    const events = plainAnswer('All of it', 'v1_a');
    const killed = new Editor(fakeClient(answers(events)) as unknown as Client, { lives: 6 });
    await killed.send('Go', {});
    const next = new Editor(fakeClient() as unknown as Client, { journal: killed.journal });
    const turn = await next.ended();
    assert.equal(turn.status, 'failed');
    assert.match(turn.failure?.message ?? '', /closed or reloaded before this answer was complete/);
    assert.equal(turn.failure?.action, 'retry');
  });
});
