import type { ScriptedAnswer } from './answers/answer';
import { invalid } from './errors';
import { faultFrom } from './faults/fault';
import type { FaultQueue } from './faults/faultQueue';
import type { Gates } from './gates';
import { jsonBody, sendJson } from './http/exchange';
import type { Exchange } from './http/exchange';
import type { RequestLog } from './http/requestLog';
import type { Route } from './http/router';
import { isObject, toList, toObject, toText, words } from './json';
import type { JsonValue } from '../../src/api/types';

/** What the control surface reaches into. */
export interface Controlled {
  readonly log: RequestLog;
  readonly faults: FaultQueue;
  readonly gates: Gates;
  readonly scripts: ScriptedAnswer[];
  readonly expire: (id: string) => Promise<void>;
  readonly reset: () => void;
  readonly signal: AbortSignal;
}

/**
 * The endpoints under `/__emulator` for tests in other processes; they need no key and are not recorded.
 *
 * - `GET|DELETE requests`: what was received.
 * - `GET|POST|DELETE faults`: `{kind, times?, on?, after?, …}` or a list of them.
 * - `GET|POST|DELETE script`: answers for requests to come, one or a list of them.
 * - `POST release {gate}`: lets the answers that wait there go on. `GET gates`: where some wait.
 * - `POST await {gate}` or `{path, count?}`: answers once an answer waits there, or so many requests have come.
 * - `POST expire {environment}` or `{file}`: that is gone. `POST reset`: everything as after the start.
 */
export function controlRoutes(controlled: Controlled): readonly Route[] {
  const { log, faults, gates, scripts, expire, reset, signal } = controlled;
  const route = (
    method: string,
    name: string,
    handle: (exchange: Exchange) => void | Promise<void>,
  ): Route => ({
    method,
    pattern: `/__emulator/${name}`,
    family: 'google',
    open: true,
    handle,
  });
  const done = (exchange: Exchange): void => sendJson(exchange, {});
  // What is recorded came as JSON, and headers are text: it is JSON again on its way out.
  const shown = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;

  return [
    route('GET', 'requests', (exchange) => sendJson(exchange, shown(log.requests))),
    route('DELETE', 'requests', (exchange) => {
      log.clear();
      done(exchange);
    }),
    route('GET', 'faults', (exchange) => sendJson(exchange, shown(faults.pending))),
    route('POST', 'faults', (exchange) => {
      const members = manyOf(exchange);
      const found = members.map(faultFrom);
      for (const fault of found) {
        if (!fault) throw invalid(`There is no such fault: ${JSON.stringify(members)}`);
        faults.add(fault);
      }
      done(exchange);
    }),
    route('DELETE', 'faults', (exchange) => {
      faults.clear();
      done(exchange);
    }),
    route('GET', 'script', (exchange) => sendJson(exchange, shown(scripts))),
    route('POST', 'script', (exchange) => {
      const answers = manyOf(exchange);
      if (!answers.every(isObject)) throw invalid('An answer is an object.');
      // Written by a test, in the shape that ScriptedAnswer documents.
      scripts.push(...(answers as readonly unknown[] as readonly ScriptedAnswer[]));
      done(exchange);
    }),
    route('DELETE', 'script', (exchange) => {
      scripts.length = 0;
      done(exchange);
    }),
    route('GET', 'gates', (exchange) => sendJson(exchange, gates.waiting())),
    route('POST', 'release', (exchange) => {
      gates.release(gateIn(exchange));
      done(exchange);
    }),
    route('POST', 'await', async (exchange) => {
      const { gate, path, count = 1 } = jsonBody(exchange);
      if (typeof gate === 'string') await gates.reached(gate);
      else
        await log.until(
          (_, seen) => seen.filter((one) => one.path.endsWith(words(path))).length >= Number(count),
          signal,
        );
      done(exchange);
    }),
    route('POST', 'expire', async (exchange) => {
      const { environment, file } = jsonBody(exchange);
      await expire(words(file ?? environment));
      done(exchange);
    }),
    route('POST', 'reset', (exchange) => {
      reset();
      done(exchange);
    }),
  ];
}

function manyOf(exchange: Exchange): readonly JsonValue[] {
  const text = exchange.bytes.toString('utf8');
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw invalid('The body is not JSON.');
  }
  return Array.isArray(value) ? toList(value) : [value];
}

function gateIn(exchange: Exchange): string {
  const gate = toText(toObject(jsonBody(exchange))['gate']);
  if (gate === undefined) throw invalid("Name the gate: {'gate': '…'}.");
  return gate;
}
