import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

const name = 'src/formatPrice.ts';
const broken = "export const usualDiscount: number = '10';\n";
const mended = 'export const usualDiscount = 10;\n';

interface SentBody {
  readonly input: readonly { readonly type: string; readonly text?: string }[];
}

describe('a problem that the compiler reports', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  const read = (): string => readFileSync(path.join(workbench.workspace, name), 'utf8');
  const errors = () => workbench.page.locator('.editor-instance .squiggly-error');
  const lenses = (title: string) =>
    workbench.page.locator('.modified-in-monaco-diff-editor .codelens-decoration a', { hasText: title });

  /** Asks for code actions by the keyboard, again when that came while something else was closing. */
  async function openActions(wanted: Locator): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await workbench.page.keyboard.press('Control+.');
      try {
        await wanted.waitFor({ timeout: 10_000 });
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await workbench.page.keyboard.press('Escape');
      }
    }
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      viewport: { width: 1400, height: 1000 },
      prepare: (workspace) => appendFileSync(path.join(workspace, name), broken),
    });
    await workbench.openFile('formatPrice.ts');
  });
  after(() => workbench?.close());

  it('is fixed from the light bulb: the answer ends in a change for review, and then it is gone', async () => {
    // The language server of a window that has just been opened takes its time.
    await errors()
      .first()
      .waitFor({ timeout: 3 * patience });
    await workbench.page.keyboard.press('F8');
    await workbench.page
      .locator('.marker-widget', { hasText: "Type 'string' is not assignable" })
      .waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.marker-widget').waitFor({ state: 'hidden', timeout: patience });
    workbench.emulator.script(
      {
        calls: [
          {
            name: 'edit_file',
            arguments: { path: name, edits: [{ oldText: broken.trim(), newText: mended.trim() }] },
          },
        ],
      },
      { text: 'It was a text instead of a number.' },
    );
    const action = workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'Fix with Gemini' });
    await openActions(action);
    await workbench.screenshot('fix-1-actions');
    await action.click();
    const approval = workbench.panel.getByRole('group', { name: 'Approval: edit_file' });
    await approval.getByRole('button', { name: 'Review in the editor' }).click({ timeout: patience });
    await lenses('Accept').waitFor({ timeout: patience });
    await workbench.screenshot('fix-2-review');
    assert.ok(read().includes(broken));
    await lenses('Accept').click();
    await workbench.panel
      .getByRole('log', { name: 'Conversation' })
      .getByText('It was a text instead of a number.', { exact: true })
      .waitFor({ timeout: patience });
    assert.ok(read().includes(mended) && !read().includes(broken));
    await errors().first().waitFor({ state: 'hidden', timeout: patience });
    await workbench.screenshot('fix-3-gone');

    const request = workbench.emulator.requests.find(({ method }) => method === 'POST');
    const question = (request?.body as SentBody | undefined)?.input.map(({ text = '' }) => text).join('\n');
    assert.match(question ?? '', /export const usualDiscount: number = '10';/);
    assert.match(question ?? '', /- Line 5: Type 'string' is not assignable to type 'number'/);
  });
});
