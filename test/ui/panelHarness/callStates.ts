import type { FunctionCallStep, Step } from '../../../src/api/types';
import type { CallFact, CallReview, CallState } from '../../../src/conversation/calls';
import type { Turn } from '../../../src/conversation/state';
import { makeTurn, snapshotMessage, statusMessage, textStep, type PanelStates } from './panelStates';

/** A call and the state it is in. */
export interface GivenCall {
  readonly name: string;
  readonly arguments: FunctionCallStep['arguments'];
  readonly state: CallState | undefined;
}

/** A turn of one request that makes these calls, numbered from 0. */
export function callTurn(
  question: string,
  before: readonly Step[],
  calls: readonly GivenCall[],
  changes: Partial<Turn> = {},
): Turn {
  const steps = calls.map(({ name, arguments: given }, at): FunctionCallStep => ({
    type: 'function_call',
    id: `call-${at}`,
    name,
    ...(given === undefined ? {} : { arguments: given }),
  }));
  const states = calls.flatMap(({ state }, at): [string, CallState][] =>
    state === undefined ? [] : [[`call-${at}`, state]],
  );
  return makeTurn('1', question, [...before, ...steps], {
    status: 'running',
    calls: Object.fromEntries(states),
    ...changes,
  });
}

/** A call that was answered. */
export function answeredCall(
  name: string,
  title: string,
  summary: string,
  result: string,
  changes: Partial<Extract<CallState, { readonly state: 'answered' }>> = {},
): GivenCall {
  return {
    name,
    arguments: { path: title.split(' ').at(-1) ?? '' },
    state: {
      state: 'answered',
      outcome: 'done',
      title,
      summary,
      result: { type: 'function_result', call_id: '', name, result: [{ type: 'text', text: result }] },
      ...changes,
    },
  };
}

/** A call that asks, with what the person is shown. */
export function askingCall(
  name: string,
  title: string,
  facts: readonly CallFact[],
  rest: {
    readonly concerns?: readonly string[];
    readonly remember?: string;
    readonly problem?: string;
    readonly review?: CallReview;
  } = {},
): GivenCall {
  const { concerns = [], problem, remember, review } = rest;
  const given = { command: 'npm test', folder: '.' };
  return {
    name,
    arguments: given,
    state: {
      state: 'asking',
      preview: { title, facts, concerns, ...(remember === undefined ? {} : { remember }) },
      arguments: given,
      ...(problem === undefined ? {} : { problem }),
      ...(review === undefined ? {} : { review }),
    },
  };
}

const reading = textStep('I look at the cart first, then I run its tests.');
const read = answeredCall('read_file', 'Read src/shop/cart.ts', '42 lines', '1: export interface Cart {}');
const search = answeredCall('search_text', 'Search for “discount”', '3 matches', 'src/shop/cart.ts:12');
const output = Array.from({ length: 40 }, (_, at) => `  ✓ test ${at + 1} (3 ms)`).join('\n');
const change = `--- a/src/shop/cart.ts
+++ b/src/shop/cart.ts
@@ -17,7 +17,7 @@
 export function total(cart: Cart): number {
   const sum = cart.items.reduce((all, { price, count }) => all + price * count, 0);
-  return Math.round(sum - cart.discount / 100);
+  return Math.round(sum * (1 - cart.discount / 100));
 }
 
 export function count(cart: Cart): number {
@@ -40,3 +40,4 @@
 export function empty(): Cart {
-  return { items: [], discount: 0 };
+  // Nothing is reduced in an empty cart.
+  return { items: [], discount: 0, code: '' };
 }
`;
const threeChanges = `${change}@@ -60,1 +60,1 @@\n-const rate = 7;\n+const rate = 9;\n`;
const longChange = `@@ -1,0 +1,90 @@\n${Array.from({ length: 90 }, (_, at) => `+export const value${at} = ${at};`).join('\n')}\n`;
const question = 'Fix the discount, and run the tests.';
const manyReads = Array.from({ length: 40 }, (_, at) =>
  answeredCall('read_file', `Read src/shop/part${at + 1}.ts`, '42 lines', 'export {}', {
    outcome: at === 7 ? 'failed' : 'done',
  }),
);
const planned = (done: number): GivenCall => ({
  name: 'update_plan',
  arguments: {
    steps: ['Read the cart', 'Take the discount of the sum', 'Run the tests of the cart and of the till'].map(
      (step, at) => ({ step, status: at < done ? 'done' : at === done ? 'in_progress' : 'pending' }),
    ),
  },
  state: {
    state: 'answered',
    outcome: 'done',
    title: 'Plan',
    summary: `${done} of 3 steps done`,
    result: { type: 'function_result', call_id: '', result: 'The plan is shown.' },
  },
});

