import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

const names = ['src/cart.ts', 'src/formatPrice.ts'] as const;
const [cart, price] = names;

describe('going back to before a message', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  let originals: readonly string[] = [];
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const exchange = (question: string) => log().locator('.exchange', { hasText: question });
  const read = (name: string): string => readFileSync(path.join(workbench.workspace, name), 'utf8');
  const isThere = (name: string): boolean => existsSync(path.join(workbench.workspace, name));
  const widget = (title: string | RegExp) =>
    workbench.page.locator('.quick-input-widget', { hasText: title });
  const row = (text: string | RegExp): Locator =>
    workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  const toast = (text: string | RegExp) =>
    workbench.page.locator('.notification-toast', { hasText: text }).first();

  async function until(condition: () => boolean, what: string): Promise<void> {
    for (const end = Date.now() + patience; !condition(); await workbench.page.waitForTimeout(100))
      assert.ok(Date.now() < end, `${what} did not happen`);
  }
  async function say(text: string): Promise<void> {
    await composer().click();
    await composer().fill(text);
    await workbench.page.keyboard.press('Enter');
  }
  /** Presses the button at a message. */
  async function restoreTo(question: string): Promise<void> {
    const message = exchange(question).getByRole('article', { name: 'You' });
    await message.hover();
    await message.getByRole('button', { name: 'Restore to here', exact: true }).click();
    await widget('Restore to before').waitFor({ timeout: patience });
  }
  async function choose(text: string): Promise<void> {
    await row(text).first().click({ timeout: patience });
  }
  const checkBox = (file: string): Locator => row(file).getByRole('checkbox');
  async function accept(): Promise<void> {
    await widget('Files to restore').getByRole('button', { name: 'OK' }).click();
    await widget('Files to restore').waitFor({ state: 'hidden', timeout: patience });
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      viewport: { width: 1400, height: 900 },
    });
    originals = names.map(read);
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
    workbench.emulator.script({ text: 'A shop.' });
    await say('What is this?');
    await log().getByText('A shop.', { exact: true }).waitFor({ timeout: patience });
    workbench.emulator.script({
      calls: [
        {
          name: 'edit_file',
          arguments: {
            path: cart,
            edits: [{ oldText: 'sum - cart.discount / 100', newText: 'sum * (1 - cart.discount / 100)' }],
          },
        },
        {
          name: 'edit_file',
          arguments: { path: price, edits: [{ oldText: 'toFixed(2)} €', newText: 'toFixed(2)} EUR' }] },
        },
      ],
    });
    workbench.emulator.script({ text: 'Both are changed.' });
    await say('Mend the shop');
    for (const [at, name] of names.entries()) {
      const approval = workbench.panel
        .getByRole('group', { name: 'Approval: edit_file' })
        .filter({ hasText: name });
      await approval.getByRole('button', { name: 'Allow', exact: true }).click({ timeout: patience });
      await until(() => read(name) !== originals[at], `the change of ${name}`);
    }
    await log().getByText('Both are changed.', { exact: true }).waitFor({ timeout: patience });
    await workbench.openFile('formatPrice.ts');
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.type('// mine ');
    await workbench.page.keyboard.press('Control+s');
    await until(() => read(price).startsWith('// mine '), 'saving');
  });
  after(() => workbench?.close());

  it('shows what that does, leaves what the person has changed, and can be undone', async () => {
    const [changedCart, mine] = names.map(read);
    await restoreTo('Mend the shop');
    await row(/Files and chat.*2 files go back/).waitFor({ timeout: patience });
    await workbench.screenshot('restore-1-parts');
    await choose('Files and chat');
    await widget('Files to restore').waitFor({ timeout: patience });
    await row(/cart\.ts.*goes back to what was in it/).waitFor({ timeout: patience });
    await row(/formatPrice\.ts.*was changed since, by you or something else/).waitFor({ timeout: patience });
    assert.deepEqual(
      [await checkBox('cart.ts').isChecked(), await checkBox('formatPrice.ts').isChecked()],
      [true, false],
    );
    await workbench.screenshot('restore-2-files');
    await accept();
    await toast(/1 file is as it was before the message\. 1 file was left as it is\./).waitFor({
      timeout: patience,
    });
    assert.deepEqual(names.map(read), [originals[0], mine]);
    await exchange('Mend the shop').waitFor({ state: 'detached', timeout: patience });
    await exchange('What is this?').waitFor();
    assert.equal(await composer().inputValue(), 'Mend the shop');
    await workbench.screenshot('restore-3-done');

    await toast('1 file is as it was').getByRole('button', { name: 'Undo' }).click();
    await until(() => read(cart) === changedCart, 'undoing');
    assert.equal(read(price), mine);
    await exchange('Mend the shop').waitFor({ timeout: patience });
    assert.equal(await composer().inputValue(), '');
  });

  it('overwrites what the person has changed only when they say so, and gives that back after a reload', async () => {
    const before = names.map(read);
    await restoreTo('Mend the shop');
    await choose('Files only');
    await widget('Files to restore').waitFor({ timeout: patience });
    await row('formatPrice.ts').hover();
    await row('formatPrice.ts').getByRole('button', { name: 'Compare' }).click();
    await workbench.page
      .getByRole('tab', { name: /formatPrice\.ts \(now and before\)/ })
      .waitFor({ timeout: patience });
    await workbench.screenshot('restore-4-compare');
    await checkBox('formatPrice.ts').click();
    await accept();
    const question = workbench.page.locator('.monaco-dialog-box', {
      hasText: 'formatPrice.ts was changed since',
    });
    await question.waitFor({ timeout: patience });
    await workbench.screenshot('restore-5-question');
    assert.deepEqual(names.map(read), before, 'nothing happens before the answer');
    await question.getByRole('button', { name: 'Restore' }).click();
    await toast('2 files are as they were before the message.').waitFor({ timeout: patience });
    assert.deepEqual(names.map(read), originals);
    await exchange('Mend the shop').waitFor();

    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await exchange('Mend the shop').waitFor({ timeout: patience });
    await workbench.palette('Gemini: Restore to Before a Message');
    await row('Undo the last restoring').waitFor({ timeout: patience });
    await workbench.screenshot('restore-6-command');
    await choose('Undo the last restoring');
    await widget('Files to restore').waitFor({ timeout: patience });
    await accept();
    await toast('2 files are as they were before the restoring.').waitFor({ timeout: patience });
    assert.deepEqual(names.map(read), before);
  });

  it('takes the chat alone back to before its first message, with the way back', async () => {
    const before = names.map(read);
    await restoreTo('What is this?');
    await choose('Chat only');
    await workbench.panel
      .getByText('Your next message begins a new branch here.')
      .waitFor({ timeout: patience });
    await workbench.screenshot('restore-7-empty');
    assert.equal(await exchange('What is this?').count(), 0);
    await workbench.panel.getByRole('button', { name: 'Back to the later messages' }).click();
    await exchange('Mend the shop').waitFor({ timeout: patience });
    assert.deepEqual(names.map(read), before);
  });

  it('takes back code of an answer that was applied to a file', async () => {
    const before = names.map(read);
    const file = 'src/discount.ts';
    const sentence = 'A new file:';
    workbench.emulator.script({
      text: `${sentence}\n\n\`\`\`ts ${file}\nexport const discount = 15;\n\`\`\`\n`,
    });
    await say('Write a file');
    const answer = workbench.panel.getByRole('article', { name: 'Gemini' }).filter({ hasText: sentence });
    await answer.getByRole('button', { name: 'Apply to file' }).click({ timeout: patience });
    const accepting = workbench.page
      .locator('.editor-group-container.active .editor-actions')
      .getByRole('button', { name: 'Accept Change' });
    await accepting.click({ timeout: patience });
    await until(() => isThere(file), 'applying');
    await workbench.page.getByRole('tab', { name: /^discount\.ts/ }).waitFor({ timeout: patience });
    await restoreTo('Write a file');
    await choose('Files and chat');
    await widget('Files to restore').waitFor({ timeout: patience });
    await row(/discount\.ts.*is deleted: it was made since/).waitFor({ timeout: patience });
    await accept();
    await until(() => !isThere(file), 'taking it back');
    await exchange('Write a file').waitFor({ state: 'detached', timeout: patience });
    assert.deepEqual(names.map(read), before);
  });

  it('takes back the pieces of a change that were accepted', async () => {
    const before = read(cart);
    workbench.emulator.script({
      calls: [
        {
          name: 'edit_file',
          arguments: {
            path: cart,
            edits: [
              { oldText: 'export function total(', newText: 'export function sumOf(' },
              { oldText: 'export function describeCart(', newText: 'export function inWords(' },
            ],
          },
        },
      ],
    });
    workbench.emulator.script({ text: 'One of two.' });
    await say('Rename both');
    const approval = workbench.panel.getByRole('group', { name: 'Approval: edit_file' });
    await approval.getByRole('button', { name: /^Accept change 1 of 2/ }).click({ timeout: patience });
    await until(() => read(cart).includes('sumOf('), 'accepting');
    await approval.getByRole('button', { name: /^Reject change 2 of 2/ }).click();
    await log().getByText('One of two.', { exact: true }).waitFor({ timeout: patience });
    assert.ok(!read(cart).includes('inWords('));
    await restoreTo('Rename both');
    await choose('Files only');
    await widget('Files to restore').waitFor({ timeout: patience });
    await row(/cart\.ts.*goes back to what was in it/).waitFor({ timeout: patience });
    await workbench.screenshot('restore-8-pieces');
    await accept();
    await until(() => read(cart) === before, 'taking it back');
  });
});
