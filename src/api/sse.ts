import { createParser } from 'eventsource-parser';
import { decodeEvent } from './decode';
import { isObject, parseJson } from './json';
import type { ErrorEvent, InteractionEvent } from './types';

/** Turns the bytes of an event stream into events, a batch for each chunk. */
export interface SseDecoder {
  /** The events that the chunk completed. */
  push(chunk: Uint8Array): readonly InteractionEvent[];
  /** The events of a last frame that no blank line ended; call once, when there are no more bytes. */
  end(): readonly InteractionEvent[];
  /** Events so far. */
  readonly count: number;
  /** Whether `interaction.completed` was seen. */
  readonly completed: boolean;
  /** Whether the terminator `[DONE]` was seen; what follows it is not read. */
  readonly done: boolean;
  /** The last error that said something. Empty ones occur in the middle of runs that go on, and are left out. */
  readonly error: ErrorEvent['error'] | undefined;
  /** The beginning of what was neither an event nor JSON, such as a page of a proxy. */
  readonly stray: string;
}

// The mark of a byte order is left to the parser: only the stream's own beginning has one.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strayLimit = 64 * 1024;
const lineFeed = 10;
const carriageReturn = 13;

/** The value of text that holds an error somewhere: whole, or as the array that the service leaves behind a cut. */
function errorInside(text: string): unknown {
  const start = text.search(/\{\s*"error"\s*:/);
  if (start < 0) return undefined;
  const tail = text.slice(start).trimEnd();
  return parseJson(tail) ?? parseJson(tail.replace(/[\s\],]+$/, ''));
}

/**
 * Makes a decoder. Beside well-formed streams it reads what real ones contain: characters cut in two by a chunk, CRLF,
 * comments, a last frame without its blank line, an error as bare JSON without `data:` (on one line or several), and
 * text that is no event stream at all. Never throws.
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createSseDecoder(): SseDecoder {
  // Bytes after the last line break. The parser would drop a fragment that cannot begin a field, bare JSON for one.
  const unfinished: Uint8Array[] = [];
  let batch: InteractionEvent[] = [];
  let count = 0;
  let ending = false;
  let completed = false;
  let done = false;
  let error: ErrorEvent['error'] | undefined;
  let stray = '';

  function add(payload: unknown, name: string | undefined): void {
    const event = decodeEvent(payload, name);
    if (event.event_type === 'interaction.completed') completed = true;
    else if (event.event_type === 'error') {
      const { code, message } = event.error;
      if ((code === undefined || code === '') && (message === undefined || message === '')) return;
      error = event.error;
    }
    batch.push(event);
  }

  function addStray(line: string): void {
    const value = line.trimStart().startsWith('{') ? parseJson(line) : undefined;
    if (isObject(value) && ('error' in value || 'event_type' in value)) add(value, undefined);
    else if (stray.length < strayLimit) stray += `${line.slice(0, strayLimit)}\n`;
  }

  const parser = createParser({
    onEvent({ data, event }) {
      if (done) return;
      if (data === '[DONE]') {
        done = true;
        return;
      }
      let payload: unknown;
      try {
        payload = JSON.parse(data) as unknown;
      } catch {
        // At the end it is what a cut left over; before, it is kept like everything that is not known.
        if (ending) addStray(data);
        else add(data, event);
        return;
      }
      add(payload, event);
    },
    onError(problem) {
      if (!done && problem.type === 'unknown-field' && problem.line !== undefined) addStray(problem.line);
    },
  });

  function feed(chunk: Uint8Array): void {
    // Line breaks are never part of another character, so what ends with one can be decoded by itself. A carriage
    // return at the very end may be the first half of CRLF; the parser knows how to wait for the second.
    let end = chunk.lastIndexOf(lineFeed) + 1;
    if (end === 0) end = chunk.lastIndexOf(carriageReturn) + 1;
    if (end === 0) {
      unfinished.push(chunk);
      return;
    }
    const lines = end === chunk.length ? chunk : chunk.subarray(0, end);
    let bytes = lines;
    if (unfinished.length > 0) {
      unfinished.push(lines);
      bytes = Buffer.concat(unfinished);
      unfinished.length = 0;
    }
    if (end < chunk.length) unfinished.push(chunk.subarray(end));
    parser.feed(utf8.decode(bytes));
  }

  function take(): readonly InteractionEvent[] {
    const events = batch;
    batch = [];
    count += events.length;
    return events;
  }

  return {
    push(chunk) {
      feed(chunk);
      return take();
    },
    end() {
      ending = true;
      feed(Uint8Array.of(lineFeed, lineFeed));
      if (!done && error === undefined && stray !== '') {
        const value = errorInside(stray);
        if (value !== undefined) add(value, undefined);
      }
      return take();
    },
    get count() {
      return count;
    },
    get completed() {
      return completed;
    },
    get done() {
      return done;
    },
    get error() {
      return error;
    },
    get stray() {
      return stray;
    },
  };
}
