import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../src/api/types';
import type { Locator } from 'playwright-core';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly input: readonly {
    readonly type: string;
    readonly result?: readonly { readonly text?: string }[];
  }[];
}

const cartEdits = [
  {
    oldText: '  return Math.round(sum - cart.discount / 100);',
    newText: '  return Math.round(sum * (1 - cart.discount / 100));',
  },
  { oldText: '  return [...lines, `Total:', newText: "  return [...lines, '', `Total:" },
];
const priceEdits = [{ oldText: 'toFixed(2)} €', newText: 'toFixed(2)} EUR' }];

describe('changes under review', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  let originals: Readonly<Record<string, string>> = {};
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const approvals = () => workbench.panel.getByRole('group', { name: 'Approval: edit_file' });
  const file = (name: string): string => path.join(workbench.workspace, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const tab = (title: string | RegExp) => workbench.page.getByRole('tab', { name: title });
  const row = (text: string | RegExp): Locator =>
    workbench.page.locator('.pane', { hasText: 'Changes' }).locator('.monaco-list-row', { hasText: text });
  /** The answers over the changes that the active editor shows. */
  const lenses = (name: string): Locator =>
    workbench.page.locator('.modified-in-monaco-diff-editor .codelens-decoration > *', { hasText: name });
  /** What the model was told last, by the functions that it called. */
  const told = (): readonly string[] => {
    const create = workbench.emulator.requests.findLast(
      ({ method, path: address }) => method === 'POST' && address.endsWith('/interactions'),
    );
    const body = create?.body as SentBody | undefined;
    return (body?.input ?? [])
      .filter(({ type }) => type === 'function_result')
      .map(({ result = [] }) => result.map(({ text }) => text ?? '').join('\n'));
  };
  async function ask(
    calls: readonly { readonly name: string; readonly arguments: JsonObject }[],
    answer: string,
  ): Promise<void> {
    workbench.emulator.script({ calls });
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type('Please change it');
    await workbench.page.keyboard.press('Enter');
  }
  const edit = (name: string, edits: readonly JsonObject[]) => ({
    name: 'edit_file',
    arguments: { path: name, edits },
  });
  function restore(): void {
    for (const [name, text] of Object.entries(originals)) writeFileSync(file(name), text);
  }
  async function answered(text: string): Promise<void> {
    await log().getByText(text, { exact: true }).waitFor({ timeout: patience });
  }
  async function until(condition: () => boolean, what: string): Promise<void> {
    for (const end = Date.now() + patience; !condition(); await workbench.page.waitForTimeout(100))
      assert.ok(Date.now() < end, `${what} did not happen`);
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      viewport: { width: 1400, height: 1000 },
    });
    originals = Object.fromEntries(
      ['src/cart.ts', 'src/formatPrice.ts', 'src/pagination.ts'].map((name) => [name, read(name)]),
    );
    await workbench.palette('Gemini: Open Chat');
    await workbench.panel.getByText(/Answers do not come from Google/).waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('are decided on in the editor, in the view and in the chat, and the model is told', async () => {
    await workbench.palette('Gemini: Focus on Changes View');
    await workbench.page.getByText('No change waits for your review.').waitFor({ timeout: patience });
    await workbench.screenshot('review-0-empty');
    await composer().click();
    await ask([edit('src/cart.ts', cartEdits), edit('src/formatPrice.ts', priceEdits)], 'Done so.');
    await approvals().nth(1).waitFor({ timeout: patience });
    assert.equal(await approvals().count(), 2);
    await row('cart.ts').first().waitFor({ timeout: patience });
    await workbench.screenshot('review-1-asking');
    assert.equal(read('src/cart.ts'), originals['src/cart.ts']);

    // In the editor: the first change of the cart.
    await approvals().first().getByRole('button', { name: 'Review in the editor' }).click();
    await tab('src/cart.ts (proposed change)').waitFor({ timeout: patience });
    await lenses('Accept').first().waitFor({ timeout: patience });
    await workbench.screenshot('review-2-editor');
    await lenses('Accept').first().click();
    await until(() => read('src/cart.ts').includes('(1 - cart.discount / 100)'), 'accepting in the editor');
    assert.ok(!read('src/cart.ts').includes("'', `Total:"));
    await approvals().first().getByText('Accepted').waitFor({ timeout: patience });

    // In the chat: the second one.
    await approvals()
      .first()
      .getByRole('button', { name: /^Reject change 2 of 2/ })
      .click();
    await tab('src/cart.ts (proposed change)').waitFor({ state: 'hidden', timeout: patience });

    // In the view: the price.
    await row('cart.ts').waitFor({ state: 'hidden', timeout: patience });
    const price = row('formatPrice.ts').first();
    await price.hover();
    await price.getByRole('button', { name: 'Accept Change' }).click();
    await answered('Done so.');
    await workbench.screenshot('review-3-decided');
    assert.equal(
      read('src/cart.ts'),
      originals['src/cart.ts']?.replace(cartEdits[0]?.oldText ?? '', cartEdits[0]?.newText ?? ''),
    );
    assert.equal(read('src/formatPrice.ts'), originals['src/formatPrice.ts']?.replace('€`;', 'EUR`;'));
    const [cart = '', price2 = ''] = told();
    assert.match(
      cart,
      /2 changes: 1 accepted, 1 rejected, 0 not decided yet\.\nsrc\/cart\.ts\n- accepted, line 22: return Math\.round\(sum \*[^]*- rejected, line \d+: return \[\.\.\.lines, '', /,
    );
    assert.match(price2, /1 change: 1 accepted, 0 rejected/);
  });

  it('are taken back by one undo each', async () => {
    for (const name of ['src/cart.ts', 'src/formatPrice.ts']) {
      await workbench.openFile(path.basename(name));
      await workbench.page.locator('.editor-instance .view-lines').first().click();
      await workbench.page.keyboard.press('Control+z');
      await workbench.page.keyboard.press('Control+s');
      await until(() => read(name) === originals[name], `undo in ${name}`);
    }
  });

  it('are shown as a conflict when the file was changed meanwhile, and what the person wrote stays', async () => {
    restore();
    const mine = originals['src/cart.ts']?.replace('cart.discount / 100', 'cart.discount / 50') ?? '';
    await ask([edit('src/cart.ts', cartEdits)], 'That was yours.');
    await row('cart.ts').waitFor({ timeout: patience });
    writeFileSync(file('src/cart.ts'), mine);
    await approvals().getByText('These lines were changed meanwhile.').waitFor({ timeout: patience });
    await row(/cart\.ts.*conflict/).waitFor({ timeout: patience });
    await workbench.palette('Gemini: Accept All Changes');
    await workbench.page
      .locator('.notification-toast', { hasText: 'one proposed change does not fit any more' })
      .waitFor({ timeout: patience });
    await until(() => read('src/cart.ts').includes("'', `Total:"), 'accepting the rest');
    assert.ok(read('src/cart.ts').includes('cart.discount / 50'));
    await workbench.palette('Gemini: Review Changes');
    await lenses('These lines were changed meanwhile.').waitFor({ timeout: patience });
    await workbench.screenshot('review-4-conflict');
    await lenses('Reject').click();
    await answered('That was yours.');
    assert.equal(
      read('src/cart.ts'),
      mine.replace(String(cartEdits[1]?.oldText), String(cartEdits[1]?.newText)),
    );
    assert.match(told()[0] ?? '', /- rejected, in conflict with what the person changed, line 22/);
  });

  it('are gone through by keyboard in the editor of all files', async () => {
    restore();
    const discount = { path: 'src/discount.ts', content: 'export const discount = 15;\n' };
    await ask(
      [
        edit('src/cart.ts', cartEdits),
        edit('src/formatPrice.ts', priceEdits),
        { name: 'create_file', arguments: discount },
      ],
      'Gone through.',
    );
    const all = workbench.panel.getByRole('group', { name: 'All proposed changes' });
    await all.getByText('3 file changes wait for your review.').waitFor({ timeout: patience });
    await all.getByRole('button', { name: 'Review all in the editor' }).click();
    await tab(/^Proposed changes/).waitFor({ timeout: patience });
    await lenses('Accept New File').waitFor({ timeout: patience });
    await workbench.screenshot('review-5-all');
    await workbench.page
      .locator('.modified-in-monaco-diff-editor .view-line', { hasText: /Math\.round/ })
      .first()
      .click();
    // The cursor goes on by itself to what is still to be decided.
    const press = async (key: string, line: string): Promise<void> => {
      await workbench.page
        .locator('.modified-in-monaco-diff-editor.focused .line-numbers.active-line-number')
        .getByText(line, { exact: true })
        .waitFor({ timeout: patience });
      await workbench.page.keyboard.press(key);
    };
    await press('Control+Enter', '22');
    await press('Control+Backspace', '36');
    await press('Control+Enter', '3');
    await press('Control+Backspace', '1');
    await answered('Gone through.');
    await tab(/^Proposed changes/).waitFor({ state: 'hidden', timeout: patience });
    assert.equal(
      read('src/cart.ts'),
      originals['src/cart.ts']?.replace(String(cartEdits[0]?.oldText), String(cartEdits[0]?.newText)),
    );
    assert.equal(read('src/formatPrice.ts'), originals['src/formatPrice.ts']?.replace('€`;', 'EUR`;'));
    assert.equal(existsSync(file('src/discount.ts')), false);
  });

  it('wait again when the window is reloaded, and not in the editor of before', async () => {
    restore();
    await ask([edit('src/formatPrice.ts', priceEdits), edit('src/cart.ts', cartEdits)], 'Neither.');
    await approvals().nth(1).waitFor({ timeout: patience });
    await workbench.palette('Gemini: Review Changes');
    await tab(/^Proposed changes/).waitFor({ timeout: patience });
    await workbench.reloadWindow();
    await approvals().nth(1).waitFor({ timeout: patience });
    // VS Code may have brought the editor back, in which nothing could be decided any more.
    await tab(/^Proposed changes/).waitFor({ state: 'hidden', timeout: patience });
    await workbench.panel.getByRole('button', { name: 'Reject all' }).click();
    await answered('Neither.');
    assert.equal(read('src/cart.ts'), originals['src/cart.ts']);
    assert.equal(told().length, 2);
  });
});
