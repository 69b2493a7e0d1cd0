import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

const better = [
  'export function total(cart: Cart): number {',
  '  const sum = cart.items.reduce((all, { price, quantity }) => all + price * quantity, 0);',
  '  return Math.round(sum * (1 - cart.discount / 100));',
  '}',
].join('\n');

describe('applying code to a file', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const lastAnswer = () => workbench.panel.getByRole('article', { name: 'Gemini' }).last();
  const tab = (title: string) => workbench.page.getByRole('tab', { name: title });
  const file = (name: string): string => path.join(workbench.workspace, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  /** Asks, and presses the button on the code of the answer. */
  async function apply(answer: string): Promise<void> {
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type('Please');
    await workbench.page.keyboard.press('Enter');
    await press(answer.split('\n')[0] ?? '');
  }
  async function press(sentence: string): Promise<void> {
    const answer = workbench.panel.getByRole('article', { name: 'Gemini' }).filter({ hasText: sentence });
    await answer.getByRole('button', { name: 'Apply to file' }).click({ timeout: patience });
  }
  async function choose(name: string): Promise<void> {
    await workbench.page
      .locator('.editor-group-container.active .editor-actions')
      .getByRole('button', { name })
      .click({ timeout: patience });
  }
  async function until(condition: () => boolean): Promise<void> {
    for (const end = Date.now() + patience; !condition(); await workbench.page.waitForTimeout(100))
      assert.ok(Date.now() < end, 'it did not happen');
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await workbench.palette('Gemini: Open Chat');
    await workbench.panel.getByText(/Answers do not come from Google/).waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('shows what it would change in the file that is named, and changes that when it is accepted', async () => {
    const before = read('src/cart.ts');
    await apply(`Mend the discount in src/cart.ts:\n\n\`\`\`ts\n${better}\n\`\`\`\n`);
    await tab('src/cart.ts (proposed change)').waitFor({ timeout: patience });
    await workbench.page
      .locator('.original-in-monaco-diff-editor .view-line')
      .first()
      .waitFor({ timeout: patience });
    await workbench.screenshot('apply-1-shown');
    assert.equal(read('src/cart.ts'), before);
    await choose('Accept Change');
    await until(() => read('src/cart.ts') !== before);
    assert.ok(read('src/cart.ts').includes(better));
    assert.ok(read('src/cart.ts').includes('export function addItem'));
    await tab('src/cart.ts (proposed change)').waitFor({ state: 'hidden', timeout: patience });
    await workbench.screenshot('apply-2-accepted');
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.keyboard.press('Control+s');
    await until(() => read('src/cart.ts') === before);
  });

  it('makes a file that is not there only when that is accepted', async () => {
    const name = 'src/discount.ts';
    await apply(`A new file.\n\n\`\`\`ts ${name}\nexport const discount = 15;\n\`\`\`\n`);
    await tab(`${name} (new file)`).waitFor({ timeout: patience });
    await choose('Reject Change');
    await tab(`${name} (new file)`).waitFor({ state: 'hidden', timeout: patience });
    assert.equal(existsSync(file(name)), false);
    await press('A new file.');
    await tab(`${name} (new file)`).waitFor({ timeout: patience });
    await choose('Accept Change');
    await until(() => existsSync(file(name)));
    assert.equal(read(name), 'export const discount = 15;\n');
  });

  it('leaves a file alone that was changed since the change was shown', async () => {
    const name = 'src/pagination.ts';
    await apply(`Another page.\n\n\`\`\`ts ${name}\n${read(name).replace('1', '2')}\`\`\`\n`);
    await tab(`${name} (proposed change)`).waitFor({ timeout: patience });
    writeFileSync(file(name), 'export const mine = 1;\n');
    await workbench.page
      .locator('.original-in-monaco-diff-editor .view-lines')
      .getByText('mine')
      .waitFor({ timeout: patience });
    await choose('Accept Change');
    await workbench.page
      .getByText(/was changed since/)
      .first()
      .waitFor({ timeout: patience });
    assert.equal(read(name), 'export const mine = 1;\n');
    await choose('Reject Change');
  });

  it('refuses a file outside of the workspace, and code whose place is not clear', async () => {
    await apply('Outside.\n\n```ts ../evil.ts\nlet evil;\n```\n');
    await workbench.panel
      .getByText('../evil.ts cannot be changed from here: it is outside of the workspace.')
      .first()
      .waitFor({ timeout: patience });
    assert.equal(existsSync(file('../evil.ts')), false);
    await apply('Another.\n\n```ts src/formatPrice.ts\nexport const other = 1;\n```\n');
    await workbench.panel
      .getByText(/not clear which lines/)
      .first()
      .waitFor({ timeout: patience });
    assert.equal(await lastAnswer().getByRole('button', { name: 'Apply to file' }).count(), 1);
  });
});
