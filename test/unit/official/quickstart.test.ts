import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Interactions } from '@google/genai';
import * as z from 'zod';
import { imageSize } from '../../emulator/media/imageSize';
import { picture } from '../../emulator/media/picture';
import { encodePng } from '../../emulator/media/png';
import { startJudge } from './officialClient';
import type { Judge } from './officialClient';

const model = 'gemini-3.5-flash';

const weatherTool = {
  type: 'function' as const,
  name: 'get_current_temperature',
  description: 'Gets the current temperature for a given location.',
  parameters: {
    type: 'object',
    properties: { location: { type: 'string', description: 'The city name, e.g. San Francisco' } },
    required: ['location'],
  },
};

/** The functions of the client, by name. */
const functions: Readonly<Record<string, (given: Record<string, unknown>) => object>> = {
  get_current_temperature: ({ location }) => ({ location, temperature: '22', unit: 'celsius' }),
};

const textsOf = (steps: readonly Interactions.Step[]): readonly string[] =>
  steps
    .flatMap((step) => (step.type === 'model_output' ? (step.content ?? []) : []))
    .flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : []));

const resultOf = (step: Interactions.FunctionCallStep): Interactions.FunctionResultStep => ({
  type: 'function_result',
  name: step.name,
  call_id: step.id,
  result: [{ type: 'text', text: JSON.stringify(functions[step.name]?.(step.arguments)) }],
});

