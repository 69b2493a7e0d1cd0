import { setTimeout } from 'node:timers/promises';
import type { InteractionStatus, JsonObject, Step } from '../../../src/api/types';
import { isGate } from '../answers/answer';
import type { Action, Answer, Gate } from '../answers/answer';
import type { Gates } from '../gates';
import { plain } from '../json';
import { streamed } from './deltas';
import { beginningOf } from './run';
import type { Run } from './run';
import { countUsage } from './usage';

/** What an answer needs of the world while it is made. */
export interface Stage {
  readonly gates: Gates;
  /** Milliseconds before each delta. */
  readonly delay: number;
  readonly writeFile: (path: string, content: string) => Promise<void>;
}

/** Lets an answer happen in a run, event by event, until its end; a run that was stopped ends as cancelled. */
export async function perform(run: Run, answer: Answer, stage: Stage): Promise<void> {
  const delay = answer.delay ?? stage.delay;
  try {
    run.setStatus('in_progress');
    run.emit({ interaction: beginningOf(run), event_type: 'interaction.created' });
    run.emit({ interaction_id: run.id, status: 'in_progress', event_type: 'interaction.status_update' });
    for (const action of answer.actions) {
      run.signal.throwIfAborted();
      await act(run, action, { ...stage, delay });
    }
  } catch (error) {
    if (!run.signal.aborted) {
      run.end('failed', { errors: [{ code: 'api_error', message: String(error) }] });
      return;
    }
    run.end('cancelled');
    return;
  }
  const { errors } = answer;
  const usage = answer.usage === undefined ? countUsage(run) : answer.usage;
  run.end(answer.status ?? statusAfter(run.steps), {
    ...(usage ? { usage } : {}),
    ...(errors ? { errors } : {}),
  });
}

async function act(run: Run, action: Action, stage: Stage): Promise<void> {
  if (isGate(action)) return stage.gates.pass(action.gate, run.signal);
  if ('writeFile' in action) return stage.writeFile(action.writeFile.path, action.writeFile.content);
  if ('event' in action) return run.emit(action.event);
  const index = run.steps.length;
  const { start, deltas } = streamed(action.step);
  run.emit({ index, step: start, event_type: 'step.start' });
  for (const delta of action.deltas ?? deltas) await sendDelta(run, index, delta, stage);
  run.add(action.step);
  run.emit({ index, ...stepUsage(run), event_type: 'step.stop' });
}

async function sendDelta(run: Run, index: number, delta: JsonObject | Gate, stage: Stage): Promise<void> {
  if (isGate(delta)) return stage.gates.pass(delta.gate, run.signal);
  if (stage.delay > 0) await setTimeout(stage.delay, undefined, { signal: run.signal });
  run.emit({ index, delta, event_type: 'step.delta' });
}

/** Agents say after each step what it cost so far. */
function stepUsage(run: Run): { usage?: JsonObject } {
  if (run.request['agent'] === undefined) return {};
  return { usage: plain(countUsage(run)) };
}

/** A function call without a result waits for the client; a sandbox answers its own. */
function statusAfter(steps: readonly Step[]): InteractionStatus {
  const answered = new Set(steps.map((step) => (step.type === 'function_result' ? step.call_id : undefined)));
  const waits = steps.some((step) => step.type === 'function_call' && !answered.has(step.id));
  return waits ? 'requires_action' : 'completed';
}
