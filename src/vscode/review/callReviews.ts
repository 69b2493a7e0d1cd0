import type { CallFact, CallPart, CallReview } from '../../conversation/calls';
import { decisionOf, type FileChange, partsOf } from '../../review/changeSet';
import type { DecisionTarget } from '../../review/decide';
import type { CallReviews } from '../../session/callReviews';
import { hunksFact } from '../../tools/unifiedDiff';
import { uriOf } from '../tools/uriOf';
import { conflictWords } from './conflictWords';
import type { Reviews } from './reviews';

/** Puts the changes that calls propose under review. */
export function createCallReviews(reviews: Reviews): CallReviews {
  return {
    propose({ chat, turnId, callKey, concerns }, { proposed, place, read, make }) {
      const review = reviews.propose({
        origin: { kind: 'chat', turnId, callId: callKey },
        group: `chat ${chat.id} ${turnId}`,
        title: chat.title === '' ? 'Chat' : `Chat: ${chat.title}`,
        concerns,
      });
      review.add(proposed, { uri: (path) => uriOf(place(path)), read, make });
      review.complete();

      const [initial] = review.set.files;
      let shown = initial;
      let facts: readonly CallFact[] | undefined;
      let notice: string | undefined;
      let listener = (): void => {};
      const stop = reviews.onDidChange((id) => {
        if (id !== review.id || reviews.get(id) === undefined) return;
        const [file] = review.set.files;
        if (file !== undefined && file.hunks !== shown?.hunks) facts = factsOf(file);
        shown = file;
        listener();
      });
      const decide = async (target: DecisionTarget, decision: 'accepted' | 'rejected'): Promise<void> => {
        const said = await reviews.decide(review.id, target, decision);
        if (said.length === 0) return;
        notice = said.join(' ');
        listener();
      };
      return {
        get set() {
          return review.set;
        },
        get review(): CallReview {
          const [file] = review.set.files;
          return {
            parts: file === undefined ? [] : partsIn(file),
            ...(notice === undefined ? {} : { notice }),
          };
        },
        get facts() {
          return facts;
        },
        onDidChange(next) {
          listener = next;
        },
        decide(part, decision) {
          notice = undefined;
          const [file] = review.set.files;
          if (file === undefined) return;
          const target = { path: file.path, ...(part === undefined ? {} : { part }) };
          void decide(target, decision);
        },
        withdraw() {
          stop();
          listener = () => {};
          review.withdraw();
        },
        settled: review.settled,
      };
    },
  };
}

function partsIn(file: FileChange): readonly CallPart[] {
  return partsOf(file).map((id): CallPart => {
    const conflict = file.conflicts.find(({ part }) => part === id);
    return {
      id,
      decision: decisionOf(file, id),
      ...(conflict === undefined ? {} : { conflict: conflictWords[conflict.kind] }),
    };
  });
}

/** The change as it is left. What is no text has nothing to be shown line by line. */
function factsOf(file: FileChange): readonly CallFact[] | undefined {
  return file.base?.kind === 'text' && file.proposed?.kind === 'text'
    ? [hunksFact(file.path, file.hunks)]
    : undefined;
}
