import type * as vscode from 'vscode';
import type { ChangeSet, Content, Origin } from '../../review/changeSet';
import type { DecisionTarget } from '../../review/decide';
import type { FileState } from '../../review/outcome';
import type { ProposedFile } from '../../review/proposeFile';

/** How a changed file is reached. The paths are those of its change: the old one and, if it is renamed, the new one. */
export interface ReviewTarget {
  /** Where the editor finds the file. */
  readonly uri: (path: string) => vscode.Uri;
  /** What is in it now, as the editor has it; `undefined` when there is none. */
  readonly read: (path: string) => Promise<Content | undefined>;
  /**
   * Makes one accepted part: what was `from` becomes `to`, as one step that can be undone.
   * @throws ToolError when that cannot be done.
   */
  readonly make: (from: FileState, to: FileState) => Promise<void>;
  /** Whether what is proposed is still being written, so that nothing can be decided yet. */
  readonly isWriting?: () => boolean;
}

/** Who proposes, and what the person is told about that. */
export interface Proposer {
  readonly origin: Origin;
  /** Reviews with the same group are shown together: a chat's turn, an inline edit. */
  readonly group: string;
  /** What the group is called: "Chat: Round the total". */
  readonly title: string;
  /** Sentences about what is unusual; a review that has some is not accepted together with others. */
  readonly concerns?: readonly string[];
}

/** Changes that wait for a decision. */
export interface Review extends Proposer {
  readonly id: string;
  /** As it is now; another one after each change. */
  readonly set: ChangeSet;
  /** Whether more may come, so that it is not over when nothing is left to decide. */
  readonly isGrowing: boolean;
  readonly target: (path: string) => ReviewTarget | undefined;
}

/** The end of a review that its proposer holds. */
export interface ProposedReview {
  readonly id: string;
  /** As it is now, also after its end. */
  readonly set: ChangeSet;
  /**
   * Adds a file; or proposes another text for one that the review has: `after` is the whole new text, and what was
   * accepted stays. Only before `complete`.
   */
  add(file: ProposedFile, target: ReviewTarget): void;
  /** The same as if the review did not have the file yet: what was decided about it is forgotten. */
  restart(file: ProposedFile, target: ReviewTarget): void;
  /** Says that nothing more comes. */
  complete(): void;
  /** Takes back what nobody has decided yet. What was accepted stays. */
  withdraw(): void;
  /**
   * The set when everything is decided, with what was decided; `undefined` when it was withdrawn. In a review that
   * grows, not before `complete`.
   */
  readonly settled: Promise<ChangeSet | undefined>;
}

/**
 * The changes that wait for a decision of the person, whoever proposed them. Nothing is written before a part is
 * accepted; then just that part is, at once. When a file is changed by others, what is left is worked out anew, and
 * what no longer fits becomes a conflict.
 *
 * ```ts
 * const review = reviews.propose({ origin: { kind: 'inlineEdit', id }, group: id, title: 'Edit: round the total' });
 * review.add({ path: 'src/cart.ts', before: text('old'), after: text('new, so far') }, documentTarget(document));
 * review.add({ path: 'src/cart.ts', before: text('old'), after: text('new') }, documentTarget(document));
 * review.complete();
 * const set = await review.settled;
 * ```
 */
export interface Reviews {
  /** In the order in which they were proposed. */
  readonly all: readonly Review[];
  get(id: string): Review | undefined;
  propose(proposer: Proposer): ProposedReview;
  /**
   * Decides about a part, a file or all of a review, and makes what was accepted.
   * @returns sentences for the person about what could not be made, and about what is left because it is in conflict
   */
  decide(id: string, target: DecisionTarget, decision: 'accepted' | 'rejected'): Promise<readonly string[]>;
  /** Looks at a file again, because it may have been changed. */
  fileChanged(uri: string): void;
  /** Called after every change of a review, and when one comes or goes, with its id. Returns the way to stop that. */
  onDidChange(listener: (id: string) => void): () => void;
}
