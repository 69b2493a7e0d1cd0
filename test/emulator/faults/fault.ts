import { isObject, toNumber, toText } from '../json';

/** What can go wrong before an answer begins. */
export const refusals = [
  'rate-limit', // 429 with Retry-After
  'rate-limit-info', // 429 with a RetryInfo in the body
  'daily-quota', // 429 that waiting does not mend
  'server-error', // 500
  'unavailable', // 503
  'timeout', // 504
  'unauthenticated', // 401
  'blocked', // 400: the prompt was refused
  'status', // the given status, code and message
  'html', // 502 with a page of a proxy
  'html-ok', // 200 with a page of a proxy
  'reset', // the connection breaks before the first byte
  'silence', // nothing at all is answered until the gate `silence` is released
] as const;

/** What can go wrong on the way of a stream. */
export const spoilers = [
  'cut', // the connection breaks after a whole event
  'cut-character', // it breaks inside a character of several bytes
  'half-event', // the stream ends, properly, in the middle of an event
  'error-event', // an `error` event, then the end
  'bare-json', // a line of JSON without `data:`, then the end
  'empty-errors', // `error` events that say nothing, among the others
  'slow', // a pause before each event
  'quiet', // silence until the gate `quiet` is released
  'no-completed', // the end without interaction.completed
  'no-done', // the end without [DONE]
  'odd-framing', // CRLF, comments, data over several lines
  'unknown-things', // events, steps and deltas that nobody knows
] as const;

/** What can go wrong with a chunk of an upload. */
export const losses = [
  'half-chunk', // half of it arrives, then the connection breaks
  'lost-answer', // all of the last one arrives, and the connection breaks before the answer
] as const;

/** What can be otherwise with the files of an environment. */
export const detours = [
  'elsewhere', // a download redirects to another origin
  'unsafe-redirect', // it redirects to something that is no http address
  'capitals', // a listing says FILE and DIRECTORY
  'old-snapshot', // what is read is older than what agents wrote into it
  'no-downloads', // the address of downloads is unknown, as it was at first
] as const;

/** What can go wrong with the interaction itself. */
export const flaws = [
  'failed', // it ends as failed
  'zombie', // a background run that never ends
  'no-usage', // the usage is missing
  'no-id', // the id is missing although it was to be stored
] as const;

/** Every fault by its name. */
export const faultKinds = [...refusals, ...spoilers, ...losses, ...detours, ...flaws];
export type Refusal = (typeof refusals)[number];
export type Spoiler = (typeof spoilers)[number];
export type FaultKind =
  Refusal | Spoiler | (typeof losses)[number] | (typeof detours)[number] | (typeof flaws)[number];

/** Something that is to go wrong. */
export interface Fault {
  readonly kind: FaultKind;
  /** How many requests it strikes. */
  readonly times: number;
  /** How many requests that it could strike it lets pass first. */
  readonly skip: number;
  /** Which requests: `POST /interactions`, `GET /interactions/*`, `*`. */
  readonly on: string;
  /** How many pieces of text a stream brings before it happens. */
  readonly after: number;
  /** For `status`: the status of the answer, its code and its message. */
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  /** For the rate limits, in seconds. */
  readonly retryAfter: number;
  /** For `slow`. */
  readonly milliseconds: number;
}

/** A fault of a kind, with what is usual for everything that is not said. */
export function faultOf(kind: FaultKind, more: Partial<Fault> = {}): Fault {
  return {
    times: 1,
    skip: 0,
    on: 'POST /interactions',
    after: 2,
    status: 400,
    retryAfter: 1,
    milliseconds: 200,
    ...more,
    kind,
  };
}

/** A fault as the control surface receives it; undefined when its kind is unknown. */
export function faultFrom(value: unknown): Fault | undefined {
  if (typeof value === 'string') return faultFromWords(value);
  if (!isObject(value)) return undefined;
  const kind = faultKinds.find((known) => known === value['kind']);
  const numbers = ['times', 'skip', 'after', 'status', 'retryAfter', 'milliseconds'].flatMap((name) => {
    const number = toNumber(value[name]);
    return number === undefined ? [] : [[name, number] as const];
  });
  const texts = ['on', 'code', 'message'].flatMap((name) => {
    const text = toText(value[name]);
    return text === undefined ? [] : [[name, text] as const];
  });
  return kind && faultOf(kind, Object.fromEntries([...numbers, ...texts]));
}

/**
 * A fault as a header or a prompt names it: `rate-limit`, or `server-error:2` for the first two attempts at the same
 * request. Without a number every attempt fails.
 */
export function faultFromWords(words: string): Fault | undefined {
  const [name, times] = words.trim().split(':');
  const kind = faultKinds.find((known) => known === name);
  return kind && faultOf(kind, { on: '*', times: times === undefined ? Infinity : Number(times) });
}
