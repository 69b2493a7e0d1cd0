import { randomUUID } from 'node:crypto';
import type { Logger } from '../../util/log';
import { createReviews } from './createReviews';
import type { Reviews } from './reviews';
import { watchFiles } from './watchFiles';

/** Everything about changes under review. */
export interface ReviewParts {
  readonly reviews: Reviews;
  dispose(): void;
}

/** Makes it; loaded with the first change that is proposed. */
export function createReviewParts(log: Logger): ReviewParts {
  const reviews = createReviews({ newId: randomUUID, log });
  const watching = watchFiles(reviews);
  return {
    reviews,
    dispose: () => watching.dispose(),
  };
}
