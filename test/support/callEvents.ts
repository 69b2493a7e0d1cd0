import type { FunctionResultStep } from '../../src/api/types';
import type { CallState } from '../../src/conversation/calls';
import type { ConversationEvent } from '../../src/conversation/events';

/** What a call told the model. */
export const result: FunctionResultStep = {
  type: 'function_result',
  call_id: 'a',
  name: 'run_command',
  result: [{ type: 'text', text: 'exit code 0' }],
};

/** The states that a call goes through that is asked for, asks a question and is answered. */
export const callStates = {
  asking: {
    state: 'asking',
    preview: {
      title: 'Run npm test',
      facts: [{ kind: 'command', command: 'npm test', folder: '.' }],
      concerns: ['It is odd.'],
      remember: 'npm test',
    },
    arguments: { command: 'npm test' },
  },
  running: { state: 'running', title: 'Run npm test', output: '' },
  questioning: {
    state: 'questioning',
    title: 'Run npm test',
    question: { question: 'Which?', options: ['a', 'b'] },
  },
  answered: {
    state: 'answered',
    outcome: 'done',
    title: 'Run npm test',
    summary: 'exit code 0',
    result,
    output: 'one two',
    arguments: { command: 'npm test -- -b' },
  },
} as const satisfies Readonly<Record<string, CallState>>;

const turnId = 'calls';

/** One call of that key changes. */
export function changed(call: CallState, callKey = 'a'): ConversationEvent {
  return { type: 'callChanged', turnId, callKey, call };
}

/** That call prints. */
export function printed(text: string, callKey = 'a'): ConversationEvent {
  return { type: 'callPrinted', turnId, callKey, text };
}

/** A turn in which everything happens that can happen to calls; not ended. */
export const callEvents: readonly ConversationEvent[] = [
  {
    type: 'turnStarted',
    turnId,
    at: 1,
    model: 'gemini-3.5-flash',
    stored: true,
    allowedTools: ['run_command'],
    input: [{ content: { type: 'text', text: 'Run the tests.' } }],
  },
  { type: 'instructed', turnId, files: [{ name: 'AGENTS.md', uri: 'file:///w/AGENTS.md', bytes: 12 }] },
  changed(callStates.asking),
  { type: 'permitted', permission: { key: 'run_command npm test', words: 'npm test' } },
  changed(callStates.running),
  printed('one '),
  printed('two'),
  changed({ ...callStates.running, title: 'Run npm run build' }, 'b'),
  printed('built', 'b'),
  printed('three'),
  changed(callStates.questioning),
  changed(callStates.running),
  changed(callStates.answered),
  { type: 'limitReached', turnId, limit: { kind: 'rounds', reached: 25 } },
  { type: 'limitLifted', turnId },
  { type: 'permitted', permission: { key: 'read_file', words: 'every use of read_file' } },
  { type: 'revoked', key: 'run_command npm test' },
];
