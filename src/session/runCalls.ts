import type { CheckedCall } from '../tools/toolbox';
import type { TurnCall } from '../conversation/calls';
import { answerCall } from './answerCall';
import { type CallDependencies, checkCall } from './checkCall';

/** As many calls that only read run at once. */
const readsAtOnce = 8;

interface Checked {
  readonly call: TurnCall;
  readonly check: CheckedCall;
}

/**
 * Answers calls of the model, each with exactly one result: those that only read run side by side, the others one after
 * the other in the order of the calls. Changes of different files that follow each other wait for the person together.
 * Whatever goes wrong with a call is its result, so that the model can go on.
 * @throws the reason of the signal when that is aborted.
 */
export async function runCalls(
  turnId: string,
  calls: readonly TurnCall[],
  dependencies: CallDependencies,
  signal: AbortSignal,
): Promise<void> {
  const check = async (call: TurnCall): Promise<Checked> => ({
    call,
    check: await checkCall(call, call.step.arguments, dependencies, signal),
  });
  const answer = ({ call, check: found }: Checked): Promise<void> =>
    answerCall(turnId, call, found, dependencies, signal);

  const checked = await Promise.all(calls.map(check));
  signal.throwIfAborted();
  const first = checked.findIndex(isInOrder);
  // What cannot be done may be possible after what comes before it: an edit of a file that is only made now.
  const atOnce = checked.filter(
    (each, at) => !isInOrder(each) && (each.check.verdict !== 'refused' || first < 0 || at < first),
  );
  const waiting = atOnce.slice();
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await answer(next);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
  const left = checked.filter((each) => !atOnce.includes(each)).map(({ call }) => call);
  while (left.length > 0) {
    const together = await reviewedTogether(left, check);
    left.splice(0, together.length);
    await Promise.all(together.map(answer));
  }
}

function isInOrder({ check: { verdict, parallel } }: Checked): boolean {
  return verdict === 'ask' || !parallel;
}

/**
 * The first call, and those right after it that wait for the person at the same time: changes of other files. What ran
 * before may have changed what they do, so they are looked at again.
 */
async function reviewedTogether(
  calls: readonly TurnCall[],
  check: (call: TurnCall) => Promise<Checked>,
): Promise<readonly Checked[]> {
  const files = new Set<string>();
  const together: Checked[] = [];
  for (const call of calls) {
    const next = await check(call);
    const review = next.check.verdict === 'ask' ? next.check.review : undefined;
    if (together.length === 0) together.push(next);
    if (review === undefined || review.files.some((file) => files.has(file))) break;
    if (!together.includes(next)) together.push(next);
    for (const file of review.files) files.add(file);
  }
  return together;
}
