import * as vscode from 'vscode';
import { shownFile } from './review/changeUris';
import { closeDecided } from './review/closeDecided';
import type { Reviews } from './review/reviews';
import { activeChange, type ShownChange, showChange } from './review/showChange';

/** How the editor shows an edit: not over what the person does meanwhile, and back to the document at the end. */
export interface ShownEdit {
  /** Says that an answer is to come. */
  begin(): void;
  /** Opens the edit once for each answer, if the person still is where they have asked for it. */
  open(): Promise<void>;
  /** The same when the answer is whole; if they are elsewhere they are told. */
  finish(): Promise<void>;
  /** Remembers whether the person looks at the edit. */
  look(): void;
  /** Goes back to the document when nothing is left to decide, if they were in the edit. */
  close(): Promise<void>;
}

const reviewButton = 'Review';

/** Shows nothing yet. */
export function createShownEdit(
  reviews: Reviews,
  document: vscode.TextDocument,
  change: ShownChange,
): ShownEdit {
  let opening: Promise<void> | undefined;
  let isLookedAt = false;

  const isThere = (): boolean => {
    const active = vscode.window.activeTextEditor?.document;
    return active === undefined || active === document || activeChange()?.review === change.review;
  };
  const beganThere = isThere();
  const isOpen = (): boolean =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .some(
        ({ input }) =>
          input instanceof vscode.TabInputTextDiff && shownFile(input.modified)?.review === change.review,
      );
  const open = async (): Promise<void> => {
    if (beganThere && !isThere()) return;
    opening ??= showChange(reviews, { ...change, keep: true });
    await opening;
  };

  return {
    begin() {
      opening = undefined;
    },
    open,
    async finish() {
      await open();
      if (opening !== undefined || isOpen()) return;
      void tell();
    },
    look() {
      isLookedAt = activeChange()?.review === change.review;
    },
    async close() {
      if (!isLookedAt) return;
      await closeDecided(reviews);
      await vscode.window.showTextDocument(document);
    },
  };

  async function tell(): Promise<void> {
    const chosen = await vscode.window.showInformationMessage(
      `The edit of ${change.path} is ready for your review.`,
      reviewButton,
    );
    if (chosen === reviewButton) await showChange(reviews, { ...change, keep: true });
  }
}
