import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly input: string;
  readonly system_instruction: string;
  readonly previous_interaction_id?: string;
  readonly tools?: unknown;
}

const name = 'src/cart.ts';
/** The lines of the sample that are edited, and what each of three changes makes of them. */
const place = { first: 16, last: 32 };
const changes = {
  comment: [
    '/** What the customer pays, in cents. */',
    '/** What the customer pays, in cents, after the discount. */',
  ],
  total: [
    '  return Math.round(sum - cart.discount / 100);',
    '  return Math.round(sum * (1 - cart.discount / 100));',
  ],
  adding: ['export function addItem', '/** The cart with more of something. */\nexport function addItem'],
  refined: ['export function addItem', '/** A new cart with one item more. */\nexport function addItem'],
} as const;

describe('an inline edit', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  let original = '';
  const read = (): string => readFileSync(path.join(workbench.workspace, name), 'utf8');
  const changed = (text: string, ...names: readonly (keyof typeof changes)[]): string =>
    names.reduce((all, each) => all.replace(...(changes[each] as unknown as [string, string])), text);
  /** The answer of the model: the selected lines with these changes. */
  const answer = (...names: readonly (keyof typeof changes)[]): string =>
    changed(
      original
        .split('\n')
        .slice(place.first - 1, place.last)
        .join('\n'),
      ...names,
    );
  const tab = () => workbench.page.getByRole('tab', { name: `${name} (proposed change)` });
  const proposed = () => workbench.page.locator('.modified-in-monaco-diff-editor');
  const lenses = (title: string): Locator => proposed().locator('.codelens-decoration a', { hasText: title });
  const sent = (): readonly SentBody[] =>
    workbench.emulator.requests
      .filter(({ method, path: address }) => method === 'POST' && address.endsWith('/interactions'))
      .map(({ body }) => body as SentBody);
  async function instruct(title: string, instruction: string): Promise<void> {
    await workbench.page.keyboard.press('Control+Alt+k');
    const box = workbench.page.locator('.quick-input-widget', { hasText: title });
    await box.waitFor({ timeout: patience });
    await workbench.screenshot('inline-edit-0-asked');
    await workbench.page.keyboard.type(instruction);
    await box.locator('.monaco-list-row.focused', { hasText: instruction }).waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Enter');
  }
  async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + patience; !(await condition()); await workbench.page.waitForTimeout(100))
      assert.ok(Date.now() < end, `${what} did not happen`);
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: {
        'workbench.colorTheme': 'Default Dark Modern',
        'files.autoSave': 'off',
      },
      viewport: { width: 1400, height: 1000 },
    });
    original = read();
    await workbench.openFile('cart.ts');
  });
  after(() => workbench?.close());

  it('streams into the editor, and is kept piece by piece, refined, and taken back by one undo', async () => {
    await workbench.selectLines(place.first, place.last);
    const whole = answer('comment', 'total', 'adding');
    const half = whole.indexOf('export function addItem') - 40;
    workbench.emulator.script({ pieces: [whole.slice(0, half), { gate: 'half' }, whole.slice(half)] });
    await instruct(`Edit lines ${place.first}-${place.last} of ${name}`, 'Take the discount off in percent');
    await workbench.emulator.reached('half');
    await tab().waitFor({ timeout: patience });
    await proposed().getByText('in cents, after the discount').waitFor({ timeout: patience });
    await lenses('Stop').waitFor({ timeout: patience });
    assert.equal(await lenses('Accept').count(), 0);
    await workbench.screenshot('inline-edit-1-streaming');
    workbench.emulator.release('half');
    await until(async () => (await lenses('Accept').count()) === 3, 'the third change');
    await lenses('Refine').waitFor({ timeout: patience });
    await workbench.screenshot('inline-edit-2-proposed');
    assert.equal(read(), original);

    await workbench.page.keyboard.press('Control+Enter');
    await until(() => read() === changed(original, 'comment'), 'accepting the first change');
    await until(async () => (await lenses('Accept').count()) === 2, 'going on to the second change');
    await workbench.page.keyboard.press('Control+Backspace');
    await until(async () => (await lenses('Accept').count()) === 1, 'rejecting the second change');

    workbench.emulator.script({ text: answer('comment', 'total', 'refined') });
    await instruct(`Refine the edit of lines ${place.first}-${place.last} of ${name}`, 'Say that it is new');
    await proposed().getByText('A new cart with one item more').waitFor({ timeout: patience });
    await lenses('Accept').waitFor({ timeout: patience });
    await lenses('Refine').waitFor({ timeout: patience });
    await workbench.screenshot('inline-edit-3-refined');
    // What was rejected does not come back.
    assert.equal(await lenses('Accept').count(), 1);
    await workbench.page.keyboard.press('Control+Enter');
    await tab().waitFor({ state: 'hidden', timeout: patience });
    await until(() => read() === changed(original, 'comment', 'refined'), 'accepting the last change');
    await workbench.screenshot('inline-edit-4-kept');

    const [first, second] = sent();
    assert.match(first?.input ?? '', /<<<<<<< PIECE 1\n\/\*\* What the customer pays/);
    assert.match(first?.input ?? '', /The instruction for the piece:\nTake the discount off in percent$/);
    assert.equal(first?.tools, undefined);
    assert.match(second?.previous_interaction_id ?? '', /./);
    // What was said about it is not kept at the service.
    await until(
      () => workbench.emulator.requests.filter(({ method }) => method === 'DELETE').length === 2,
      'forgetting',
    );

    await workbench.page.keyboard.press('Control+z');
    await workbench.page.keyboard.press('Control+s');
    await until(() => read() === original, 'one undo');
  });

  it('leaves the file as it was when it is stopped with Escape', async () => {
    await workbench.page.keyboard.press('Control+g');
    await workbench.page.locator('.quick-input-widget input[type=text]').fill(':24', { timeout: patience });
    await workbench.page.keyboard.press('Enter');
    await workbench.page
      .locator('.statusbar-item', { hasText: 'Ln 24, Col 1' })
      .waitFor({ timeout: patience });
    workbench.emulator.script({
      pieces: [
        'export const one = 1;\nexport const two = 2;\n',
        { gate: 'middle' },
        'export const three = 3;',
      ],
    });
    await instruct(`Generate at line 24 of ${name}`, 'Some numbers');
    await workbench.emulator.reached('middle');
    await proposed().getByText('export const two').waitFor({ timeout: patience });
    await workbench.screenshot('inline-edit-5-generating');
    await workbench.page.keyboard.press('Escape');
    await tab().waitFor({ state: 'hidden', timeout: patience });
    workbench.emulator.release('middle');
    await workbench.page
      .locator('.tab.active[data-resource-name="cart.ts"]:not(.dirty)')
      .waitFor({ timeout: patience });
    await workbench.screenshot('inline-edit-6-stopped');
    assert.equal(read(), original);
    assert.match(sent().at(-1)?.input ?? '', /\n}\n<<<<<<< PIECE 1\n\n>>>>>>> PIECE 1\nexport function/);
  });
});
