import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createSseDecoder } from '../../../src/api/sse';
import type { InteractionEvent } from '../../../src/api/types';
import { frame } from '../../support/httpServer';

const created = { event_type: 'interaction.created', interaction: { id: 'v1_x', status: 'in_progress' } };
const completed = { event_type: 'interaction.completed', interaction: { id: 'v1_x', status: 'completed' } };
const terminator = 'event: done\ndata: [DONE]\n\n';

function delta(text: string) {
  return { event_type: 'step.delta', index: 0, delta: { type: 'text', text } };
}

function decode(...chunks: readonly (string | Uint8Array)[]) {
  const decoder = createSseDecoder();
  const events: InteractionEvent[] = [];
  for (const chunk of chunks) events.push(...decoder.push(Buffer.from(chunk)));
  events.push(...decoder.end());
  return { decoder, events };
}

describe('event stream', () => {
  it('yields the events of a chunk as one batch', () => {
    const decoder = createSseDecoder();
    assert.deepEqual(decoder.push(Buffer.from(frame(created) + frame(delta('a')))), [created, delta('a')]);
    assert.deepEqual(decoder.push(Buffer.from(frame(completed) + terminator)), [completed]);
    assert.equal(decoder.completed, true);
    assert.equal(decoder.done, true);
    assert.equal(decoder.count, 3);
  });

  it('does not care where the bytes are cut, also inside a character', () => {
    const events = [created, delta('שלום 👋🏽 — naïve'), delta('a\r\nb\u2028c'), completed];
    const bytes = Buffer.from(events.map(frame).join('') + terminator);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
        assert.deepEqual(decode(...chunks).events, events);
      }),
    );
    assert.deepEqual(decode(...Array.from(bytes, (byte) => Uint8Array.of(byte))).events, events);
  });

  for (const [name, end] of [
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    it(`reads lines that end in ${name}, at any cut`, () => {
      const events = [created, delta('one'), delta('two'), completed];
      const bytes = Buffer.from(events.map(frame).join('').replaceAll('\n', end));
      for (let cut = 0; cut <= bytes.length; cut++)
        assert.deepEqual(decode(bytes.subarray(0, cut), bytes.subarray(cut)).events, events, `cut at ${cut}`);
      assert.deepEqual(decode(...Array.from(bytes, (byte) => Uint8Array.of(byte))).events, events);
    });
  }

  it('does not wait for more when lines end in CR alone', () => {
    const decoder = createSseDecoder();
    assert.deepEqual(decoder.push(Buffer.from(frame(created).replaceAll('\n', '\r'))), [created]);
  });

  it('skips comments, ids and retry times, and joins data lines', () => {
    const text = `: hello\nid: 7\nretry: 10\nevent: step.delta\ndata: {"event_type":"step.delta","index":0,\ndata: "delta":{"type":"text","text":"x"}}\n\n:ping\n\n`;
    assert.deepEqual(decode(text).events, [delta('x')]);
  });

  it('reads a stream that begins with a byte order mark', () => {
    assert.deepEqual(decode('\uFEFF' + frame(created)).events, [created]);
  });

  it('does not lose a last frame without its blank line', () => {
    for (const cut of ['\n', '\n\n', '\r\n', ''])
      assert.deepEqual(decode(frame(created), `data: ${JSON.stringify(completed)}${cut}`).events, [
        created,
        completed,
      ]);
  });

  it('reads nothing after the terminator', () => {
    assert.deepEqual(decode(frame(completed) + terminator + frame(delta('late'))).events, [completed]);
  });

  it('finds an error in a bare JSON line, at any cut', () => {
    const error = { code: 'prohibited_content', message: 'The content was blocked.' };
    for (const tail of ['\n', '\n\n', '']) {
      const bytes = Buffer.from(`${frame(delta('a'))}${JSON.stringify({ error })}${tail}`);
      for (let cut = 0; cut <= bytes.length; cut++) {
        const { decoder, events } = decode(bytes.subarray(0, cut), bytes.subarray(cut));
        assert.deepEqual(events, [delta('a'), { error, event_type: 'error' }]);
        assert.deepEqual(decoder.error, error);
      }
    }
  });

  it('finds an error in JSON over several lines, and in the array at the end of a cut', () => {
    const error = { code: 504, message: 'Deadline expired.', status: 'DEADLINE_EXCEEDED' };
    const pretty = JSON.stringify([{ error }], undefined, 2);
    for (const tail of [
      pretty,
      JSON.stringify({ error }, undefined, 2),
      `,\n${JSON.stringify({ error })}\n]`,
      // In the middle of an event that never came to its end.
      `data: {"index":0,"delta":{"ty${JSON.stringify([{ error }])}`,
      `event: step.delta\ndata: {"in\n\n${pretty}\n`,
    ])
      assert.deepEqual(decode(frame(delta('a')), tail).decoder.error, error, tail);
  });

  it('drops what a cut left of an event, without inventing one', () => {
    const { events, decoder } = decode(frame(created), 'event: step.delta\ndata: {"index":0,"del');
    assert.deepEqual(events, [created]);
    assert.equal(decoder.error, undefined);
  });

  it('keeps data that is not JSON as an unknown event', () => {
    assert.deepEqual(decode(`event: odd\ndata: not json\n\n${frame(delta('a'))}`).events, [
      { event_type: 'unknown', name: 'odd', raw: { value: 'not json' } },
      delta('a'),
    ]);
  });

  it('leaves out empty errors and goes on', () => {
    const { events, decoder } = decode(
      `event: error\ndata: {"event_type":"error"}\n\n`,
      `event: error\ndata: {"event_type":"error","error":{"message":""}}\n\n`,
      frame(delta('a')),
      frame(completed),
    );
    assert.deepEqual(events, [delta('a'), completed]);
    assert.equal(decoder.error, undefined);
  });

  it('keeps a page of a proxy apart', () => {
    const { events, decoder } = decode(
      '<!DOCTYPE html>\n<html><head>\n<title>Sign in: proxy</title>\n</html>',
    );
    assert.deepEqual(events, []);
    assert.match(decoder.stray, /^<!DOCTYPE html>[^]*Sign in: proxy/);
  });

  it('does not keep endless garbage', () => {
    const decoder = createSseDecoder();
    for (let line = 0; line < 400; line++) decoder.push(Buffer.from(`garbage ${'x'.repeat(1000)}\n`));
    decoder.end();
    assert.ok(decoder.stray.length < 130_000, `${decoder.stray.length}`);
  });

  it('reads one event of 8 MB that arrives in small pieces', () => {
    const image = {
      event_type: 'step.delta',
      index: 0,
      delta: { type: 'image', data: 'A'.repeat(8 * 1024 * 1024) },
    };
    const bytes = Buffer.from(frame(image) + frame(completed));
    const chunks: Buffer[] = [];
    for (let start = 0; start < bytes.length; start += 16_384)
      chunks.push(bytes.subarray(start, start + 16_384));
    assert.deepEqual(decode(...chunks).events, [image, completed]);
  });

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.uint8Array(), fc.constantFrom('data: ', '\n', '\r', '{"error":', '[', ':'))),
        (chunks) => {
          decode(...chunks);
        },
      ),
      { numRuns: 300 },
    );
  });
});
