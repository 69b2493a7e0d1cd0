import { decodeStep } from '../api/decodeStep';
import { isObject, text } from '../api/json';
import type { CallOutcome, CallState } from '../conversation/calls';

const outcomes: readonly unknown[] = ['done', 'failed', 'denied', 'refused'] satisfies CallOutcome[];

/**
 * The calls of a turn that came as a file. Only what is over is taken: what still asked, ran or cannot be read is
 * dropped, so that a file can neither make anything run nor put a question to the person.
 */
export function callsOf(value: unknown): Readonly<Record<string, CallState>> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, call]) => [key, callOf(call)]));
}

function callOf(value: unknown): CallState {
  if (!isObject(value)) return { state: 'dropped', title: '' };
  const { state, outcome, preview } = value;
  const title = text(value['title']) ?? (isObject(preview) ? text(preview['title']) : undefined) ?? '';
  const result = isObject(value['result']) ? decodeStep(value['result']) : undefined;
  if (state !== 'answered' || result?.type !== 'function_result' || !outcomes.includes(outcome))
    return { state: 'dropped', title };
  const output = text(value['output']);
  const given = value['arguments'];
  return {
    state: 'answered',
    outcome: outcome as CallOutcome,
    title,
    summary: text(value['summary']) ?? '',
    result,
    ...(output === undefined ? {} : { output }),
    ...(isObject(given) ? { arguments: given } : {}),
  };
}
