import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

describe('naming what to attach with # or @', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const list = () => workbench.panel.getByRole('listbox', { name: 'What to attach' });
  const option = (name: string | RegExp) => list().getByRole('option').filter({ hasText: name }).first();
  const chips = () => workbench.panel.getByRole('list', { name: 'Attachments' });
  const texts = (): readonly string[] => {
    const request = workbench.emulator.requests.findLast(
      ({ method, path: route }) => method === 'POST' && route.endsWith('/interactions'),
    );
    const body = request?.body as { readonly input: readonly { readonly text?: string }[] } | undefined;
    return body?.input.map(({ text }) => text ?? '') ?? [];
  };
  const type = (text: string) => workbench.page.keyboard.type(text);
  const press = (key: string) => workbench.page.keyboard.press(key);
  async function ask(text: string, answer: string): Promise<void> {
    workbench.emulator.script({ text: answer });
    await type(text);
    await press('Enter');
    await workbench.panel
      .getByRole('log', { name: 'Conversation' })
      .getByText(answer)
      .waitFor({ timeout: patience });
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      prepare(folder) {
        const git = (...args: readonly string[]) =>
          execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
            cwd: folder,
          });
        git('init', '--quiet');
        git('add', '.');
        git('commit', '--quiet', '--message', 'start');
        appendFileSync(path.join(folder, 'README.md'), 'A line that is not committed.\n');
        writeFileSync(path.join(folder, 'broken.json'), '{ "fruit": , }\n');
        writeFileSync(path.join(folder, '.env'), 'SECRET=1\n');
      },
    });
    await workbench.openFile('broken.json');
    await workbench.palette('Gemini: Open Chat');
    // Once it says this, the page has its draft.
    await workbench.panel.getByText(/Answers do not come from Google/).waitFor({ timeout: patience });
    await composer().click({ timeout: patience });
  });
  after(() => workbench?.close());

  it('finds a file as its name is typed, and attaches it in place of the word', async () => {
    await type('Explain #stoc');
    await option('stock.js').waitFor({ timeout: patience });
    assert.equal(await option('stock.js').getAttribute('aria-selected'), 'true');
    const active = await composer().getAttribute('aria-activedescendant');
    assert.equal(active, await option('stock.js').getAttribute('id'));
    await workbench.screenshot('context-1-file');
    await press('Enter');
    await chips().getByText('stock.js').waitFor({ timeout: patience });
    assert.equal(await composer().inputValue(), 'Explain ');
    assert.equal(await list().count(), 0);
    await ask('please', 'It counts.');
    assert.match(texts()[0] ?? '', /^From src\/stock\.js:\n```javascript\n/);
    assert.equal(texts()[1], 'Explain please');
  });

  it('is walked with the arrows and closed with Escape, the word left as it is', async () => {
    await type('@pa');
    await list().getByRole('option').nth(1).waitFor({ timeout: patience });
    await press('ArrowDown');
    await list().getByRole('option', { selected: true }).and(list().getByRole('option').nth(1)).waitFor();
    await press('ArrowUp');
    await list().getByRole('option', { selected: true }).and(list().getByRole('option').first()).waitFor();
    await press('Escape');
    await list().waitFor({ state: 'hidden', timeout: patience });
    assert.equal(await composer().inputValue(), '@pa');
    await ask('', 'As it stands.');
    assert.deepEqual(texts(), ['@pa']);
  });

  it('attaches the problems that the editor reports, and opens them as they are sent', async () => {
    await workbench.page.locator('.squiggly-error').first().waitFor({ state: 'attached', timeout: patience });
    await type('#prob');
    await option('problems').waitFor({ timeout: patience });
    await press('Tab');
    const chip = chips().getByRole('button').filter({ hasText: 'problems' }).first();
    await chip.waitFor({ timeout: patience });
    await chip.click();
    await workbench.page.getByRole('tab', { name: /Untitled-1/ }).waitFor({ timeout: patience });
    await composer().click();
    await ask('Why?', 'A value is missing.');
    assert.match(texts()[0] ?? '', /broken\.json:1: error: Value expected/);
  });

  it('attaches what Git has not committed', async () => {
    await type('#');
    await option('changes').waitFor({ timeout: patience });
    await workbench.screenshot('context-2-all');
    await option('changes').click();
    await chips().getByText('changes').waitFor({ timeout: patience });
    await ask('Describe it', 'One line more.');
    assert.match(texts()[0] ?? '', /^Changes that are not committed:\n```diff\n/);
    assert.match(texts()[0] ?? '', /^\+A line that is not committed\.$/m);
  });

  it('offers no file of secrets', async () => {
    await type('#env');
    await workbench.panel.getByText('Nothing of that name').waitFor({ state: 'attached', timeout: patience });
    assert.equal(await list().count(), 0);
    await composer().fill('');
  });
});
