import type {
  InteractionStatus,
  JsonObject,
  JsonValue,
  Step,
  Usage,
  WireError,
} from '../../../src/api/types';

/** A place where an answer waits until a test lets it go on. */
export interface Gate {
  readonly gate: string;
}

/** What happens while an answer is made, in this order. */
export type Action =
  /** A step; streamed with the given deltas, or with those that follow from it. */
  | { readonly step: Step; readonly deltas?: readonly (JsonObject | Gate)[] }
  | Gate
  /** Writes a file of the run's environment. */
  | { readonly writeFile: { readonly path: string; readonly content: string } }
  /** An event that goes out as it is and adds nothing to the interaction. */
  | { readonly event: JsonObject };

/** How an interaction goes and how it ends. */
export interface Answer {
  readonly actions: readonly Action[];
  /** By default `requires_action` when a call waits for its result, else `completed`. */
  readonly status?: InteractionStatus;
  /** Replaces what would be counted; null leaves it out. */
  readonly usage?: Usage | null;
  readonly errors?: readonly WireError[];
  /** Milliseconds before each delta, instead of the emulator's own pace. */
  readonly delay?: number;
}

/** An answer that a test prepared for a request to come. */
export interface ScriptedAnswer {
  /** Which request it is for: parts of the prompt and ids; by default the next one. */
  readonly when?: { readonly prompt?: string; readonly model?: string; readonly agent?: string };
  /** How many requests it answers, 1 by default. */
  readonly times?: number;
  /** The summary of a thought that comes first. */
  readonly thought?: string;
  /** The text of the answer, cut into pieces as usual. */
  readonly text?: string;
  /** The text of the answer in exactly these pieces, with gates between them. */
  readonly pieces?: readonly (string | Gate)[];
  /** Functions to call at the end. */
  readonly calls?: readonly {
    readonly name: string;
    readonly arguments?: JsonObject;
    readonly id?: string;
  }[];
  /** Instead of the four above: everything that happens. */
  readonly actions?: readonly Action[];
  readonly status?: InteractionStatus;
  readonly usage?: Usage | null;
  readonly errors?: readonly WireError[];
  readonly delay?: number;
}

/** Whether a member of a list is a gate. */
export function isGate(value: Action | JsonObject | Gate | string): value is Gate {
  return typeof value === 'object' && typeof (value as { readonly gate?: JsonValue }).gate === 'string';
}
