import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

  async function until(condition: () => boolean): Promise<void> {
    for (const end = Date.now() + patience; !condition(); await workbench.page.waitForTimeout(100))
      assert.ok(Date.now() < end, 'it did not happen');
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
        writeFileSync(path.join(folder, '.geminiignore'), 'prices.csv\n');
        mkdirSync(path.join(folder, 'notes/private'), { recursive: true });
        writeFileSync(path.join(folder, 'notes/todo.md'), 'Count the apples.\n');
        writeFileSync(path.join(folder, 'notes/prices.csv'), 'apple,1\n');
        writeFileSync(path.join(folder, 'notes/pixel.bin'), Buffer.from([0, 1, 2, 3]));
        writeFileSync(path.join(folder, 'notes/.gitignore'), 'private\n');
        writeFileSync(path.join(folder, 'notes/private/plan.md'), 'Sell pears.\n');
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

  it('attaches the lines of a file that are named behind it', async () => {
    await type('#stock.js:2-3');
    await option('stock.js:2-3').waitFor({ timeout: patience });
    await press('Enter');
    await chips().getByText('stock.js:2-3').waitFor({ timeout: patience });
    await ask('And these?', 'Two lines.');
    const lines = readFileSync(path.join(workbench.workspace, 'src/stock.js'), 'utf8')
      .split('\n')
      .slice(1, 3);
    assert.equal(texts()[0], `From src/stock.js, lines 2-3:\n\`\`\`javascript\n${lines.join('\n')}\n\`\`\``);
  });

  it('attaches a folder as its listing and texts, and says what is left out', async () => {
    await type('#notes');
    await option('notes/').waitFor({ timeout: patience });
    await workbench.screenshot('context-3-folder');
    await option('notes/').click();
    await chips().getByText('notes/').waitFor({ timeout: patience });
    await workbench.panel
      .getByText(/^Left out of notes\/: /)
      .first()
      .waitFor({ timeout: patience });
    await workbench.screenshot('context-4-folder-attached');
    await ask('Sum it up', 'Apples.');
    const [text = ''] = texts();
    assert.match(
      text,
      /^Folder notes:\n- notes\/\.gitignore, 8 bytes\n- notes\/pixel\.bin, 4 bytes \(only named\)\n/,
    );
    assert.match(text, /From notes\/todo\.md:\n```md\nCount the apples\.\n```/);
    assert.match(text, /Left out: what is in 1 file \(too large, or no text\); 2 files or folders/);
    assert.doesNotMatch(text, /plan|pears|prices|apple,/);
  });

  it('attaches a symbol of the workspace as its lines', async () => {
    await workbench.openFile('cart.ts');
    await composer().click();
    await type('#addItem');
    await option(/cart\.ts:25/).waitFor({ timeout: patience });
    await workbench.screenshot('context-5-symbol');
    await option(/cart\.ts:25/).click();
    await chips().getByText('cart.ts:25-32').waitFor({ timeout: patience });
    await ask('What is it for?', 'For sale.');
    assert.match(
      texts()[0] ?? '',
      /^From src\/cart\.ts, lines 25-32:\n```typescript\nexport function addItem[^]*\n}\n```$/,
    );
  });

  it('attaches what is selected in the terminal, and the last command with its output', async () => {
    await workbench.page.evaluate(() => navigator.clipboard.writeText('of the person'));
    await workbench.palette('Terminal: Create New Terminal');
    const screen = workbench.page.locator('.terminal-wrapper.active .xterm-screen');
    await screen.click({ timeout: patience });
    const done = path.join(workbench.workspace, '..', 'done.txt');
    await type('echo pears-$((20+22)) | tee ../done.txt');
    await press('Enter');
    await until(() => existsSync(done) && readFileSync(done, 'utf8').includes('pears-42'));
    await workbench.palette('Terminal: Select All');
    await composer().click();
    await type('#terminal');
    await option('terminal selection').waitFor({ timeout: patience });
    await workbench.screenshot('context-6-terminal');
    await option('terminal selection').click();
    await chips().getByText('terminal selection').waitFor({ timeout: patience });
    await type('#last');
    await option('terminal: last command').click({ timeout: patience });
    await chips().getByText('last command').waitFor({ timeout: patience });
    await ask('What does it print?', 'Pears.');
    assert.match(texts()[0] ?? '', /^Selected in the terminal:\n```\n[^]*pears-42/);
    assert.match(
      texts()[1] ?? '',
      /^The last command in the terminal, and what it has written:\n```\necho pears-\$\(\(20\+22\)\) \| tee \.\.\/done\.txt\s+pears-42\s*```$/,
    );
    assert.equal(await workbench.page.evaluate(() => navigator.clipboard.readText()), 'of the person');
    await workbench.palette('View: Toggle Panel Visibility');
  });

  it('asks before it attaches by hand what is kept from Gemini', async () => {
    await workbench.openFile('.env');
    await workbench.palette('Gemini: Add File to Chat');
    const dialog = workbench.page.getByRole('dialog').filter({ hasText: 'Attach .env' });
    await dialog.getByText(/may hold secrets \(\.env\*\)/).waitFor({ timeout: patience });
    await workbench.screenshot('context-7-secret');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden', timeout: patience });
    assert.equal(await chips().count(), 0);
    // The command ends by taking the focus, which would close a palette that was opened too early.
    await composer().and(workbench.panel.locator(':focus')).waitFor({ timeout: patience });
    await workbench.palette('Gemini: Add File to Chat');
    await dialog.getByRole('button', { name: 'Attach' }).click({ timeout: patience });
    await chips().getByText('.env').waitFor({ timeout: patience });
    await chips().getByRole('button', { name: 'Remove .env' }).click();
    await composer().click();
  });

  it('offers no file of secrets', async () => {
    await type('#env');
    await workbench.panel.getByText('Nothing of that name').waitFor({ state: 'attached', timeout: patience });
    assert.equal(await list().count(), 0);
    await composer().fill('');
    await type('#plan');
    await workbench.panel
      .getByText('Nothing of that name')
      .last()
      .waitFor({ state: 'attached', timeout: patience });
    await composer().fill('');
  });
});
