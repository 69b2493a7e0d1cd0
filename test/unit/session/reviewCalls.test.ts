import assert from 'node:assert/strict';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { CallState, TurnCall } from '../../../src/conversation/calls';
import type { ConversationEvent } from '../../../src/conversation/events';
import { decideFile } from '../../../src/review/decide';
import { createFileChange } from '../../../src/review/proposeFile';
import type { ChangeSet, FileChange } from '../../../src/review/changeSet';
import { createAnswers } from '../../../src/session/answers';
import type { CallReviews } from '../../../src/session/callReviews';
import { runCalls } from '../../../src/session/runCalls';
import type { CallChange, CheckedCall, Toolbox, ToolReply } from '../../../src/tools/toolbox';
import { silentLogger } from '../../../src/util/log';

const said = (text: string): ToolReply => ({
  outcome: 'done',
  summary: text,
  content: [{ type: 'text', text }],
});
const numbers = (count: number, mark: string): string =>
  Array.from({ length: count * 4 }, (_, at) => (at % 4 === 0 ? `${mark}${at}\n` : `${at}\n`)).join('');

/** Calls named `edit <file>` propose two changes of that file; any other runs at once. */
function set(...names: readonly string[]) {
  const calls = names.map((name, round): TurnCall => ({
    key: `k${round}`,
    round: 0,
    step: { type: 'function_call', id: `k${round}`, name, arguments: {} },
  }));
  const answers = createAnswers();
  const events: ConversationEvent[] = [];
  const open = new Map<string, { file: FileChange; withdrawn: boolean }>();
  const exists = new Set(names.filter((name) => name.startsWith('edit')).map((name) => name.slice(5)));

  const toolbox: Toolbox = {
    list: () => [],
    declarations: () => [],
    async check({ name }): Promise<CheckedCall> {
      const path = name.slice(5);
      if (name === 'make new') exists.add('new');
      if (name.startsWith('look'))
        return exists.has(path)
          ? allowed(name)
          : { verdict: 'refused', title: name, parallel: true, reply: said(`no ${path}`) };
      if (!name.startsWith('edit')) return allowed(name);
      return {
        ...allowed(name),
        verdict: 'ask',
        review: {
          files: [path],
          open: async (): Promise<CallChange> => ({
            proposed: {
              path,
              before: { kind: 'text', text: numbers(2, '') },
              after: { kind: 'text', text: numbers(2, 'x') },
            },
            place: () => assert.fail(),
            read: async () => undefined,
            make: async () => {},
            reply: ({ files: [file] }) => {
              const words = Object.values(file?.decisions ?? {}).join();
              return words.includes('accepted') ? said(words) : { ...said(words), outcome: 'denied' };
            },
          }),
        },
      };
    },
  };
  const reviews: CallReviews = {
    propose({ callKey }, { proposed }) {
      const entry = { file: createFileChange(proposed), withdrawn: false };
      open.set(callKey, entry);
      let heard = (): void => {};
      const { promise: settled, resolve } = Promise.withResolvers<ChangeSet | undefined>();
      const now = (): ChangeSet => ({
        id: 's',
        origin: { kind: 'inlineEdit', id: '' },
        files: [entry.file],
      });
      return {
        get set() {
          return now();
        },
        get review() {
          return {
            parts: entry.file.hunks.map(({ id }) => ({
              id,
              decision: entry.file.decisions[id] ?? ('pending' as const),
            })),
          };
        },
        facts: undefined,
        onDidChange: (listener) => void (heard = listener),
        decide(part, decision) {
          for (const { id } of entry.file.hunks)
            if ((part ?? id) === id && entry.file.decisions[id] === undefined)
              entry.file = decideFile(entry.file, id, decision);
          heard();
          if (Object.keys(entry.file.decisions).length === entry.file.hunks.length) resolve(now());
        },
        withdraw() {
          entry.withdrawn = true;
          resolve(undefined);
        },
        settled,
      };
    },
  };
  const controller = new AbortController();
  const done = runCalls(
    't',
    calls,
    {
      toolbox,
      answers,
      reviews: async () => reviews,
      media: { put: async () => '', get: async () => new Uint8Array() },
      chat: { id: 'c', title: 'Chat' },
      turnId: 't',
      permissions: () => [],
      dispatch: (batch) => events.push(...batch),
      log: silentLogger,
    },
    controller.signal,
  );
  const state = (key: string): CallState | undefined =>
    events.filter((event) => event.type === 'callChanged').findLast(({ callKey }) => callKey === key)?.call;
  const reaches = async (key: string, wanted: CallState['state']): Promise<void> => {
    for (let tries = 0; state(key)?.state !== wanted; tries += 1) {
      assert.ok(tries < 1000, `${key} is ${state(key)?.state}`);
      await nextTick();
    }
  };
  const told = (key: string): unknown => {
    const call = state(key);
    return call?.state === 'answered' ? [call.outcome, call.result.result] : call?.state;
  };
  const parts = (key: string): readonly string[] => (open.get(key)?.file.hunks ?? []).map(({ id }) => id);
  return { answers, events, open, done, controller, state, reaches, told, parts };

  function allowed(name: string): Extract<CheckedCall, { readonly verdict: 'ask' | 'allowed' }> {
    return {
      verdict: 'allowed',
      title: name,
      parallel: false,
      preview: { title: name, facts: [], concerns: [], remember: 'it' },
      permissionKey: 'it',
      run: async () => said(`ran ${name}`),
    };
  }
}
const block = (text: string) => [{ type: 'text', text }];

