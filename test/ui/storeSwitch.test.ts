import assert from 'node:assert/strict';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly store?: boolean;
  readonly previous_interaction_id?: string;
  readonly input: readonly unknown[];
}

describe('the store switch of a chat', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const storeSwitch = (on: boolean) =>
    workbench.panel.getByRole('switch', { name: 'Store at Google', checked: on });
  const banner = () =>
    workbench.panel.getByRole('note').filter({ hasText: /every message sends the whole conversation again/ });
  async function ask(question: string, answer: string): Promise<SentBody> {
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type(question);
    await workbench.page.keyboard.press('Enter');
    await workbench.panel
      .getByRole('log', { name: 'Conversation' })
      .getByText(answer)
      .waitFor({ timeout: patience });
    await workbench.panel
      .getByRole('button', { name: 'Stop' })
      .waitFor({ state: 'hidden', timeout: patience });
    const request = workbench.emulator.requests.findLast(
      ({ method, path: route }) => method === 'POST' && route.endsWith('/interactions'),
    );
    return request?.body as SentBody;
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

  it('is on as the settings say, and off at a click, with its consequence in words', async () => {
    const stored = await ask('First', 'One.');
    assert.equal(stored.store, undefined);
    await storeSwitch(true).click({ timeout: patience });
    await storeSwitch(false).waitFor({ timeout: patience });
    await banner()
      .getByText(/Earlier messages stay there until they expire/)
      .waitFor({ timeout: patience });
    await workbench.screenshot('store-1-off');
    const body = await ask('Second', 'Two.');
    assert.deepEqual([body.store, body.previous_interaction_id], [false, undefined]);
    assert.equal(body.input.length, 4);
  });

  it('stays off over a reload, for its chat alone', async () => {
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await storeSwitch(false).waitFor({ timeout: patience });
    await banner().waitFor({ timeout: patience });
    const body = await ask('Third', 'Three.');
    assert.deepEqual([body.store, body.previous_interaction_id], [false, undefined]);
    await workbench.palette('Gemini: New Chat');
    await storeSwitch(true).waitFor({ timeout: patience });
    assert.equal(await banner().count(), 0);
  });

  it('says what is sent when it is switched on again', async () => {
    await storeSwitch(true).click();
    const unstored = await ask('A secret', 'Kept here.');
    assert.equal(unstored.store, false);
    await storeSwitch(false).click();
    await workbench.panel
      .getByText(/also what was not stored so far/)
      .first()
      .waitFor({ timeout: patience });
    await workbench.screenshot('store-2-on-again');
    const body = await ask('And now', 'Kept there.');
    assert.equal(body.store, undefined);
    assert.equal(body.input.length, 4);
  });
});
