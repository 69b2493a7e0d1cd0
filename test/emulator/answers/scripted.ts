import type { JsonObject } from '../../../src/api/types';
import type { Ids } from '../interactions/ids';
import { signatureOf } from '../interactions/ids';
import { textsOf } from '../interactions/input';
import type { Run } from '../interactions/run';
import { isGate } from './answer';
import type { Action, Answer, Gate, ScriptedAnswer } from './answer';

/** Takes the first prepared answer that is for this run out of the queue. */
export function takeScripted(queue: ScriptedAnswer[], run: Run, ids: Ids): Answer | undefined {
  const position = queue.findIndex((scripted) => fits(scripted, run));
  const scripted = queue[position];
  if (!scripted) return undefined;
  const left = (scripted.times ?? 1) - 1;
  queue.splice(position, 1, ...(left > 0 ? [{ ...scripted, times: left }] : []));
  const { status, usage, errors, delay } = scripted;
  return {
    actions: scripted.actions ?? actionsOf(scripted, ids),
    ...(status === undefined ? {} : { status }),
    ...(usage === undefined ? {} : { usage }),
    ...(errors === undefined ? {} : { errors }),
    ...(delay === undefined ? {} : { delay }),
  };
}

function fits({ when = {} }: ScriptedAnswer, { request, input }: Run): boolean {
  const prompt = input.flatMap(textsOf).join('\n');
  return (
    (when.prompt === undefined || prompt.includes(when.prompt)) &&
    (when.model === undefined || when.model === request['model']) &&
    (when.agent === undefined || when.agent === request['agent'])
  );
}

function actionsOf({ thought, text, pieces, calls = [] }: ScriptedAnswer, ids: Ids): readonly Action[] {
  const summary = thought === undefined ? {} : { summary: [{ type: 'text', text: thought } as const] };
  const actions: Action[] = [
    { step: { type: 'thought', ...summary, signature: signatureOf(thought ?? text ?? '') } },
  ];
  if (pieces !== undefined) actions.push(inPieces(pieces));
  else if (text !== undefined)
    actions.push({ step: { type: 'model_output', content: [{ type: 'text', text }] } });
  for (const call of calls) {
    const { name, arguments: given = {}, id = ids.call() } = call;
    actions.push({ step: { type: 'function_call', id, name, arguments: given } });
  }
  return actions;
}

/** A text in exactly these pieces, waiting at the gates among them. */
export function inPieces(pieces: readonly (string | Gate)[]): Action {
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  const deltas = pieces.map((piece): JsonObject | Gate =>
    isGate(piece) ? piece : { text: piece, type: 'text' },
  );
  return { step: { type: 'model_output', content: [{ type: 'text', text }] }, deltas };
}
