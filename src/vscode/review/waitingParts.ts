import { type FileChange, wholeFile } from '../../review/changeSet';
import { proposedPlaces } from '../../review/proposedPlaces';
import { pendingOf } from './createReviews';
import type { Review, Reviews } from './reviews';

/** A part that waits for a decision. */
export interface WaitingPart {
  readonly review: string;
  readonly path: string;
  readonly part: string;
  /** Its first line in the file as it is proposed, counted from 0. */
  readonly line: number;
}

/** All parts that wait, in the order in which they are gone through. */
export function waitingParts({ all }: Pick<Reviews, 'all'>): readonly WaitingPart[] {
  return inGroups(all).flatMap(({ reviews }) =>
    reviews.flatMap((review) => review.set.files.flatMap((file) => waitingIn(review, file))),
  );
}

/** The parts of a file that wait. */
export function waitingIn(review: Pick<Review, 'id'>, file: FileChange): readonly WaitingPart[] {
  const lines = new Map(proposedPlaces(file).map(({ hunk, lines: { first } }) => [hunk.id, first - 1]));
  return pendingOf(file).map((part) => ({
    review: review.id,
    path: file.path,
    part,
    line: part === wholeFile ? 0 : (lines.get(part) ?? 0),
  }));
}

/** Reviews that are shown together. */
export interface ReviewGroup {
  readonly group: string;
  readonly title: string;
  readonly reviews: readonly Review[];
}

/** The reviews in which something waits, by their groups. */
export function inGroups(all: readonly Review[]): readonly ReviewGroup[] {
  const groups = new Map<string, Review[]>();
  for (const review of all) {
    if (!review.set.files.some((file) => pendingOf(file).length > 0)) continue;
    const others = groups.get(review.group);
    if (others === undefined) groups.set(review.group, [review]);
    else others.push(review);
  }
  return [...groups].map(([group, reviews]) => ({ group, title: reviews[0]?.title ?? '', reviews }));
}
