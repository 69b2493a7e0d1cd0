import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../src/api/types';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

/** A small project, with a test that fails and a slip that the compiler sees. */
const project: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "till", "type": "module", "scripts": { "test": "node --test" } }\n',
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true, "allowImportingTsExtensions": true, "types": [] }, "include": ["src"] }\n',
  'src/discount.ts': [
    '/** What is left of a price, in cents, after a discount in percent. */',
    'export function discounted(cents: number, percent: number): number {',
    '  return Math.round(cents - percent);',
    '}',
    '',
    "export const usual: number = '10';",
    '',
  ].join('\n'),
  'src/total.ts': [
    "import { discounted } from './discount.ts';",
    '',
    'export function total(prices: readonly number[], percent: number): number {',
    '  return prices.reduce((sum, price) => sum + discounted(price, percent), 0);',
    '}',
    '',
  ].join('\n'),
  'test/total.test.mjs': [
    "import assert from 'node:assert/strict';",
    "import { test } from 'node:test';",
    "import { total } from '../src/total.ts';",
    '',
    "test('a tenth is taken off', () => assert.equal(total([1000, 500], 10), 1350));",
    '',
  ].join('\n'),
};

interface SentBody {
  readonly previous_interaction_id?: string;
  readonly input: readonly {
    readonly type: string;
    readonly is_error?: boolean;
    readonly result?: readonly { readonly text?: string }[];
  }[];
}
interface Call {
  readonly name: string;
  readonly arguments: JsonObject;
}

