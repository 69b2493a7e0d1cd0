import assert from 'node:assert/strict';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

describe('a chat in more than one place', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const explorer = () =>
    workbench.page.locator('.activitybar .action-item a[aria-label^="Explorer"]').first();
  const tab = () => workbench.page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');

  before(async () => {
    workbench = await openWorkbench({ env: { GEMINI_API_KEY: 'emulator' } });
    await workbench.palette('Gemini: Open Chat');
  });
  after(() => workbench?.close());

  it('goes on while its view is hidden, and shows everything when it comes back', async () => {
    workbench.emulator.script({ pieces: ['Before. ', { gate: 'hidden' }, 'While hidden.'] });
    await composer().click();
    await workbench.page.keyboard.type('Go on');
    await workbench.page.keyboard.press('Enter');
    await log().getByText('Before.').waitFor({ timeout: patience });
    await explorer().click();
    await composer().waitFor({ state: 'hidden', timeout: patience });
    workbench.emulator.release('hidden');
    await workbench.palette('Gemini: Open Chat');
    await log().getByText('While hidden.').waitFor({ timeout: patience });
  });

  it('takes a command about the selection while its view is hidden', async () => {
    await explorer().click();
    workbench.emulator.script({ text: 'Explained.' });
    await workbench.openFile('cart.ts');
    await workbench.selectLines(1, 3);
    await workbench.palette('Gemini: Explain Selection');
    await log().getByText('Explained.').waitFor({ timeout: patience });
  });

  it('keeps one draft for all its places: what is sent in a tab is gone from the sidebar', async () => {
    await composer().click();
    await workbench.page.keyboard.type('half');
    await workbench.palette('Gemini: Open Chat in Editor');
    const other = tab().getByRole('textbox', { name: 'Message Gemini' });
    await other.waitFor({ timeout: patience });
    assert.equal(await other.inputValue(), 'half');
    workbench.emulator.script({ text: 'Sent from the tab.' });
    await other.click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(' and whole');
    await workbench.page.keyboard.press('Enter');
    await tab().getByRole('log').getByText('Sent from the tab.').waitFor({ timeout: patience });
    await log().getByText('Sent from the tab.').waitFor({ timeout: patience });
    assert.equal(await composer().inputValue(), '');
    await workbench.page.locator('.tab', { hasText: 'Go on' }).first().waitFor({ timeout: patience });
  });
});
