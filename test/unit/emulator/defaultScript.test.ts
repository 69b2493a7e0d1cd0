import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator } from '../../emulator/emulator';
import { picture } from '../../emulator/media/picture';
import { encodePng } from '../../emulator/media/png';
import { create, textOf } from './call';

const code = `export function add(a, b) {
  if (a == b) return a * 2;
  var sum = a + b;
  return sum;
}`;
const attachment = {
  type: 'text',
  text: `From src/math/add.js, lines 3-7:\n\`\`\`javascript\n${code}\n\`\`\``,
};

describe('the emulator’s default script', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const ask = async (...input: readonly unknown[]): Promise<string> =>
    textOf(
      await create(emulator, {
        input: input.map((one) => (typeof one === 'string' ? { type: 'text', text: one } : one)),
      }),
    );

  it('says at once that it is not Gemini', async () => {
    assert.match(await ask('Hello'), /^> \*\*This is the emulator, not Gemini\.\*\*/);
  });

  it('answers in Markdown with headings, a list, a table and code', async () => {
    const answer = await ask('Explain how AI works');
    for (const part of [/^## /m, /^1\. /m, /^\| --- \| --- \|$/m, /^```ts\n[^]*^```$/m])
      assert.match(answer, part);
  });

  it('quotes the attached code with its path, lines and language, and explains its names', async () => {
    const answer = await ask(attachment, 'Explain this code.');
    assert.match(answer, /`src\/math\/add\.js`, lines 3–7/);
    assert(answer.includes(`\`\`\`javascript\n${code}\n\`\`\``));
    assert.match(answer, /`add`, defined in line 3, takes `a`, `b`/);
    assert.match(answer, /\| branches \| 1 \|/);
  });

  it('mends, tests and documents it', async () => {
    assert.match(
      await ask(attachment, 'Fix this code.'),
      /```javascript\nexport function add[^]*a === b[^]*const sum/,
    );
    assert.match(
      await ask(attachment, 'Write tests for this code.'),
      /import \{ add \} from '.\/add';[^]*test\('add/,
    );
    assert.match(
      await ask(attachment, 'Document this code.'),
      /```javascript\n\/\*\* add of a and b: [^\n]*\*\/\nexport function add/,
    );
  });

  it('keeps apart several files, paths with spaces, files without an ending, and fences in code', async () => {
    const readme = 'From docs/my notes/README:\n````markdown\nSee\n```sh\nls\n```\n````';
    const answer = await ask(attachment, { type: 'text', text: readme }, 'Explain these files');
    assert.match(answer, /`src\/math\/add\.js`/);
    assert(answer.includes('`docs/my notes/README`, lines 1–4\n\n````markdown\nSee\n```sh\nls\n```\n````'));
  });

  it('comes back to code of an earlier turn when the question does', async () => {
    const first = await create(emulator, {
      input: [attachment, { type: 'text', text: 'Explain this code.' }],
    });
    const next = (input: string): Promise<Record<string, unknown>> =>
      create(emulator, { input, previous_interaction_id: first['id'] });
    assert.match(textOf(await next('Now fix it')), /a === b/);
    assert(!textOf(await next('How old is the moon?')).includes('add.js'));
  });

  it('remembers what was asked before', async () => {
    const first = await create(emulator, { input: 'Is the moon round?' });
    const second = await create(emulator, {
      input: 'What did I ask before?',
      previous_interaction_id: first['id'],
    });
    assert.match(textOf(second), /Your previous question was: “Is the moon round\?”/);
  });

  it('sees how large a picture is', async () => {
    const data = encodePng(picture('x', 7, 5));
    const answer = await ask(
      { type: 'image', data: data.toString('base64'), mime_type: 'image/png' },
      'What is it?',
    );
    assert.match(answer, new RegExp(`I see an image/png of ${data.length} bytes, 7 × 5 pixels`));
    const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080003000401011100ffd9', 'hex');
    assert.match(
      await ask({ type: 'image', data: jpeg.toString('base64'), mime_type: 'image/jpeg' }),
      /an image\/jpeg of 35 bytes, 4 × 3 pixels/,
    );
  });

  it('calls a function when the words fit, once for each thing that is named', async () => {
    const tools = [
      {
        type: 'function',
        name: 'readFile',
        description: 'Reads a text file of the workspace.',
        parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
      },
    ];
    const answer = await create(emulator, { input: 'Please read src/a.ts and src/b.ts', tools });
    assert.equal(answer['status'], 'requires_action');
    const calls = (answer['steps'] as readonly { type: string; arguments?: object }[]).filter(
      ({ type }) => type === 'function_call',
    );
    assert.deepEqual(
      calls.map((one) => one.arguments),
      [{ path: 'src/a.ts' }, { path: 'src/b.ts' }],
    );
    const other = await create(emulator, { input: 'Explain how AI works', tools });
    assert.equal(other['status'], 'completed');
  });

  it('gives back Markdown as it is, and makes an answer long, when asked to', async () => {
    assert.equal(await ask('[[echo]] # Title\n\n<b>bold</b>'), '# Title\n\n<b>bold</b>');
    assert.match(await ask('[[long:30]] Hello'), /### Part 30/);
  });

  it('counts tokens that add up', async () => {
    const { usage } = await create(emulator, {
      input: 'Who won the euro 2024?',
      tools: [{ type: 'google_search' }],
    });
    const {
      total_tokens,
      total_input_tokens,
      total_output_tokens,
      total_thought_tokens,
      total_tool_use_tokens,
      grounding_tool_count,
    } = Object(usage);
    assert.equal(
      total_tokens,
      total_input_tokens + total_output_tokens + total_thought_tokens + total_tool_use_tokens,
    );
    assert(total_tool_use_tokens > 0);
    assert.deepEqual(grounding_tool_count, [{ type: 'google_search', count: 1 }]);
  });
});
