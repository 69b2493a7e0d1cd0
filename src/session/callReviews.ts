import type { CallFact, CallReview } from '../conversation/calls';
import type { ChangeSet } from '../review/changeSet';
import type { CallChange } from '../tools/toolbox';

/** A call that proposes a change, as the person is told of it. */
export interface ProposingCall {
  readonly chat: { readonly id: string; readonly title: string };
  readonly turnId: string;
  readonly callKey: string;
  readonly concerns: readonly string[];
}

/** The change of a call while it waits for decisions, which come from the chat, the editor or anywhere else. */
export interface OpenReview {
  /** The change, with what is decided so far. */
  readonly set: ChangeSet;
  readonly review: CallReview;
  /** What is left of the change, when the file was changed by others; `undefined` while it is what was proposed. */
  readonly facts: readonly CallFact[] | undefined;
  /** Calls the listener when any of these is another one. */
  onDidChange(listener: () => void): void;
  /** Decides about a part or, without one, about all that is left. */
  decide(part: string | undefined, decision: 'accepted' | 'rejected'): void;
  /** Takes back what nobody has decided yet. */
  withdraw(): void;
  /** What was decided, when everything is; `undefined` when it was withdrawn. */
  readonly settled: Promise<ChangeSet | undefined>;
}

/** Where the changes wait that calls propose. */
export interface CallReviews {
  propose(call: ProposingCall, change: CallChange): OpenReview;
}
