import * as vscode from 'vscode';
import { allChangesTitle } from './allChangesTab';
import { pendingOf } from './createReviews';
import type { Reviews } from './reviews';
import { showChange, sidesOf } from './showChange';
import { inGroups } from './waitingParts';

/** Shows all files with changes that wait, one below the other; a single one by itself. */
export async function showAllChanges(reviews: Reviews): Promise<void> {
  const files = inGroups(reviews.all).flatMap((group) =>
    group.reviews.flatMap((review) =>
      review.set.files
        .filter((file) => pendingOf(file).length > 0)
        .map((file) => ({ review, file, sides: sidesOf(review, file) })),
    ),
  );
  const [only] = files;
  if (only === undefined) return;
  if (files.length === 1) {
    await showChange(reviews, { review: only.review.id, path: only.file.path });
    return;
  }
  const resources = files.flatMap(({ sides }) =>
    sides === undefined
      ? []
      : [
          [
            sides.label,
            sides.now,
            // Also of a file that shall be deleted: the answers stand over what is proposed.
            sides.proposed,
          ],
        ],
  );
  await vscode.commands.executeCommand('vscode.changes', allChangesTitle, resources);
}
