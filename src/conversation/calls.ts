import type { FunctionCallStep, FunctionResultStep, JsonObject } from '../api/types';
import type { Turn } from './state';

/** One thing that a call will do, exactly as it will be done. */
export type CallFact =
  /** A place of the workspace, as a person names it. */
  | { readonly kind: 'path'; readonly label: string; readonly path: string }
  /** A command line and the folder it runs in. */
  | { readonly kind: 'command'; readonly command: string; readonly folder: string }
  /** The change of one file as a unified diff, which may have been cut; `cut` is how many lines were left out. */
  | { readonly kind: 'diff'; readonly path: string; readonly diff: string; readonly cut: number }
  | { readonly kind: 'text'; readonly label: string; readonly text: string };

/** What a person is shown of a call before it runs. */
export interface CallPreview {
  /** In one line: "Run npm test". */
  readonly title: string;
  readonly facts: readonly CallFact[];
  /** Sentences that say what is unusual about it. With one of them it is asked for whatever was allowed before. */
  readonly concerns: readonly string[];
  /** What *Allow for this chat* would allow, in words; absent when this is to be asked for each time. */
  readonly remember?: string;
}

/** A question of the model, with answers to choose from. */
export interface PersonQuestion {
  readonly question: string;
  /** May be empty; the person can always answer in words of their own. */
  readonly options: readonly string[];
}

/** A part of a change that is decided on by itself. */
export interface CallPart {
  readonly id: string;
  readonly decision: 'pending' | 'accepted' | 'rejected';
  /** Why it no longer fits the file; then it is accepted only by itself. */
  readonly conflict?: string;
}

/** How far the review of a change is that a call proposes. */
export interface CallReview {
  /** Where there are several, the n-th is the n-th piece of the diff. */
  readonly parts: readonly CallPart[];
  /** What the last decision could not do. */
  readonly notice?: string;
}

/** How a call ended: it did its work, it could not, the person said no, or the gate did. */
export type CallOutcome = 'done' | 'failed' | 'denied' | 'refused';

/** Where a call of one of our functions stands. */
export type CallState =
  /**
   * It waits for the person. `arguments` is what it will run with; `problem` says why others that the person gave
   * cannot be used.
   */
  | {
      readonly state: 'asking';
      readonly preview: CallPreview;
      readonly arguments: JsonObject;
      readonly problem?: string;
      /** Given when it can be decided on part by part. */
      readonly review?: CallReview;
    }
  | { readonly state: 'questioning'; readonly title: string; readonly question: PersonQuestion }
  /** `output` is the end of what it has printed so far. */
  | { readonly state: 'running'; readonly title: string; readonly output: string }
  | {
      readonly state: 'answered';
      readonly outcome: CallOutcome;
      readonly title: string;
      /** What came of it, in a few words: "12 lines", "exit code 1". */
      readonly summary: string;
      /** What the model is told. */
      readonly result: FunctionResultStep;
      /** What it printed, for the person; long output is cut at its start. */
      readonly output?: string;
      /** What it ran with, when the person had changed that. */
      readonly arguments?: JsonObject;
    }
  /** The turn ended before it was answered. */
  | { readonly state: 'dropped'; readonly title: string };

/** What may go on in a chat without being asked for again. */
export interface Permission {
  /** What the gate looks for. */
  readonly key: string;
  /** In words for a person. */
  readonly words: string;
}

/** As many characters of running output are kept. */
export const outputLimit = 20_000;

/** The calls of our functions that a turn has made, each with the key its state is kept under. */
export interface TurnCall {
  readonly key: string;
  readonly round: number;
  readonly step: FunctionCallStep;
}

/** The key of a call: its id, or its place when the service gave it none. */
export function callKey(step: FunctionCallStep, round: number, at: number): string {
  return step.id === undefined || step.id === '' ? `${round}.${at}` : step.id;
}

/** The function calls of a turn, in order. A call that the service repeats counts once. */
export function callsOf(turn: Turn): readonly TurnCall[] {
  const calls = new Map<string, TurnCall>();
  for (const [round, { steps }] of turn.rounds.entries()) {
    for (const [at, step] of steps.entries()) {
      if (step.type !== 'function_call') continue;
      const key = callKey(step, round, at);
      if (!calls.has(key)) calls.set(key, { key, round, step });
    }
  }
  return [...calls.values()];
}

/**
 * The calls that nobody has answered: neither we nor the service, which answers those of its own sandbox. What the
 * status of the interaction says does not matter.
 */
export function pendingCalls(turn: Turn): readonly TurnCall[] {
  const answered = new Set(
    turn.rounds.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.type === 'function_result' ? [step.call_id] : [])),
    ),
  );
  return callsOf(turn).filter(
    ({ key, step }) => turn.calls?.[key]?.state !== 'answered' && !answered.has(step.id),
  );
}

/** Our answers to the calls of one request of a turn, in the order of the calls. */
export function resultsOf(turn: Turn, round: number): readonly FunctionResultStep[] {
  return callsOf(turn).flatMap((call) => {
    const state = turn.calls?.[call.key];
    return call.round === round && state?.state === 'answered' ? [state.result] : [];
  });
}
