import type { ChangeTarget } from './changeTargets';
import type { Review, Reviews } from './reviews';

/** So many files are written at the same time: what each waits for is mostly the editor. */
const atOnce = 8;

/** How a decision about many changes is made. */
export interface ManyDecided {
  readonly decision: 'accepted' | 'rejected';
  /** Whether it was chosen by itself: what is unusual is never accepted among others. */
  readonly isOwn: boolean;
  /** Told how many of the targets are done. */
  readonly onDone?: (done: number) => void;
}

/**
 * Decides about all targets: those of different files side by side, those of the same file in their order.
 * @returns sentences for the person about what could not be made
 */
export async function decideMany(
  reviews: Reviews,
  targets: readonly ChangeTarget[],
  { decision, isOwn, onDone = () => {} }: ManyDecided,
): Promise<readonly string[]> {
  const said: string[] = [];
  const waiting = [...targets];
  const busy = new Set<string>();
  let done = 0;
  const decide = async ({ review, ...what }: ChangeTarget): Promise<void> => {
    const { concerns = [] } = reviews.get(review) ?? {};
    if (decision === 'accepted' && concerns.length > 0 && !isOwn)
      said.push(`${concerns.join(' ')} Accept or reject that by itself.`);
    else said.push(...(await reviews.decide(review, what, decision)));
    done += 1;
    onDone(done);
  };
  const worker = async (): Promise<void> => {
    for (;;) {
      const at = waiting.findIndex(({ review }) =>
        filesOf(reviews.get(review)).every((file) => !busy.has(file)),
      );
      // What is left is of files that another worker has in hand, and goes on with.
      if (at < 0) return;
      const [target] = waiting.splice(at, 1);
      if (target === undefined) return;
      const files = filesOf(reviews.get(target.review));
      for (const file of files) busy.add(file);
      await decide(target);
      for (const file of files) busy.delete(file);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return said;
}

function filesOf(review: Review | undefined): readonly string[] {
  return (review?.set.files ?? []).flatMap(({ path, oldPath }) =>
    [path, oldPath].flatMap((each) =>
      each === undefined ? [] : [review?.target(path)?.uri(each).toString() ?? each],
    ),
  );
}