for (const apiVersion of [undefined, 'v1beta']) {
  describe(`the quickstart, with the official client (${apiVersion ?? 'its own version'})`, () => {
    let judge: Judge;
    before(async () => {
      judge = await startJudge(apiVersion === undefined ? {} : { apiVersion });
    });
    after(() => judge.close());
    beforeEach(() => judge.emulator.reset());

    it('answers the first call', async () => {
      const interaction = await judge.ai.interactions.create({
        model,
        input: 'Explain how AI works in a few words',
      });
      assert.match(interaction.output_text ?? '', /emulator, not Gemini/);
      assert.equal(interaction.status, 'completed');
      assert.equal(interaction.model, model);
      assert.match(interaction.id ?? '', /^v1_[\w-]+$/);
      assert.deepEqual(
        interaction.steps?.map(({ type }) => type),
        ['thought', 'model_output'],
      );
      const { usage } = interaction;
      assert.equal(
        usage?.total_tokens,
        (usage?.total_input_tokens ?? 0) +
          (usage?.total_output_tokens ?? 0) +
          (usage?.total_thought_tokens ?? 0),
      );
      assert.equal(judge.emulator.requests[0]?.path, `/${apiVersion ?? 'v1'}/interactions`);
    });

    it('streams an answer', async () => {
      const stream = await judge.ai.interactions.create({
        model,
        input: 'Explain how AI works',
        stream: true,
      });
      const names: string[] = [];
      let text = '';
      for await (const event of stream) {
        if (names.at(-1) !== event.event_type) names.push(event.event_type);
        if (event.event_type === 'step.delta' && event.delta.type === 'text') text += event.delta.text;
        if (event.event_type === 'interaction.completed') assert.equal(event.interaction.status, 'completed');
      }
      assert.deepEqual(names, [
        'interaction.created',
        'interaction.status_update',
        'step.start',
        'step.delta',
        'step.stop',
        'step.start',
        'step.delta',
        'step.stop',
        'interaction.completed',
      ]);
      assert.match(text, /emulator, not Gemini[\s\S]*Explain how AI works/);
    });

    it('goes on with a conversation that the service keeps', async () => {
      const first = await judge.ai.interactions.create({ model, input: 'I have 2 dogs in my house.' });
      const second = await judge.ai.interactions.create({
        model,
        input: 'How many paws are in my house?',
        previous_interaction_id: first.id ?? '',
      });
      assert.match(second.output_text ?? '', /8 paws/);
    });

    it('goes on with a conversation that the client keeps', async () => {
      const history: Interactions.Step[] = [
        { type: 'user_input', content: [{ type: 'text', text: 'I have 2 dogs in my house.' }] },
      ];
      const first = await judge.ai.interactions.create({ model, store: false, input: history });
      assert.equal(first.id, undefined);
      history.push(...(first.steps ?? []));
      history.push({
        type: 'user_input',
        content: [{ type: 'text', text: 'How many paws are in my house?' }],
      });
      const second = await judge.ai.interactions.create({ model, store: false, input: history });
      const last = second.steps?.at(-1);
      assert.match(textsOf(last ? [last] : [])[0] ?? '', /2 dogs × 4 paws = 8 paws/);
    });

    it('looks at a local picture and a remote sound', async () => {
      const bytes = encodePng(picture('a pipe organ', 40, 30));
      const interaction = await judge.ai.interactions.create({
        model,
        input: [
          { type: 'text', text: 'Compare this local image and this remote audio file.' },
          { type: 'image', data: bytes.toString('base64'), mime_type: 'image/png' },
          { type: 'audio', uri: 'https://storage.googleapis.com/samples/sample.mp3', mime_type: 'audio/mp3' },
        ],
      });
      assert.match(
        interaction.output_text ?? '',
        new RegExp(`an image/png of ${bytes.length} bytes, 40 × 30 pixels`),
      );
      assert.match(interaction.output_text ?? '', /an audio\/mp3 by address: https:\/\/storage/);
    });

    it('makes a picture that can be saved', async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'quickstart-'));
      try {
        const interaction = await judge.ai.interactions.create({
          model: 'gemini-3.1-flash-image',
          input: 'Generate an image of a futuristic city skyline at sunset',
        });
        const file = path.join(folder, 'generated_image.png');
        assert.equal(interaction.output_image?.mime_type, 'image/png');
        writeFileSync(file, Buffer.from(interaction.output_image?.data ?? '', 'base64'));
        assert.deepEqual(imageSize(readFileSync(file)), { width: 512, height: 512 });
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('answers in the shape of a schema', async () => {
      const schema = {
        type: 'object' as const,
        properties: {
          recipe_name: { type: 'string' as const, description: 'Name of the recipe.' },
          ingredients: {
            type: 'array' as const,
            items: { type: 'string' as const },
            description: 'List of ingredients.',
          },
          prep_time_minutes: { type: 'integer' as const, description: 'Prep time in minutes.' },
        },
        required: ['recipe_name', 'ingredients'],
      };
      const interaction = await judge.ai.interactions.create({
        model,
        input: 'Give me a recipe for banana bread',
        response_format: { type: 'text', mime_type: 'application/json', schema },
      });
      const recipe = z.fromJSONSchema(schema).parse(JSON.parse(interaction.output_text ?? ''));
      assert.deepEqual(Object.keys(Object(recipe)), ['recipe_name', 'ingredients', 'prep_time_minutes']);
    });

    it('searches and cites', async () => {
      const interaction = await judge.ai.interactions.create({
        model,
        input: 'Who won the euro 2024?',
        tools: [{ type: 'google_search' }],
      });
      assert.match(interaction.output_text ?? '', /Spain won Euro 2024/);
      const cited: string[] = [];
      for (const step of interaction.steps ?? []) {
        if (step.type !== 'model_output') continue;
        for (const block of step.content ?? []) {
          if (block.type !== 'text' || !block.annotations) continue;
          for (const annotation of block.annotations) {
            if (annotation.type !== 'url_citation') continue;
            const said = Buffer.from(block.text ?? '').subarray(annotation.start_index, annotation.end_index);
            cited.push(`[${annotation.title}](${annotation.url}) ${said.toString()}`);
          }
        }
      }
      assert.deepEqual(cited, [
        '[uefa.com](https://www.uefa.com/euro2024) Spain won Euro 2024, defeating England 2–1 in the final.',
      ]);
      const call = interaction.steps?.find((step) => step.type === 'google_search_call');
      assert.deepEqual(call?.arguments.queries, ['UEFA Euro 2024 winner']);
      const result = interaction.steps?.find((step) => step.type === 'google_search_result');
      assert.equal(result?.call_id, call?.id);
      assert.match(result?.result[0]?.search_suggestions ?? '', /<div/);
    });

    it('calls a function in a conversation that the service keeps', async () => {
      let input: string | Interactions.Step[] = 'What is the temperature in London?';
      let previous: string | undefined;
      const called: unknown[] = [];
      for (;;) {
        const interaction: Interactions.Interaction = await judge.ai.interactions.create({
          model,
          input,
          tools: [weatherTool],
          // The sample sends null in its first round, which the types do not allow for.
          previous_interaction_id: (previous ?? null) as string,
        });
        const results: Interactions.Step[] = [];
        for (const step of interaction.steps ?? []) {
          if (step.type !== 'function_call') continue;
          assert.equal(interaction.status, 'requires_action');
          called.push([step.name, step.arguments]);
          results.push(resultOf(step));
        }
        if (results.length === 0) {
          assert.equal(interaction.status, 'completed');
          assert.match(interaction.output_text ?? '', /location: London.*temperature 22, unit celsius/);
          break;
        }
        input = results;
        previous = interaction.id;
      }
      assert.deepEqual(called, [['get_current_temperature', { location: 'London' }]]);
      const [first] = judge.emulator.requests;
      assert.equal(Object(first?.body).previous_interaction_id, null);
    });

    it('calls a function in a conversation that the client keeps', async () => {
      const history: Interactions.Step[] = [
        { type: 'user_input', content: [{ type: 'text', text: 'What is the temperature in London?' }] },
      ];
      let rounds = 0;
      for (;;) {
        const interaction = await judge.ai.interactions.create({
          model,
          store: false,
          input: history,
          tools: [weatherTool],
        });
        rounds += 1;
        let answered = false;
        for (const step of interaction.steps ?? []) {
          history.push(step);
          if (step.type !== 'function_call') continue;
          history.push(resultOf(step));
          answered = true;
        }
        if (answered) continue;
        assert.match(interaction.output_text ?? '', /temperature 22/);
        break;
      }
      assert.equal(rounds, 2);
    });

    it('runs an agent in a sandbox', async () => {
      const interaction = await judge.ai.interactions.create({
        agent: 'antigravity-preview-05-2026',
        input:
          'Write a Python script that generates the first 20 Fibonacci numbers and saves them to fibonacci.txt. Then read the file and print its contents.',
        environment: 'remote',
      });
      assert.match(interaction.environment_id ?? '', /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      assert.match(interaction.output_text ?? '', /2584\n4181/);
      const file = await judge.ai.environments.files.download({
        environment: interaction.environment_id ?? '',
        path: 'workspace/fibonacci.txt',
      });
      assert.equal(Buffer.from(file).toString().split('\n')[19], '4181');
    });

    it('runs a task in the background', async () => {
      const started = await judge.ai.interactions.create({
        model,
        input:
          'Write a detailed analysis of the impact of artificial intelligence on healthcare. [[gate:analysis]]',
        background: true,
      });
      assert.equal(started.status, 'in_progress');
      const statuses: string[] = [];
      for (;;) {
        const result = await judge.ai.interactions.get(started.id ?? '');
        statuses.push(result.status ?? '');
        if (result.status === 'completed') {
          assert.match(result.output_text ?? '', /impact of artificial intelligence/);
          break;
        }
        assert.equal(result.status, 'in_progress');
        await judge.emulator.reached('analysis').then(() => judge.emulator.release('analysis'));
      }
      assert.deepEqual(statuses, ['in_progress', 'completed']);
    });
  });
}
