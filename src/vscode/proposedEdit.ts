import { decisionOf, partsOf } from '../review/changeSet';
import { applyHunks, hunksOf } from '../review/hunks';
import { merge3 } from '../review/merge3';
import { createEditedText } from './editedText';
import type { EditPlace } from './editPlace';
import { createEditSteps } from './editSteps';
import { pieceTarget } from './pieceTarget';
import { pathOf } from './readInput';
import { pendingParts } from './review/createReviews';
import type { Proposer, Reviews } from './review/reviews';
import { asDocument } from './review/sameText';
import { createShownEdit } from './shownEdit';

/** An edit under review, from its first line to the last decision. */
export interface ProposedEdit {
  readonly reviewId: string;
  /** Of the document as it was when the edit was asked for. */
  readonly lines: readonly string[];
  /** Says that an answer is to come. Until it is over nothing can be decided. */
  begin(): void;
  /** Shows what has come of an answer. */
  grow(answer: string): void;
  /** Shows a whole answer. @returns whether it changes anything */
  finish(answer: string): Promise<boolean>;
  /** Shows what was there before the answer that did not come to its end. */
  takeBack(): void;
  /** When all is decided, or nothing is left to decide. */
  readonly over: Promise<unknown>;
  /** After that: goes back to the document, where one undo takes back all that was accepted. */
  leave(): Promise<void>;
}

/** So many milliseconds are between two looks at what has come. */
const paceMs = 120;

/** Begins the review of an edit. */
export function createProposedEdit(reviews: Reviews, place: EditPlace, proposer: Proposer): ProposedEdit {
  const { document } = place;
  const path = pathOf(document.uri);
  const original = document.getText();
  const base = asDocument(original);
  const lines = base.split('\n');
  const textOf = createEditedText(lines, place);
  const review = reviews.propose(proposer);
  let isWriting = true;
  const steps = createEditSteps(document, { ...pieceTarget(document.uri), isWriting: () => isWriting });
  const shown = createShownEdit(reviews, document, { review: review.id, path });
  let next = 0;
  let isComplete = false;
  /** The text that the last whole answer makes. */
  let whole: string | undefined;

  const stop = reviews.onDidChange((id) => {
    if (id !== review.id) return;
    shown.look();
    if (isWriting || isComplete || pendingParts(review.set).length > 0) return;
    isComplete = true;
    review.complete();
  });

  /** Proposes a text of the document as it was, carried over to what it is now. */
  function propose(proposed: string): void {
    const now = document.getText();
    const current = asDocument(now);
    const after = withEndsOf(now, current === base ? proposed : merge3(base, current, proposed).text);
    // What was rejected is not proposed again.
    const rejected = rejectedParts();
    const hunks = rejected.size === 0 ? [] : hunksOf(now, after);
    const kept = new Set(hunks.map(({ id }) => id).filter((id) => !rejected.has(id)));
    const text = hunks.length === kept.size ? after : applyHunks(now, hunks, kept);
    review.add({ path, before: asText(now), after: asText(text) }, steps.target);
  }

  function rejectedParts(): ReadonlySet<string> {
    return new Set(
      review.set.files.flatMap((file) => [
        ...file.settled.filter(({ decision }) => decision === 'rejected').map(({ part }) => part),
        ...partsOf(file).filter((part) => decisionOf(file, part) === 'rejected'),
      ]),
    );
  }

  /** Proposes what stays, unless it is refined. */
  function settle(proposed: string): void {
    isWriting = false;
    const isUndecided = review.set.files.every(
      ({ settled, decisions }) => settled.length === 0 && Object.keys(decisions).length === 0,
    );
    if (document.getText() === original || !isUndecided) {
      propose(proposed);
      return;
    }
    // From the text that it was written for, the review finds what does not fit to what was changed meanwhile.
    review.restart(
      { path, before: asText(original), after: asText(withEndsOf(original, proposed)) },
      steps.target,
    );
    reviews.fileChanged(document.uri.toString());
  }

  return {
    reviewId: review.id,
    lines,
    over: review.settled,
    async leave() {
      stop();
      await shown.close();
      await steps.join();
    },
    begin() {
      isWriting = true;
      shown.begin();
      if (whole !== undefined) propose(whole);
    },
    grow(answer) {
      if (Date.now() < next) return;
      next = Date.now() + paceMs;
      propose(textOf(answer, false));
      if (pendingParts(review.set).length > 0) void shown.open();
    },
    async finish(answer) {
      whole = textOf(answer, true);
      settle(whole);
      const changes = pendingParts(review.set).length > 0;
      if (changes) await shown.finish();
      return changes;
    },
    takeBack() {
      if (whole === undefined) review.withdraw();
      else settle(whole);
    },
  };
}

function withEndsOf(document: string, text: string): string {
  return document.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

function asText(text: string) {
  return { kind: 'text', text } as const;
}
