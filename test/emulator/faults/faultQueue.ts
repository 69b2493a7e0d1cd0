import { createHash } from 'node:crypto';
import { header } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import { newestPrompt } from '../interactions/input';
import { faultFromWords, faultOf } from './fault';
import type { Fault, FaultKind } from './fault';

/** The faults that are to happen. */
export interface FaultQueue {
  /** Those that a test asked for and that have not struck yet. */
  readonly pending: readonly Fault[];
  readonly add: (fault: Fault | FaultKind, more?: Partial<Fault>) => void;
  readonly clear: () => void;
  /**
   * The fault that strikes this request: the one that its header `x-emulator-fault` names, or its prompt with the
   * words `[[fault:name]]`, or the oldest pending one that fits.
   */
  readonly take: (exchange: Exchange) => Fault | undefined;
}

/** An empty queue. */
export function faultQueue(): FaultQueue {
  let queue: Fault[] = [];
  const struck = new Map<string, number>();

  const fromRequest = (exchange: Exchange): Fault | undefined => {
    const words = header(exchange, 'x-emulator-fault') ?? wordsOfPrompt(exchange);
    const fault = words === undefined ? undefined : faultFromWords(words);
    if (!fault) return undefined;
    const { method, path, bytes } = exchange;
    const attempt = createHash('sha256')
      .update(`${method} ${path} ${fault.kind}`)
      .update(bytes)
      .digest('hex');
    const count = (struck.get(attempt) ?? 0) + 1;
    struck.set(attempt, count);
    return count <= fault.times ? fault : undefined;
  };

  return {
    get pending() {
      return queue;
    },
    add: (fault, more) => {
      queue.push(typeof fault === 'string' ? faultOf(fault, more) : fault);
    },
    clear: () => {
      queue = [];
      struck.clear();
    },
    take: (exchange) => {
      const own = fromRequest(exchange);
      if (own) return own;
      const found = queue.find(({ on }) => matches(on, exchange));
      if (!found) return undefined;
      if (found.skip > 0) {
        queue = queue.map((fault) => (fault === found ? { ...found, skip: found.skip - 1 } : fault));
        return undefined;
      }
      const left = { ...found, times: found.times - 1 };
      queue = queue.flatMap((fault) => (fault === found ? (left.times > 0 ? [left] : []) : [fault]));
      return found;
    },
  };
}

function matches(on: string, { method, path }: Exchange): boolean {
  if (on.endsWith('*')) return `${method} ${path}`.startsWith(on.slice(0, -1));
  return on === `${method} ${path}`;
}

function wordsOfPrompt(exchange: Exchange): string | undefined {
  if (exchange.method !== 'POST' || exchange.path !== '/interactions') return undefined;
  return /\[\[fault:([\w-]+(?::\d+)?)\]\]/.exec(newestPrompt(exchange.bytes))?.[1];
}
