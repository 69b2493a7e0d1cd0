import assert from 'node:assert/strict';
import type { InteractionHead, Step } from '../../../src/api/types';
import type { Turn } from '../../../src/conversation/state';
import { failureOfEnd } from '../../../src/session/describeError';

const said: Step = { type: 'model_output', content: [{ type: 'text', text: 'x' }] };
const turn = (steps: readonly Step[]): Turn => ({
  id: 't',
  startedAt: 0,
  model: 'm',
  stored: true,
  input: [],
  status: 'running',
  rounds: [{ steps, indices: [], open: {} }],
});

const table: readonly [
  name: string,
  steps: readonly Step[],
  end: InteractionHead | undefined,
  failure: RegExp | undefined,
  detail?: string,
][] = [
  ['a whole answer', [said], { status: 'completed' }, undefined],
  ['an answer cut at the output limit', [said], { status: 'incomplete' }, undefined],
  ['a call of a function', [{ type: 'function_call', name: 'f' }], { status: 'requires_action' }, undefined],
  ['nothing but a thought', [{ type: 'thought', signature: 's' }], { status: 'completed' }, /no answer/],
  [
    'an empty block',
    [{ type: 'model_output', content: [{ type: 'text', text: '' }] }],
    { status: 'completed' },
    /no answer/,
  ],
  ['no end at all', [], undefined, /no answer/],
  ['thinking that used the limit up', [{ type: 'thought' }], { status: 'incomplete' }, /output limit/],
  [
    'failed, by `errors`',
    [said],
    { status: 'failed', errors: [{ code: 'api_error', message: 'Boom' }] },
    /could not finish/,
    'api_error · Boom',
  ],
  ['failed, by `error`', [], { status: 'failed', error: { message: 'Boom' } }, /could not finish/, 'Boom'],
  [
    'failed, by its step',
    [{ type: 'model_output', error: { code: 13, message: 'Boom' } }],
    { status: 'failed' },
    /could not finish/,
    '13 · Boom',
  ],
  ['a spent budget', [said], { status: 'budget_exceeded' }, /spending limit/],
];

describe('failureOfEnd', () => {
  for (const [name, steps, end, failure, detail] of table) {
    it(`${failure === undefined ? 'accepts' : 'explains'} ${name}`, () => {
      const found = failureOfEnd(turn(steps), end);
      if (failure === undefined) assert.equal(found, undefined);
      else assert.match(found?.message ?? '', failure);
      assert.equal(found?.detail, detail);
    });
  }
});
