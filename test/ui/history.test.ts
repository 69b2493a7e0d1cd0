import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { extensionHosts } from '../host/extensionHost';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

describe('the history of chats', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const input = () => workbench.page.locator('.quick-input-widget input[type=text]');
  const rows = () => workbench.page.locator('.quick-input-list .monaco-list-row');
  const row = (title: string): Locator => rows().filter({ hasText: title });

  async function ask(question: string, answer: string): Promise<void> {
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type(question);
    await workbench.page.keyboard.press('Enter');
    await log().getByText(answer).waitFor({ timeout: patience });
    await workbench.panel
      .getByRole('button', { name: 'Stop' })
      .waitFor({ state: 'hidden', timeout: patience });
  }
  /** Waits for the list or box of that title; the palette may show the same words. */
  async function titled(title: string): Promise<void> {
    await workbench.page
      .locator('.quick-input-title')
      .getByText(title, { exact: true })
      .waitFor({ timeout: patience });
  }
  async function openHistory(): Promise<void> {
    await workbench.palette('Gemini: Show Chat History');
    await titled('Chats of this workspace');
  }
  async function press(title: string, button: string): Promise<void> {
    await row(title).first().hover();
    await row(title)
      .first()
      .locator('.quick-input-list-entry-action-bar .action-label')
      .and(workbench.page.getByLabel(button, { exact: true }))
      .click({ timeout: patience });
  }
  /** What the list says, top to bottom, headings included. */
  async function listed(): Promise<readonly string[]> {
    return rows().evaluateAll((all) =>
      all.map((each) => {
        const heading = each.querySelector('.quick-input-list-separator')?.textContent ?? '';
        const label = each.querySelector('.quick-input-list-rows .label-name')?.textContent ?? '';
        return heading === '' ? label : `${heading}: ${label}`;
      }),
    );
  }
  async function confirm(button: string): Promise<string> {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: patience });
    const text = await dialog.innerText();
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'hidden', timeout: patience });
    return text;
  }
  /** The folder of the journals. */
  function storage(): string {
    const found = readdirSync(workbench.server.dataFolder, { recursive: true, encoding: 'utf8' }).find(
      (name) => name.endsWith(path.join('gemini-interactions.gemini-interactions', 'conversations')),
    );
    assert.ok(found, 'no conversations on the disk');
    return path.join(workbench.server.dataFolder, found);
  }
  const journals = (): readonly string[] => readdirSync(storage()).filter((name) => name.endsWith('.jsonl'));
  /** Types the path into VS Code's own file dialog. */
  async function answerFileDialog(file: string): Promise<void> {
    // The dialog puts its folder into the box when it has read it, over what was typed before.
    await rows().filter({ hasText: 'docs' }).first().waitFor({ timeout: patience });
    await input().fill(file);
    await workbench.page.keyboard.press('Enter');
    await input().waitFor({ state: 'hidden', timeout: patience });
  }

  before(async () => {
    workbench = await openWorkbench({ env: { GEMINI_API_KEY: 'test-key' } });
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
    await ask('How do I round a price?', 'Half up.');
    await workbench.palette('Gemini: New Chat');
    await ask('Which tests are missing?', 'Those of the basket.');
    await workbench.palette('Gemini: New Chat');
    await ask('Explain the discount rules', 'There are two.');
  });
  after(() => workbench?.close());

  it('finds a chat by its question after it was renamed', async () => {
    await openHistory();
    await row('current').filter({ hasText: 'Explain the discount rules' }).waitFor({ timeout: patience });
    assert.equal(await rows().count(), 3);
    await press('How do I round a price?', 'Rename');
    await titled('Rename chat');
    await input().fill('Rounding');
    await workbench.page.keyboard.press('Enter');
    await row('Rounding').waitFor({ timeout: patience });
    await workbench.screenshot('history-1-renamed');
    await input().fill('round a price');
    await row('Explain the discount rules').waitFor({ state: 'hidden', timeout: patience });
    assert.equal(await rows().count(), 1);
    await workbench.page.keyboard.press('Enter');
    await log().getByText('Half up.').waitFor({ timeout: patience });
  });

  it('pins a chat to the top, and unpins it', async () => {
    await openHistory();
    await press('Which tests are missing?', 'Pin');
    await row('Which tests are missing?').getByLabel('Unpin', { exact: true }).waitFor({ timeout: patience });
    assert.match((await listed())[0] ?? '', /Pinned.*Which tests are missing/);
    await workbench.screenshot('history-2-pinned');
    await workbench.page.keyboard.press('Escape');
  });

  it('keeps names and pins over a reload', async () => {
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await log().getByText('Half up.').waitFor({ timeout: patience });
    await openHistory();
    await row('Rounding').waitFor({ timeout: patience });
    const list = await listed();
    assert.match(list[0] ?? '', /Which tests are missing/);
    assert.ok(list.some((each) => each.includes('Rounding')));
    await press('Which tests are missing?', 'Unpin');
    await row('Which tests are missing?').getByLabel('Pin', { exact: true }).waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Escape');
  });

  it('renames the chat that is shown', async () => {
    await workbench.palette('Gemini: Rename Chat');
    await titled('Rename chat');
    assert.equal(await input().inputValue(), 'Rounding');
    await input().fill('Rounding prices');
    await workbench.page.keyboard.press('Enter');
    await input().waitFor({ state: 'hidden', timeout: patience });
    await openHistory();
    await row('Rounding prices').waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Escape');
  });

  const exported = (): string => path.join(workbench.workspace, 'rounding.json');

  it('exports the chat of the view as JSON, also before that was opened', async () => {
    await workbench.palette('View: Show Explorer');
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Export Chat');
    await answerFileDialog(exported());
    await workbench.page
      .locator('.tabs-container .tab[data-resource-name="rounding.json"]')
      .waitFor({ timeout: patience });
    assert.match(readFileSync(exported(), 'utf8'), /Half up\./);
  });

  it('deletes the chat that is shown, which a new one replaces', async () => {
    await openHistory();
    await press('Rounding prices', 'Delete');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: patience });
    await workbench.screenshot('history-3-delete-one');
    const said = await confirm('Delete');
    assert.match(said, /Delete the chat "Rounding prices"\?/);
    assert.match(said, /What Google keeps of it stays there until it expires/);
    await row('Explain the discount rules').waitFor({ timeout: patience });
    assert.equal(await rows().count(), 2);
    await workbench.page.keyboard.press('Escape');
    await log().getByText('Half up.').waitFor({ state: 'hidden', timeout: patience });
    assert.equal(journals().length, 2);
  });

  it('imports what was exported, and says so when a file is no chat', async () => {
    await workbench.palette('Gemini: Import Chat');
    await answerFileDialog(path.join(workbench.workspace, 'package.json'));
    await workbench.page
      .getByText(/no chat that this extension has exported/)
      .first()
      .waitFor({ timeout: patience });
    await workbench.palette('Notifications: Clear All Notifications');
    await workbench.palette('Gemini: Import Chat');
    await answerFileDialog(exported());
    await log().getByText('Half up.').waitFor({ timeout: patience });
    await openHistory();
    await row('Rounding prices').waitFor({ timeout: patience });
    assert.equal(await rows().count(), 3);
    await workbench.page.keyboard.press('Escape');
    await ask('And down?', 'Never.');
    const request = workbench.emulator.requests.findLast(({ method }) => method === 'POST');
    assert.match(JSON.stringify(request?.body), /"previous_interaction_id":"v1_/);
  });

  it('loses nothing that was shown when the extension host is killed in mid-answer', async () => {
    workbench.emulator.script({ pieces: ['It began on a ', 'rainy day. ', { gate: 'never' }, 'The end.'] });
    await composer().click();
    await workbench.page.keyboard.type('Tell me a story');
    await workbench.page.keyboard.press('Enter');
    await log().getByText('It began on a rainy day.').waitFor({ timeout: patience });
    const hosts = extensionHosts(workbench.emulator.url);
    assert.ok(hosts.length > 0, 'no extension host was found');
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await log().getByText('It began on a rainy day.').waitFor({ timeout: patience });
    await log().getByText('Half up.').waitFor();
    await workbench.panel
      .getByRole('alert')
      .getByText(/closed or reloaded before this answer was complete/)
      .waitFor({ timeout: patience });
    await workbench.screenshot('history-4-after-crash');
    await ask('Go on', 'As you wish.');
  });

  it('deletes several at once, a running one too, after one question', async () => {
    workbench.emulator.script({ pieces: ['Without an end ', { gate: 'never too' }, '…'] });
    await composer().click();
    await workbench.page.keyboard.type('Sing');
    await workbench.page.keyboard.press('Enter');
    await log().getByText('Without an end').waitFor({ timeout: patience });
    await openHistory();
    await row('answering').filter({ hasText: 'Rounding prices' }).waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Escape');
    await workbench.palette('Gemini: Delete Chats');
    await titled('Delete chats');
    for (const title of ['Rounding prices', 'Which tests are missing?']) {
      await row(title).locator('.label-name').first().click();
    }
    await workbench.screenshot('history-5-delete-many');
    await workbench.page.keyboard.press('Enter');
    const said = await confirm('Delete');
    assert.match(said, /Delete 2 chats\?/);
    assert.match(said, /Rounding prices/);
    await log().getByText('Without an end').waitFor({ state: 'hidden', timeout: patience });
    await openHistory();
    await row('Explain the discount rules').waitFor({ timeout: patience });
    assert.equal(await rows().count(), 1);
    await workbench.page.keyboard.press('Enter');
    await log().getByText('There are two.').waitFor({ timeout: patience });
    assert.equal(journals().length, 1);
    assert.ok(existsSync(path.join(storage(), 'index.json')));
  });
});
