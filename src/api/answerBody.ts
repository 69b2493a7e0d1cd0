import { ApiError } from './errors';
import type { Exchange } from './exchange';
import { errorInBody, snippetOf } from './httpError';
import { isObject, parseJson } from './json';
import type { JsonObject } from './types';
import { special } from './wording';

type Answered = Pick<Exchange, 'response' | 'redact'>;

/** The error of an answer with a good status that is not what the API answers. */
export function notUnderstood(text: string, { response, redact }: Answered): ApiError {
  const snippet = snippetOf(text, redact);
  return new ApiError('protocol', text.trimStart().startsWith('<') ? special.webPage : special.notJson, {
    status: response.status,
    ...(snippet !== '' && { snippet }),
  });
}

/** The object of a JSON answer. Throws an ApiError when it reports an error, or is not a JSON object. */
export function answerObject(text: string, exchange: Answered): JsonObject {
  const body = parseJson(text);
  const failure = errorInBody(body, exchange.redact);
  if (failure !== undefined) throw failure;
  if (!isObject(body)) throw notUnderstood(text, exchange);
  return body;
}