describe('changes that calls propose', () => {
  it('wait together when they are of different files, and what comes after them waits for all', async () => {
    const { answers, reaches, state, told, done } = set('edit a', 'edit b', 'run tests');
    await reaches('k0', 'asking');
    await reaches('k1', 'asking');
    assert.equal(state('k2'), undefined);
    answers.decide('k1', { type: 'allow', forChat: false });
    await reaches('k1', 'answered');
    assert.equal(state('k0')?.state, 'asking');
    assert.equal(state('k2'), undefined);
    answers.decide('k0', { type: 'allow', forChat: false });
    await done;
    assert.deepEqual(told('k0'), ['done', block('accepted,accepted')]);
    assert.deepEqual(told('k2'), ['done', block('ran run tests')]);
  });

  it('wait one after the other when they are of the same file', async () => {
    const { answers, reaches, state, done } = set('edit a', 'edit a');
    await reaches('k0', 'asking');
    await nextTick();
    assert.equal(state('k1'), undefined);
    answers.decide('k0', { type: 'deny', reason: '' });
    await reaches('k1', 'asking');
    answers.decide('k1', { type: 'deny', reason: '' });
    await done;
  });

  it('are decided on part by part, and the model is told when all is decided', async () => {
    const { answers, reaches, events, parts, told, done } = set('edit a');
    await reaches('k0', 'asking');
    const [first = '', second = ''] = parts('k0');
    answers.decide('k0', { type: 'part', part: first, decision: 'rejected' });
    await nextTick();
    const reviewed = events.findLast((event) => event.type === 'callReviewed');
    assert.deepEqual(
      reviewed?.review.parts.map(({ decision }) => decision),
      ['rejected', 'pending'],
    );
    answers.decide('k0', { type: 'part', part: second, decision: 'accepted' });
    await done;
    assert.deepEqual(told('k0'), ['done', block('rejected,accepted')]);
  });

  it('are denied with a reason, of which the model is told also when a part was accepted', async () => {
    const whole = set('edit a');
    await whole.reaches('k0', 'asking');
    whole.answers.decide('k0', { type: 'deny', reason: 'Not now.' });
    await whole.done;
    assert.deepEqual(whole.told('k0'), [
      'denied',
      block('The person did not allow this call, and said: Not now.'),
    ]);
    const rest = set('edit a');
    await rest.reaches('k0', 'asking');
    rest.answers.decide('k0', { type: 'part', part: rest.parts('k0')[0] ?? '', decision: 'accepted' });
    await nextTick();
    rest.answers.decide('k0', { type: 'deny', reason: 'Enough.' });
    await rest.done;
    assert.deepEqual(rest.told('k0'), [
      'done',
      [...block('accepted,rejected'), ...block('The person rejected the rest, and said: Enough.')],
    ]);
  });

  it('are remembered for the chat', async () => {
    const { answers, reaches, events, done } = set('edit a');
    await reaches('k0', 'asking');
    answers.decide('k0', { type: 'allow', forChat: true });
    await done;
    assert.ok(events.some(({ type }) => type === 'permitted'));
  });

  it('need no answer of their own once the like of them is allowed for the chat', async () => {
    const { answers, reaches, told, done } = set('edit a', 'edit b', 'edit c');
    await reaches('k2', 'asking');
    answers.decide('k1', { type: 'allow', forChat: true });
    await done;
    for (const key of ['k0', 'k1', 'k2']) assert.deepEqual(told(key), ['done', block('accepted,accepted')]);
  });

  it('are told of when the turn is stopped after a part was made, and so are the calls beside them', async () => {
    const { answers, reaches, parts, told, controller, done } = set('edit a', 'edit b', 'run tests');
    await reaches('k1', 'asking');
    answers.decide('k0', { type: 'part', part: parts('k0')[0] ?? '', decision: 'accepted' });
    await nextTick();
    controller.abort(new Error('Stopped.'));
    await assert.rejects(done, /Stopped/);
    assert.deepEqual(told('k0'), [
      'done',
      [
        ...block('accepted'),
        ...block('Then the person stopped the answer. What is not decided yet was not made.'),
      ],
    ]);
    const notMade = ['denied', block('The person stopped the answer before this call was made.')];
    assert.deepEqual(told('k1'), notMade);
    assert.deepEqual(told('k2'), notMade);
  });

  it('are withdrawn when the turn is stopped', async () => {
    const { reaches, controller, open, done } = set('edit a', 'edit b');
    await reaches('k1', 'asking');
    controller.abort(new Error('Stopped.'));
    await assert.rejects(done, /Stopped/);
    assert.deepEqual(
      [...open.values()].map(({ withdrawn }) => withdrawn),
      [true, true],
    );
  });

  it('are proposed anew with other arguments, unless a part is made already', async () => {
    const { answers, reaches, open, parts, done, state } = set('edit a');
    await reaches('k0', 'asking');
    const first = open.get('k0');
    answers.decide('k0', { type: 'edit', arguments: { other: true } });
    for (let tries = 0; open.get('k0') === first && tries < 100; tries += 1) await nextTick();
    assert.equal(first?.withdrawn, true);
    const second = open.get('k0');
    answers.decide('k0', { type: 'part', part: parts('k0')[0] ?? '', decision: 'accepted' });
    await nextTick();
    answers.decide('k0', { type: 'edit', arguments: {} });
    await nextTick();
    assert.equal(open.get('k0'), second);
    assert.equal(state('k0')?.state, 'asking');
    answers.decide('k0', { type: 'allow', forChat: false });
    await done;
  });

  it('may be of what only a call before them makes', async () => {
    const { told, done } = set('make new', 'look new', 'look none');
    await done;
    assert.deepEqual(told('k1'), ['done', block('ran look new')]);
    assert.deepEqual(told('k2'), ['done', block('no none')]);
  });
});
