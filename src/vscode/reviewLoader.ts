import type { Logger } from '../util/log';
import type { ReviewParts } from './review/reviewParts';
import type { Reviews } from './review/reviews';

/** The way to the changes under review for what loads at activation. */
export interface ReviewLoader {
  reviews(): Promise<Reviews>;
  dispose(): void;
}

/** Creates it. What does the work is loaded with the first change that is proposed. */
export function createReviewLoader(log: Logger): ReviewLoader {
  let loaded: Promise<ReviewParts> | undefined;
  const load = (): Promise<ReviewParts> => {
    loaded ??= import('./review/reviewParts').then(({ createReviewParts }) => createReviewParts(log));
    return loaded;
  };
  return {
    reviews: async () => (await load()).reviews,
    dispose() {
      void loaded?.then((parts) => parts.dispose());
    },
  };
}
