import type { Turn } from './state';

/** Something that a turn waits for the person to answer. */
export interface Waiting {
  /** `review`: a change that is decided on part by part, here or in the editor. */
  readonly kind: 'approval' | 'review' | 'question' | 'limit';
  /** What is to be approved, reviewed or answered; empty for a limit. */
  readonly text: string;
}

/** What a turn waits for now. */
export function waitingOf({ status, limit, calls = {} }: Turn): readonly Waiting[] {
  if (status !== 'running') return [];
  const waiting: Waiting[] = limit === undefined ? [] : [{ kind: 'limit', text: '' }];
  for (const call of Object.values(calls)) {
    if (call.state === 'asking')
      waiting.push({ kind: call.review === undefined ? 'approval' : 'review', text: call.preview.title });
    if (call.state === 'questioning') waiting.push({ kind: 'question', text: call.question.question });
  }
  return waiting;
}
