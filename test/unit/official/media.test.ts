import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Interactions } from '@google/genai';
import { imageSize } from '../../emulator/media/imageSize';
import { startJudge } from './officialClient';
import type { Judge } from './officialClient';

const model = 'gemini-3.5-flash';

describe('media, tools and schemas, with the official client', () => {
  let judge: Judge;
  before(async () => {
    judge = await startJudge();
  });
  after(() => judge.close());

  it('draws pictures of the wanted shape', async () => {
    const { output_image } = await judge.ai.interactions.create({
      model: 'gemini-3.1-flash-image',
      input: 'A harbour',
      response_format: { type: 'image', aspect_ratio: '16:9', image_size: '1K' },
    });
    assert.deepEqual(imageSize(Buffer.from(output_image?.data ?? '', 'base64')), {
      width: 1024,
      height: 576,
    });
  });

  it('refuses a type of picture that the service does not make', async () => {
    await assert.rejects(
      judge.ai.interactions.create({
        model: 'gemini-3.1-flash-image',
        input: 'A harbour',
        response_format: { type: 'image', mime_type: 'image/png' },
      }),
      /The value 'image\/png' is not supported for 'response_format\.mime_type'/,
    );
  });

  it('speaks in WAV files, and in raw samples from the preview model', async () => {
    const speak = async (speaker: string): Promise<Interactions.AudioContent | undefined> => {
      const { output_audio } = await judge.ai.interactions.create({
        model: speaker,
        input: 'Say hello.',
        response_format: { type: 'audio' },
        generation_config: { speech_config: [{ voice: 'Kore' }] },
      });
      return output_audio;
    };
    const file = await speak('gemini-3.8-flash-tts');
    const wav = Buffer.from(file?.data ?? '', 'base64');
    assert.equal(file?.mime_type, 'audio/wav');
    assert.equal(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12), 'RIFFWAVE');
    assert.equal(wav.readUInt32LE(40), wav.length - 44);
    assert.equal((await speak('gemini-3.1-flash-tts-preview'))?.mime_type, 'audio/l16;rate=24000');
  });

  it('streams a sound in chunks that make one clip', async () => {
    const request = {
      model: 'gemini-3.8-flash-tts',
      input: 'A sentence that takes a while to be said aloud.',
    };
    const stream = await judge.ai.interactions.create({
      ...request,
      response_format: { type: 'audio' },
      stream: true,
    });
    const chunks: Buffer[] = [];
    for await (const event of stream) {
      if (event.event_type !== 'step.delta' || event.delta.type !== 'audio') continue;
      assert.equal(event.delta.mime_type, 'audio/l16');
      chunks.push(Buffer.from(event.delta.data ?? '', 'base64'));
    }
    assert(chunks.length > 1);
    const whole = await judge.ai.interactions.create({ ...request, response_format: { type: 'audio' } });
    assert.deepEqual(
      Buffer.concat(chunks),
      Buffer.from(whole.output_audio?.data ?? '', 'base64').subarray(44),
    );
  });

  it('makes music of MPEG frames, with its words', async () => {
    const { output_audio, steps } = await judge.ai.interactions.create({
      model: 'lyria-3-clip-preview',
      input: 'A lullaby',
    });
    const bytes = Buffer.from(output_audio?.data ?? '', 'base64');
    assert.equal(output_audio?.mime_type, 'audio/mp3');
    for (let at = 0; at < bytes.length; at += 104) assert.equal(bytes.readUInt16BE(at), 0xfffb);
    const output = steps?.at(-1);
    assert.deepEqual(output?.type === 'model_output' && output.content?.map(({ type }) => type), [
      'text',
      'audio',
    ]);
  });

  describe('built-in tools', () => {
    const stepsWith = async (
      input: string,
      tools: Interactions.Tool[],
      asked = model,
    ): Promise<readonly Interactions.Step[]> => {
      const { steps } = await judge.ai.interactions.create({ model: asked, input, tools });
      return steps;
    };
    const types = (steps: readonly Interactions.Step[]): readonly string[] => steps.map(({ type }) => type);

    it('read addresses', async () => {
      const steps = await stepsWith('Sum up https://example.com/a', [{ type: 'url_context' }]);
      assert.deepEqual(types(steps), ['thought', 'url_context_call', 'url_context_result', 'model_output']);
      const result = steps[2];
      assert(result?.type === 'url_context_result');
      assert.deepEqual(result.result, [{ url: 'https://example.com/a', status: 'success' }]);
    });

    it('run code', async () => {
      const steps = await stepsWith('Calculate 20 and 22', [{ type: 'code_execution' }]);
      const result = steps[2];
      assert(result?.type === 'code_execution_result');
      assert.equal(result.result, '42\n');
    });

    it('look at maps and in files, together', async () => {
      const steps = await stepsWith('Where is a café near me?', [
        { type: 'google_maps', enable_widget: true },
        { type: 'file_search', file_search_store_names: ['fileSearchStores/x'] },
      ]);
      const output = steps.at(-1);
      assert(output?.type === 'model_output');
      const block = output.content?.[0];
      assert(block?.type === 'text');
      const cited = block.annotations?.map(
        (one) =>
          `${one.type}: ${Buffer.from(block.text ?? '')
            .subarray(one.start_index, one.end_index)
            .toString()}`,
      );
      assert.deepEqual(cited, [
        'place_citation: Café Emulator is two streets away.',
        'file_citation: The handbook says that paws are counted by fours.',
      ]);
    });

    it('come after the answer with a 2.5 model', async () => {
      const steps = await stepsWith(
        'Who won the euro 2024?',
        [{ type: 'google_search' }],
        'gemini-2.5-flash',
      );
      assert.deepEqual(types(steps), [
        'thought',
        'model_output',
        'google_search_call',
        'google_search_result',
      ]);
    });
  });

  describe('structured output', () => {
    const tree = {
      type: 'object',
      $defs: {
        node: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            children: { type: 'array', items: { $ref: '#/$defs/node' } },
          },
          required: ['name', 'children'],
        },
      },
      properties: { root: { $ref: '#/$defs/node' } },
      required: ['root'],
    };
    const many = {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['b', 'a'] },
        fixed: { const: 7 },
        either: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 20, maximum: 30 }] },
        maybe: { type: ['string', 'null'] },
        few: { type: 'array', items: { type: 'boolean' }, minItems: 3, maxItems: 3 },
        one: {
          type: 'array',
          items: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
          maxItems: 1,
        },
        when: { type: 'string', format: 'date-time' },
        mail: { type: 'string', format: 'email' },
        link: { type: 'string', format: 'uri' },
        short: { type: 'string', maxLength: 4 },
        steps: { type: 'integer', multipleOf: 10, minimum: 31 },
      },
      required: ['kind', 'fixed', 'either', 'maybe', 'few', 'one', 'when', 'mail', 'link', 'short', 'steps'],
      additionalProperties: false,
    };
    for (const [name, schema] of Object.entries({ tree, many })) {
      it(`is valid for its schema: ${name}`, async () => {
        const { output_text } = await judge.ai.interactions.create({
          model,
          input: 'Fill it in',
          response_format: { type: 'text', mime_type: 'application/json', schema },
        });
        const check = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
        const { error } = check.safeParse(JSON.parse(output_text ?? ''));
        assert.equal(error, undefined);
      });
    }
  });
});
