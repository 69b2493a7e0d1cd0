import { callsOf } from '../conversation/calls';
import type { Turn } from '../conversation/state';

/** A step of a plan and how far it is. */
export interface PlanStep {
  readonly text: string;
  readonly state: 'done' | 'active' | 'open';
}

const planTool = 'update_plan';

/** The steps that a call of that name shows; `undefined` when it is none that shows a plan. */
export function planOf(name: string, given: unknown): readonly PlanStep[] | undefined {
  if (name !== planTool || typeof given !== 'object' || given === null || !('steps' in given))
    return undefined;
  if (!Array.isArray(given.steps)) return undefined;
  const steps = (given.steps as readonly unknown[]).flatMap((each): PlanStep[] => {
    if (typeof each !== 'object' || each === null || !('step' in each) || typeof each.step !== 'string')
      return [];
    const status = 'status' in each ? each.status : undefined;
    const state =
      status === 'done' || status === 'completed' ? 'done' : status === 'in_progress' ? 'active' : 'open';
    return [{ text: each.step, state }];
  });
  return steps.length === 0 ? undefined : steps;
}

/** Where the newest plan of a conversation is, which alone stays open. */
export function latestPlan(
  turns: readonly Turn[],
): { readonly turnId: string; readonly callKey: string } | undefined {
  for (let at = turns.length - 1; at >= 0; at -= 1) {
    const turn = turns[at];
    if (turn?.calls === undefined) continue;
    const { calls } = turn;
    const found = callsOf(turn).findLast(({ key, step }) => {
      const call = calls[key];
      const accepted = call?.state === 'running' || (call?.state === 'answered' && call.outcome === 'done');
      return accepted && planOf(step.name, step.arguments) !== undefined;
    });
    if (found !== undefined) return { turnId: turn.id, callKey: found.key };
  }
  return undefined;
}