describe('"find out why this test fails"', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const approval = (tool: string) => workbench.panel.getByRole('group', { name: `Approval: ${tool}` });
  const bodies = (): readonly SentBody[] =>
    workbench.emulator.requests
      .filter(({ method, path: route }) => method === 'POST' && route.endsWith('/interactions'))
      .map(({ body }) => body as SentBody);
  /** What the model was told of the calls of a request, in their order. */
  const told = (body: SentBody | undefined): readonly string[] =>
    (body?.input ?? []).map(({ result = [] }) => result.map(({ text = '' }) => text).join('\n'));

  async function ask(question: string): Promise<void> {
    await workbench.panel.getByRole('textbox', { name: 'Message Gemini' }).click({ timeout: patience });
    await workbench.page.keyboard.type(question);
    await workbench.page.keyboard.press('Enter');
  }
  const answered = (answer: string) =>
    log()
      .getByText(answer, { exact: true })
      .waitFor({ timeout: 3 * patience });

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      prepare(workspace) {
        rmSync(workspace, { recursive: true });
        for (const [name, text] of Object.entries(project)) {
          mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
          writeFileSync(path.join(workspace, name), text);
        }
        // A Node that takes types away by itself, whichever one a terminal of this machine finds.
        const script = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`;
        writeFileSync(path.join(workspace, 'run'), script, { mode: 0o755 });
      },
    });
    await workbench.palette('Gemini: Open Chat');
    await workbench.panel.getByText(/Answers do not come from Google/).waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('is answered by a model that looks for itself: it reads, searches, asks the compiler and runs the test', async () => {
    const lookups: readonly Call[] = [
      { name: 'search_text', arguments: { pattern: 'discounted\\(' } },
      { name: 'find_symbols', arguments: { path: 'src/discount.ts' } },
      { name: 'get_problems', arguments: { path: 'src/discount.ts' } },
    ];
    workbench.emulator.script(
      {
        text: 'Let me look.',
        calls: [
          { name: 'read_file', arguments: { path: 'test/total.test.mjs' } },
          { name: 'read_file', arguments: { path: 'src/total.ts' } },
        ],
      },
      // A language server that has only just been started may want to be asked again.
      { calls: lookups },
      { calls: lookups },
      { calls: [{ name: 'run_command', arguments: { command: './run --test' } }] },
      {
        calls: [
          {
            name: 'edit_file',
            arguments: {
              path: 'src/discount.ts',
              edits: [{ oldText: 'cents - percent', newText: 'cents * (1 - percent / 100)' }],
            },
          },
        ],
      },
      { text: 'The discount is taken off in cents instead of percent.' },
    );
    await ask('Find out why this test fails');
    const command = approval('run_command');
    await command
      .getByText('./run --test', { exact: true })
      .first()
      .waitFor({ timeout: 4 * patience });
    await workbench.screenshot('failing-1-command');
    await command.getByRole('button', { name: 'Allow', exact: true }).click();

    const edit = approval('edit_file');
    await edit
      .getByText('cents * (1 - percent / 100)')
      .first()
      .waitFor({ timeout: 3 * patience });
    await workbench.screenshot('failing-2-edit');
    await edit.getByRole('button', { name: 'Deny with a reason', exact: true }).click();
    await workbench.page.keyboard.type('Only explain it.');
    await workbench.page.keyboard.press('Enter');
    await answered('The discount is taken off in cents instead of percent.');
    assert.equal(
      readFileSync(path.join(workbench.workspace, 'src/discount.ts'), 'utf8'),
      project['src/discount.ts'],
    );

    const [, read, , looked, ran, denied] = bodies();
    const [testText, totalText] = told(read);
    assert.match(testText ?? '', /5\W+test\('a tenth is taken off'/);
    assert.match(totalText ?? '', /4\W+return prices\.reduce/);
    const [found, symbols, problems] = told(looked);
    assert.match(found ?? '', /src\/discount\.ts\n2: export function discounted\(/);
    assert.match(found ?? '', /src\/total\.ts\n4: /);
    assert.match(symbols ?? '', /^2-4: function discounted$/m);
    assert.match(
      problems ?? '',
      /^src\/discount\.ts:6: error: Type 'string' is not assignable to type 'number'/,
    );
    assert.match(told(ran)[0] ?? '', /^Exit code 1\.[^]*1480 !== 1350/);
    assert.match(told(denied)[0] ?? '', /did not allow this call, and said: Only explain it\./);
    assert.equal(denied?.input[0]?.is_error, true);
    // The service keeps the conversation: each request brings the results alone, and names the one before.
    for (const body of bodies().slice(1)) assert.match(body.previous_interaction_id ?? '', /./);
  });

  it('shows what the command has printed, for the person too', async () => {
    await log()
      .getByText(/^\d+ steps/)
      .first()
      .click();
    await log().getByText('Run ./run --test').first().click();
    await log()
      .getByRole('button', { name: /^Show all \d+ lines$/ })
      .first()
      .click({ timeout: patience });
    await log()
      .getByRole('group', { name: 'Output' })
      .getByText('1480 !== 1350')
      .first()
      .waitFor({ timeout: patience });
    await workbench.screenshot('failing-3-output');
  });

  it('is not held up by a command that never ends: its time is over, and so is all that it has started', async () => {
    workbench.emulator.script(
      {
        calls: [
          {
            name: 'run_command',
            arguments: { command: './run --eval "setInterval(() => {}, 1e6)"', timeLimit: 4 },
          },
        ],
      },
      { text: 'It does not end.' },
    );
    await ask('Run it once more');
    await approval('run_command')
      .getByRole('button', { name: 'Allow', exact: true })
      .click({ timeout: patience });
    await answered('It does not end.');
    assert.match(told(bodies().at(-1))[0] ?? '', /stopped[^]*4 s|4 s[^]*stopped/);
    assert.equal(running('setInterval'), '');
  });

  it('stops while it asks: nothing has run, and the next question is answered', async () => {
    const marker = path.join(workbench.workspace, 'made');
    workbench.emulator.script({ calls: [{ name: 'run_command', arguments: { command: 'touch made' } }] });
    await ask('And now make it');
    await approval('run_command')
      .getByRole('button', { name: 'Allow', exact: true })
      .waitFor({ timeout: patience });
    await workbench.panel.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await approval('run_command').waitFor({ state: 'hidden', timeout: patience });
    await log().getByText('stopped before it was answered').waitFor({ timeout: patience });
    workbench.emulator.script({ text: 'Then not.' });
    await ask('Never mind');
    await answered('Then not.');
    assert.throws(() => readFileSync(marker), /ENOENT/);
  });
});

/** The processes whose command lines have a word; none when empty. */
function running(word: string): string {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes(word))
    .join('\n');
}