/** Every state that a call can be in, as a turn. */
export const callTurns = {
  askingCommand: callTurn(
    question,
    [reading],
    [
      read,
      search,
      askingCall(
        'run_command',
        'Run npm test',
        [{ kind: 'command', command: 'npm test -- --grep "discount"', folder: 'corner-shop' }],
        { remember: 'the command npm test' },
      ),
    ],
  ),
  askingChange: callTurn(
    question,
    [reading],
    [
      read,
      askingCall(
        'edit_file',
        'Edit src/shop/cart.ts',
        [
          { kind: 'path', label: 'File', path: 'src/shop/cart.ts' },
          { kind: 'diff', path: 'src/shop/cart.ts', diff: change, cut: 0 },
        ],
        { remember: 'every use of edit_file' },
      ),
    ],
  ),
  askingReview: callTurn(
    question,
    [reading],
    [
      read,
      askingCall(
        'edit_file',
        'Edit src/shop/cart.ts',
        [{ kind: 'diff', path: 'src/shop/cart.ts', diff: threeChanges, cut: 12 }],
        {
          remember: 'every use of edit_file',
          review: {
            parts: [
              { id: 'one', decision: 'accepted' },
              { id: 'two', decision: 'pending' },
              { id: 'three', decision: 'pending', conflict: 'These lines were changed meanwhile.' },
              { id: 'four', decision: 'pending' },
            ],
            notice: 'src/shop/cart.ts was changed since, and one proposed change does not fit any more.',
          },
        },
      ),
    ],
  ),
  askingReviews: callTurn(
    question,
    [reading],
    [
      askingCall(
        'edit_file',
        'Edit src/shop/cart.ts',
        [{ kind: 'diff', path: 'src/shop/cart.ts', diff: change, cut: 0 }],
        {
          remember: 'every use of edit_file',
          review: {
            parts: [
              { id: 'one', decision: 'pending' },
              { id: 'two', decision: 'pending' },
            ],
          },
        },
      ),
      askingCall(
        'create_file',
        'Create src/shop/rate.ts',
        [{ kind: 'diff', path: 'src/shop/rate.ts', diff: '@@ -0,0 +1 @@\n+export const rate = 7;', cut: 0 }],
        { remember: 'every use of create_file', review: { parts: [{ id: '*', decision: 'pending' }] } },
      ),
      askingCall(
        'edit_file',
        'Edit AGENTS.md',
        [{ kind: 'diff', path: 'AGENTS.md', diff: '@@ -1 +1 @@\n-Be careful.\n+Be quick.', cut: 0 }],
        {
          concerns: ['AGENTS.md is protected: it tells models what to do.'],
          review: { parts: [{ id: 'one', decision: 'pending' }] },
        },
      ),
    ],
  ),
  askingConcerned: callTurn(
    question,
    [],
    [
      askingCall(
        'write_file',
        'Write .github/workflows/⟨U+202E⟩ci.yml',
        [
          { kind: 'path', label: 'File', path: '.github/workflows/ci.yml' },
          { kind: 'diff', path: '.github/workflows/ci.yml', diff: longChange, cut: 310 },
          { kind: 'text', label: 'Encoding', text: 'UTF-8' },
        ],
        {
          concerns: [
            '.github/workflows/ci.yml is protected: it runs on a server whenever something is pushed.',
            'It has characters that are invisible or change the direction of the text; they are written out.',
          ],
          problem: 'Invalid arguments for write_file. Invalid input: expected string → at path',
        },
      ),
    ],
  ),
  questioning: callTurn(
    question,
    [reading],
    [
      {
        name: 'ask_user',
        arguments: {},
        state: {
          state: 'questioning',
          title: 'Ask which tests to run',
          question: {
            question: 'Which tests should I run?',
            options: ['Only those of the cart', 'All of them', 'None, I run them myself'],
          },
        },
      },
    ],
  ),
  runningCommand: callTurn(
    question,
    [reading],
    [
      read,
      {
        name: 'run_command',
        arguments: { command: 'npm test' },
        state: { state: 'running', title: 'Run npm test', output },
      },
    ],
  ),
  answeredCalls: callTurn(
    question,
    [reading],
    [
      read,
      answeredCall('run_command', 'Run npm test', 'exit code 1', 'exit code 1\n1 failing', {
        outcome: 'failed',
        output,
        arguments: { command: 'npm test' },
      }),
      answeredCall('delete_file', 'Delete src/old.ts', 'not allowed: keep it', 'The person said: keep it', {
        outcome: 'denied',
      }),
    ],
    { status: 'done' },
  ),
  droppedCall: callTurn(
    question,
    [],
    [
      read,
      {
        name: 'run_command',
        arguments: { command: 'npm test' },
        state: { state: 'dropped', title: 'Run npm test' },
      },
      answeredCall('read_file', 'Read .env', 'hidden from Gemini', '.env is hidden', { outcome: 'refused' }),
    ],
    { status: 'stopped' },
  ),
  refusedCall: callTurn(
    question,
    [],
    [
      answeredCall(
        'create_file',
        'Create .git/hooks/post-checkout',
        '".git/hooks/post-checkout" cannot be used: it belongs to Git itself; the functions for Git tell what is in it.',
        'It cannot be used.',
        { outcome: 'refused' },
      ),
    ],
    { status: 'done' },
  ),
  manySteps: callTurn(
    question,
    [reading],
    [
      planned(0),
      ...manyReads,
      planned(1),
      { name: 'run_command', arguments: {}, state: { state: 'running', title: 'Run npm test', output: '' } },
    ],
  ),
  limitReached: callTurn(question, [reading], [read, search], {
    limit: { kind: 'rounds', reached: 25 },
    instructions: [
      { name: 'AGENTS.md', uri: 'file:///w/AGENTS.md', bytes: 812 },
      { name: 'src/shop/GEMINI.md', uri: 'file:///w/src/shop/GEMINI.md', bytes: 90 },
    ],
  }),
} as const satisfies Readonly<Record<string, Turn>>;

/** The same as what the panel is told. */
export const callStates: PanelStates = Object.fromEntries(
  Object.entries(callTurns).map(([name, turn]) => [name, [statusMessage(), snapshotMessage([turn])]]),
);
