import * as vscode from 'vscode';
import { isOfAllChanges } from './allChangesTab';
import { shownFile } from './changeUris';
import { pendingOf } from './createReviews';
import type { Reviews } from './reviews';
import { waitingParts } from './waitingParts';

/** Closes the editors of changes about which nothing is left to decide. */
export async function closeDecided(reviews: Reviews): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => {
      if (isOfAllChanges(tab)) return waitingParts(reviews).length === 0;
      const { input } = tab;
      const shown = input instanceof vscode.TabInputTextDiff ? shownFile(input.modified) : undefined;
      if (shown === undefined) return false;
      const review = reviews.get(shown.review);
      const file = review?.set.files.find(
        ({ path, oldPath }) => path === shown.path || oldPath === shown.path,
      );
      return review?.isGrowing !== true && (file === undefined || pendingOf(file).length === 0);
    });
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}
