import assert from 'node:assert/strict';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly previous_interaction_id?: string;
  readonly input: readonly { readonly text?: string }[];
}

describe('versions, branches and waiting messages', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const turn = (at: number) => log().locator('.exchange').nth(at);
  const bodies = (): readonly SentBody[] =>
    workbench.emulator.requests.filter(({ method }) => method === 'POST').map(({ body }) => body as SentBody);
  async function ask(text: string, answer: string): Promise<void> {
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type(text);
    await workbench.page.keyboard.press('Enter');
    await log().getByText(answer, { exact: true }).waitFor({ timeout: patience });
  }
  async function press(at: number, name: string): Promise<void> {
    await turn(at).hover();
    await turn(at).getByRole('button', { name, exact: true }).click();
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await workbench.palette('Gemini: Open Chat');
    await ask('First', 'Answer one.');
    await ask('Second', 'Answer two.');
  });
  after(() => workbench?.close());

  it('makes three versions of the second turn, by editing and by asking again', async () => {
    workbench.emulator.script({ text: 'Answer two, edited.' }, { text: 'Answer two, again.' });
    await press(1, 'Edit message');
    const edit = workbench.panel.getByRole('textbox', { name: 'Edit message' });
    await edit.fill('Second, better');
    await workbench.screenshot('20-editing');
    await edit.press('Enter');
    await log().getByText('Answer two, edited.').waitFor({ timeout: patience });
    await turn(1).getByText('2 of 2').waitFor({ timeout: patience });
    await press(1, 'Regenerate');
    await log().getByText('Answer two, again.').waitFor({ timeout: patience });
    await turn(1).getByText('3 of 3').waitFor({ timeout: patience });
    const ids = bodies().map(({ previous_interaction_id: id }) => id);
    assert.equal(new Set(ids.slice(1)).size, 1, 'each version continues the first answer');
    assert.deepEqual(bodies().at(-1)?.input, [{ type: 'text', text: 'Second, better' }]);
    await workbench.screenshot('21-three-versions');
  });

  it('switches among them after a reload, and goes on from the one that is shown', async () => {
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await turn(1).getByText('3 of 3').waitFor({ timeout: patience });
    await press(1, 'Previous version');
    await press(1, 'Previous version');
    await log().getByText('Answer two.', { exact: true }).waitFor({ timeout: patience });
    await ask('Third', 'Answer three.');
    const third = bodies().at(-1)?.previous_interaction_id;
    assert.match(third ?? '', /^v1_/);
    assert.notEqual(third, bodies()[1]?.previous_interaction_id);
    await press(1, 'Next version');
    await log().getByText('Answer two, edited.').waitFor({ timeout: patience });
    assert.equal(await log().getByText('Answer three.').count(), 0);
    await press(1, 'Previous version');
    await log().getByText('Answer three.').waitFor({ timeout: patience });
  });

  it('branches from an answer, and finds the way back to the later messages', async () => {
    await press(0, 'Branch from here');
    await log().getByRole('button', { name: 'Back to the later messages' }).waitFor({ timeout: patience });
    assert.equal(await log().locator('.exchange').count(), 1);
    await workbench.screenshot('22-branched-off');
    await log().getByRole('button', { name: 'Back to the later messages' }).click();
    await turn(1).waitFor({ timeout: patience });
  });

  it('lets messages wait while an answer runs; one is withdrawn, one is sent', async () => {
    workbench.emulator.script(
      { pieces: ['Slowly. ', { gate: 'slow' }, 'Done.'] },
      { text: 'Answer to the waiting one.' },
    );
    await composer().click();
    await workbench.page.keyboard.type('Take your time');
    await workbench.page.keyboard.press('Enter');
    await log().getByText('Slowly.').waitFor({ timeout: patience });
    const waiting = workbench.panel.getByRole('list', { name: 'Waiting messages' });
    for (const text of ['I wait', 'I am withdrawn']) {
      await composer().click();
      await workbench.page.keyboard.type(text);
      await workbench.page.keyboard.press('Enter');
      await waiting.getByText(text).waitFor({ timeout: patience });
    }
    await workbench.screenshot('23-waiting');
    await waiting.getByRole('listitem').nth(1).getByRole('button', { name: 'Withdraw' }).click();
    await waiting.getByText('I am withdrawn').waitFor({ state: 'hidden', timeout: patience });
    assert.equal(await composer().inputValue(), 'I am withdrawn');
    workbench.emulator.release('slow');
    await log().getByText('Answer to the waiting one.').waitFor({ timeout: patience });
    assert.deepEqual(bodies().at(-1)?.input, [{ type: 'text', text: 'I wait' }]);
    assert.equal(await waiting.count(), 0);
    await composer().fill('');
  });

  it('begins a new chat from a turn, which continues by the same id and leaves the old one alone', async () => {
    const before = bodies()[1]?.previous_interaction_id;
    await press(0, 'New chat from here');
    await log().locator('.exchange').nth(1).waitFor({ state: 'hidden', timeout: patience });
    await ask('In the new chat', 'A fresh start.');
    assert.equal(bodies().at(-1)?.previous_interaction_id, before);
    assert.equal(await log().locator('.exchange').count(), 2);
  });

  it('lets two chats stream at once', async () => {
    workbench.emulator.script({ pieces: ['Chat A begins. ', { gate: 'a' }, 'Chat A ends.'] });
    await composer().click();
    await workbench.page.keyboard.type('A');
    await workbench.page.keyboard.press('Enter');
    await log().getByText('Chat A begins.').waitFor({ timeout: patience });
    await workbench.palette('Gemini: New Chat');
    await ask('B', 'Chat B is whole.');
    workbench.emulator.release('a');
    await workbench.palette('Gemini: Show Chat History');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'First' }).first().click();
    await log().getByText('Chat A ends.').waitFor({ timeout: patience });
  });
});
