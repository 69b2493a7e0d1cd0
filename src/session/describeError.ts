import { ApiError, type ApiErrorKind } from '../api/errors';
import type { InteractionHead } from '../api/types';
import type { Failure, FailureAction, Turn } from '../conversation/state';

const actions: Readonly<Record<ApiErrorKind, FailureAction>> = {
  auth: 'setApiKey',
  permission: 'setApiKey',
  billing: 'showLog',
  quota: 'selectModel',
  rateLimit: 'retry',
  invalid: 'showLog',
  notFound: 'retry',
  modelNotFound: 'selectModel',
  conflict: 'retry',
  blocked: 'retry',
  generation: 'retry',
  server: 'retry',
  overloaded: 'retry',
  timeout: 'retry',
  network: 'retry',
  certificate: 'openSettings',
  proxy: 'openSettings',
  protocol: 'showLog',
  cancelled: 'retry',
};

/** What a failed turn tells its reader: a sentence, a button, and the service's own words below. */
export function describeError(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { status, code, serviceMessage, snippet } = error.details;
    const detail = [status === undefined ? undefined : `HTTP ${status}`, code, serviceMessage ?? snippet]
      .filter(Boolean)
      .join(' · ');
    return { message: error.message, action: actions[error.kind], ...(detail === '' ? {} : { detail }) };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    message: 'Something went wrong inside the extension. The log says more.',
    action: 'showLog',
    detail,
  };
}

/** The failure that an interaction reports by its end; `undefined` when it ended well. */
export function failureOfEnd(turn: Turn, end: InteractionHead | undefined): Failure | undefined {
  const round = turn.rounds.at(-1);
  const status = end?.status ?? round?.status;
  const words = end?.error ?? end?.errors?.[0] ?? stepError(turn);
  const detail = words === undefined ? undefined : [words.code, words.message].filter(Boolean).join(' · ');
  const details = detail === undefined || detail === '' ? {} : { detail };
  if (status === 'failed') {
    return { message: 'Gemini could not finish this answer.', action: 'retry', ...details };
  }
  if (status === 'budget_exceeded') {
    return { message: 'The spending limit of this key is reached.', action: 'showLog', ...details };
  }
  const hasOutput = turn.rounds.some((each) =>
    each.steps.some((step) => step.type !== 'thought' && !isEmpty(step)),
  );
  if (!hasOutput && status === 'incomplete') {
    return {
      message: 'The answer was cut off before it began: the output limit was used up by thinking.',
      action: 'retry',
      ...details,
    };
  }
  if (!hasOutput) {
    return {
      message: 'Gemini returned no answer. Asking again, or in other words, often helps.',
      action: 'retry',
      ...details,
    };
  }
  return undefined;
}

function isEmpty(step: Turn['rounds'][number]['steps'][number]): boolean {
  return (
    step.type === 'user_input' ||
    (step.type === 'model_output' &&
      (step.content ?? []).every((block) => block.type === 'text' && block.text === ''))
  );
}

function stepError(turn: Turn): { readonly code?: string | number; readonly message?: string } | undefined {
  const step = turn.rounds.at(-1)?.steps.findLast((each) => each.type === 'model_output');
  return step?.type === 'model_output' ? step.error : undefined;
}
