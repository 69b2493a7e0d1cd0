import { GoogleGenAI } from '@google/genai';
import { createParser } from 'eventsource-parser';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { createClient } from '../../../src/api/client';
import { createTransport } from '../../../src/api/createTransport';
import { coalesce } from '../../../src/conversation/coalesce';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { answerOf } from '../../../src/conversation/select';
import { type Conversation, emptyConversation } from '../../../src/conversation/state';

/** A way to read the stream of a service. */
export interface Reader {
  /**
   * Asks once and reads the answer to its end. Resolves with its characters of text; `onFirst` is called when the first
   * event is there.
   */
  read(onFirst?: () => void): Promise<number>;
  close(): Promise<void>;
}

const model = 'gemini-3.5-flash';
const question = 'Why?';

/** Our client, and the conversation that a session folds its events into. */
export function ownReader(url: string): Reader {
  const transport = createTransport();
  const client = createClient({
    transport,
    apiKey: () => Promise.resolve('a-key'),
    baseUrl: () => url,
    version: '0.0.0',
  });
  return {
    async read(onFirst) {
      const asked: ConversationEvent = {
        type: 'turnStarted',
        turnId: 't1',
        at: 0,
        model,
        stored: true,
        input: [{ content: { type: 'text', text: question } }],
      };
      let conversation: Conversation = reduce(emptyConversation('c1', 0), asked);
      let first = onFirst;
      for await (const batch of client.stream({ model, input: question }, new AbortController().signal)) {
        first?.();
        first = undefined;
        const events = coalesce(
          batch.map((event) => ({ type: 'received', turnId: 't1', round: 0, event }) as const),
        );
        conversation = events.reduce(reduce, conversation);
      }
      const turn = conversation.turns[0];
      return turn === undefined ? 0 : answerOf(turn).length;
    },
    close: () => transport.close(),
  };
}

/** The official client, its events only counted. */
export function officialReader(url: string): Reader {
  const ai = new GoogleGenAI({ apiKey: 'a-key', httpOptions: { baseUrl: url } });
  return {
    async read(onFirst) {
      let length = 0;
      let first = onFirst;
      for await (const event of await ai.interactions.create({ model, input: question, stream: true })) {
        first?.();
        first = undefined;
        if (event.event_type === 'step.delta' && event.delta.type === 'text')
          length += event.delta.text?.length ?? 0;
      }
      return length;
    },
    close: () => Promise.resolve(),
  };
}

interface WireEvent {
  readonly delta?: { readonly type?: string; readonly text?: string };
}

/** Undici, eventsource-parser and JSON.parse, and nothing else: what no client can do without. */
export function bareReader(url: string): Reader {
  const agent = new Agent({ allowH2: false });
  const headers = {
    'x-goog-api-key': 'a-key',
    'x-goog-api-client': 'bench/0.0.0',
    'user-agent': 'bench/0.0.0',
    accept: 'text/event-stream',
    'content-type': 'application/json',
  };
  return {
    async read(onFirst) {
      const { body } = await request.call(agent, {
        origin: url,
        path: '/v1beta/interactions?alt=sse',
        method: 'POST',
        headers,
        // Every request of an editor can be stopped.
        signal: new AbortController().signal,
        body: JSON.stringify({ model, input: question, stream: true }),
      });
      let length = 0;
      let first = onFirst;
      const parser = createParser({
        onEvent({ data }) {
          if (data === '[DONE]') return;
          const { delta } = JSON.parse(data) as WireEvent;
          first?.();
          first = undefined;
          if (delta?.type === 'text') length += delta.text?.length ?? 0;
        },
      });
      const utf8 = new TextDecoder();
      body.on('data', (chunk: Buffer) => parser.feed(utf8.decode(chunk, { stream: true })));
      await new Promise((resolve, reject) => body.once('end', resolve).once('error', reject));
      return length;
    },
    close: () => agent.destroy(),
  };
}
