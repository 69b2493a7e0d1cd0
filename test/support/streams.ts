import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeEvent } from '../../src/api/decode';
import { encodeStep } from '../../src/api/encode';
import type { InteractionEvent, Step } from '../../src/api/types';
import type { ConversationEvent } from '../../src/conversation/events';

const folder = path.resolve('test/fixtures/streams');

/** A stream of the wire, and the steps that the same answer holds when it is not streamed. */
export interface RecordedStream {
  readonly name: string;
  readonly events: readonly InteractionEvent[];
  readonly steps: unknown;
}

/** Every stream of `test/fixtures/streams`. */
export function recordedStreams(): readonly RecordedStream[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => {
      const name = file.replace('.jsonl', '');
      const lines = readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
      return {
        name,
        events: lines.map((line) => decodeEvent(JSON.parse(line))),
        steps: JSON.parse(readFileSync(path.join(folder, `${name}.steps.json`), 'utf8')),
      };
    });
}

/** The events of one recorded stream. */
export function recordedStream(name: string): readonly InteractionEvent[] {
  const stream = recordedStreams().find((each) => each.name === name);
  if (stream === undefined) throw new Error(`There is no stream "${name}".`);
  return stream.events;
}

/** A turn that asks `question` and receives the stream in its first request. */
export function turnOfStream(
  events: readonly InteractionEvent[],
  {
    turnId = 't1',
    parentId,
    question = 'Why?',
  }: { turnId?: string; parentId?: string; question?: string } = {},
): readonly ConversationEvent[] {
  return [
    {
      type: 'turnStarted',
      turnId,
      at: 1,
      model: 'gemini-3.5-flash',
      stored: true,
      input: [{ content: { type: 'text', text: question } }],
      ...(parentId === undefined ? {} : { parentId }),
    },
    ...events.map((event): ConversationEvent => ({ type: 'received', turnId, round: 0, event })),
    { type: 'turnEnded', turnId, at: 2, status: 'done' },
  ];
}

/** Steps as they would travel. */
export function onTheWire(steps: readonly Step[]): unknown {
  return JSON.parse(JSON.stringify(steps.map(encodeStep)));
}
