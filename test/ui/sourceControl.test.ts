import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

describe('source control', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  const git = (folder: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const repository = (name: string) =>
    workbench.page
      .locator('.scm-view .monaco-list-row', { has: workbench.page.locator('.scm-provider') })
      .filter({
        hasText: name,
      });
  const boxes = () => workbench.page.locator('.scm-view .scm-editor');
  const boxText = async (at: number): Promise<string> =>
    (await boxes().nth(at).locator('.view-line').allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
  /** What the service was told last. */
  const told = (): Readonly<Record<string, unknown>> => {
    const request = workbench.emulator.requests.findLast(
      ({ method, path: where }) => method === 'POST' && where.endsWith('/interactions'),
    );
    return request?.body as Readonly<Record<string, unknown>>;
  };
  async function press(name: string, button: string): Promise<void> {
    const row = repository(name);
    await row.hover({ timeout: patience });
    await row.getByRole('button', { name: button }).click({ timeout: patience });
  }
  async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
    for (const end = Date.now() + patience; !(await condition()); await workbench.page.waitForTimeout(100))
      assert.ok(Date.now() < end, 'it did not happen');
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'git.confirmSync': false },
      prepare: (workspace) => {
        for (const [folder, subject] of [
          ['src', 'feat(סל): חישוב הסכום לתשלום'],
          ['web', 'Show the basket'],
        ] as const) {
          const root = path.join(workspace, folder);
          git(root, 'init', '--quiet', '--initial-branch=main');
          git(root, 'config', 'user.name', 'Ann');
          git(root, 'config', 'user.email', 'ann@example.com');
          git(root, 'add', '.');
          git(root, 'commit', '--quiet', '--message', subject);
        }
        const cart = path.join(workspace, 'src/cart.ts');
        writeFileSync(cart, readFileSync(cart, 'utf8').replace('sum - cart', 'sum * 1 - cart'));
        writeFileSync(path.join(workspace, 'src/.env'), 'SHOP_WORD=hidden-word\n');
        git(path.join(workspace, 'src'), 'add', '--force', '.');
        appendFileSync(path.join(workspace, 'src/stock.js'), '// not staged\n');
        appendFileSync(path.join(workspace, 'web/styles.css'), '.paid {\n  color: green;\n}\n');
      },
    });
    await workbench.page.keyboard.press('Control+Shift+g');
    await repository('src').waitFor({ timeout: 2 * patience });
    await repository('web').waitFor({ timeout: patience });
    await boxes().nth(1).waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('writes the message of the repository whose button was pressed, as it comes', async () => {
    const message = 'fix(סל): ההנחה מחושבת באחוזים';
    workbench.emulator.script({ pieces: ['fix(סל): ההנחה', { gate: 'half' }, ' מחושבת באחוזים'] });
    await press('src', 'Generate Commit Message');
    await workbench.emulator.reached('half');
    await until(async () => (await boxText(0)) === 'fix(סל): ההנחה');
    await workbench.screenshot('commit-1-streaming');
    workbench.emulator.release('half');
    await until(async () => (await boxText(0)) === message);
    await workbench.screenshot('commit-2-written');
    assert.equal(await boxText(1), '');
    const { store, tools, input, previous_interaction_id: previous } = told();
    assert.deepEqual([store, tools, previous], [false, undefined, undefined]);
    assert.ok(typeof input === 'string');
    assert.match(input, /- feat\(סל\): חישוב הסכום לתשלום/);
    assert.match(input, /Conventional Commits/);
    assert.match(input, /\+ {2}return Math\.round\(sum \* 1 - cart/);
    // Neither what is not staged, nor the other repository, nor a file of secrets.
    assert.doesNotMatch(input, /not staged|paid|SHOP_WORD|hidden-word/);
    assert.match(input, /may not be shown: 1\./);
  });

  it('keeps what the person has written', async () => {
    await boxes().nth(1).click();
    await workbench.page.keyboard.type('Mine');
    workbench.emulator.script({ text: 'Show that an order is paid' });
    await press('web', 'Generate Commit Message');
    await workbench.page.getByText('The message box is not empty').waitFor({ timeout: patience });
    await workbench.screenshot('commit-3-asked');
    await workbench.page.keyboard.press('Enter');
    await until(async () => (await boxText(1)) === 'Mine\n\nShow that an order is paid');
    await workbench.page
      .getByText(/Nothing is staged, so the message describes all changes/)
      .first()
      .waitFor({ timeout: patience });
    assert.match(String(told()['input']), /\+\.paid \{/);
  });

  it('puts back what was there when it is stopped', async () => {
    workbench.emulator.script({ pieces: ['Half of', { gate: 'stopped' }, ' it'] });
    await press('src', 'Generate Commit Message');
    await workbench.emulator.reached('stopped');
    await until(async () => (await boxText(0)) === 'Half of');
    await press('src', 'Stop Writing the Commit Message');
    await until(async () => (await boxText(0)) === 'fix(סל): ההנחה מחושבת באחוזים');
    workbench.emulator.release('stopped');
    await repository('src').hover();
    await repository('src')
      .getByRole('button', { name: 'Generate Commit Message' })
      .waitFor({ timeout: patience });
  });

  it('shows what a review finds as comments at the lines, and has one fixed in the chat', async () => {
    const findings = [
      {
        file: 'src/cart.ts',
        line: 3,
        quote: '  return Math.round(sum * 1 - cart.discount / 100);',
        severity: 'error',
        message: 'The discount is subtracted in cents. ![x](https://example.com/x.png)',
        suggestion: 'return Math.round(sum * (1 - cart.discount / 100));',
      },
      {
        file: 'src/cart.ts',
        line: 900,
        quote: 'this line is nowhere',
        severity: 'warning',
        message: 'A remark without a place.',
        suggestion: '',
      },
    ];
    workbench.emulator.script({ text: JSON.stringify({ findings }) });
    await workbench.palette('Gemini: Review Working Tree');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'src' }).first().click();
    const comments = workbench.page.locator('.review-widget');
    await comments.filter({ hasText: 'The discount is subtracted in cents.' }).waitFor({ timeout: patience });
    await comments
      .filter({ hasText: 'This is about line 900, which was not found' })
      .waitFor({ timeout: patience });
    await workbench.screenshot('review-1-dark');
    assert.equal(await comments.locator('.body img[src*="example.com"]').count(), 0);
    const body = told();
    assert.equal(body['store'], false);
    assert.deepEqual(Object.keys(body['response_format'] as object).sort(), ['mime_type', 'schema', 'type']);
    assert.match(String(body['input']), /^ +\d+ \+ {2}return Math\.round\(sum \* 1/m);
    assert.doesNotMatch(String(body['input']), /SHOP_WORD/);

    workbench.emulator.script({ text: 'Mended.' });
    const first = comments.filter({ hasText: 'The discount is subtracted' });
    await first.getByRole('button', { name: 'Fix in Chat' }).click({ timeout: patience });
    await workbench.panel
      .getByRole('article', { name: 'Gemini' })
      .getByText('Mended.', { exact: true })
      .waitFor({ timeout: 2 * patience });
    assert.match(JSON.stringify(told()['input']), /A review found:.*The discount is subtracted in cents/);
    await first.getByRole('button', { name: 'Resolve Finding' }).click({ timeout: patience });
    await first.waitFor({ state: 'hidden', timeout: patience });
    await workbench.palette('Gemini: Dismiss All Findings');
    await comments.first().waitFor({ state: 'detached', timeout: patience });
  });
});
