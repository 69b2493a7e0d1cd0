import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { JsonObject } from '../../../src/api/types';
import { words } from '../json';

/** One server-sent event: its name, its JSON on a single line, a blank line. The JSON repeats the name. */
export const frame = (event: JsonObject): string =>
  `event: ${words(event['event_type'])}\ndata: ${JSON.stringify(event)}\n\n`;

/** What comes after the last event. */
export const doneFrame = 'event: done\ndata: [DONE]\n\n';

/** The end of a connection without the end of the answer. */
export const cut = Symbol('cut');

/** How the bytes of a stream are grouped into packets: whole frames, or pieces of so many bytes or characters. */
export interface Packets {
  readonly size: number;
  /** Whether a character of several bytes may be torn apart. */
  readonly tears: boolean;
}

/** Writes a stream to its end, one packet after the other, until the client leaves. */
export async function writeStream(
  response: ServerResponse,
  frames: AsyncIterable<string | Buffer | typeof cut>,
  packets: Packets | undefined,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  const closed = new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
  for await (const part of frames) {
    if (response.destroyed) return;
    if (part === cut) {
      response.destroy();
      return;
    }
    for (const packet of packets ? split(part, packets) : [part]) {
      await Promise.race([written(response, packet), closed]);
      // Lets the packet leave by itself before the next one is written.
      await setImmediate();
    }
  }
  response.end();
}

const written = (response: ServerResponse, packet: string | Buffer): Promise<void> =>
  new Promise((resolve) => {
    response.write(packet, () => resolve());
  });

/** Cuts bytes into packets. */
export function split(part: string | Buffer, { size, tears }: Packets): readonly Buffer[] {
  const bytes = Buffer.from(part as string);
  const isInsideCharacter = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  const packets: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + size, bytes.length);
    if (!tears) while (end < bytes.length && isInsideCharacter(end)) end += 1;
    packets.push(bytes.subarray(start, end));
    start = end;
  }
  return packets;
}
