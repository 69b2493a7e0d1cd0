import type { CallOutcome, TurnCall } from '../conversation/calls';
import type { ConversationEvent } from '../conversation/events';
import type { CheckedCall, ToolReply } from '../tools/toolbox';
import { type AnsweringDependencies, answerCall } from './answerCall';
import { resultStep } from './callResult';
import { createChatAllowances } from './chatAllowances';
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
  const checks = new Map<string, CheckedCall>();
  const answered = new Map<string, CallOutcome>();
  const dispatch: CallDependencies['dispatch'] = (events) => {
    for (const event of events)
      if (event.type === 'callChanged' && event.call.state === 'answered')
        answered.set(event.callKey, event.call.outcome);
    dependencies.dispatch(events);
  };
  const answering = { ...dependencies, dispatch, allowances: createChatAllowances() };
  try {
    await runInOrder(turnId, calls, answering, signal, checks);
  } catch (error) {
    // The model has to know of what was done. The service takes results only when every call has one.
    const isDone = ([key, outcome]: readonly [string, CallOutcome]): boolean =>
      outcome === 'done' && checks.get(key)?.parallel === false;
    if (signal.aborted && [...answered].some(isDone)) {
      const left = calls.filter(({ key }) => !answered.has(key));
      dispatch(left.map((call) => stopped(turnId, call, checks.get(call.key)?.title)));
    }
    throw error;
  }
}

/** @param checks is given what the gate has said of each call last */
async function runInOrder(
  turnId: string,
  calls: readonly TurnCall[],
  dependencies: AnsweringDependencies,
  signal: AbortSignal,
  checks: Map<string, CheckedCall>,
): Promise<void> {
  const check = async (call: TurnCall): Promise<Checked> => {
    const found = await checkCall(call, call.step.arguments, dependencies, signal);
    checks.set(call.key, found);
    return { call, check: found };
  };
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
  // Nothing has changed since they were checked, as long as nothing has run.
  let known = new Map(atOnce.length > 0 ? [] : checked.map((each) => [each.call, each]));
  while (left.length > 0) {
    const together = await reviewedTogether(left, async (call) => known.get(call) ?? check(call));
    known = new Map();
    left.splice(0, together.length);
    const ends = await Promise.allSettled(together.map(answer));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

function stopped(turnId: string, call: TurnCall, title = call.step.name): ConversationEvent {
  const text = 'The person stopped the answer before this call was made.';
  const reply: ToolReply = { outcome: 'denied', summary: 'stopped', content: [{ type: 'text', text }] };
  const { outcome, summary } = reply;
  const result = resultStep(call, reply);
  return {
    type: 'callChanged',
    turnId,
    callKey: call.key,
    call: { state: 'answered', outcome, title, summary, result },
  };
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
