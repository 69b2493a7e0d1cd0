import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { longJournal } from '../bench/content/longJournal';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

const turns = 5000;

describe('a chat of 5,000 turns', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  /** The ids of two answers that the service knows; the long chat has them in its second and its last turn. */
  let ids: readonly [string, string];
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const shown = (text: string) => log().getByText(text, { exact: true });
  const exchange = (question: string) =>
    log()
      .locator('.exchange')
      .filter({ has: workbench.page.getByText(question, { exact: true }) });
  const jump = () => workbench.panel.getByRole('button', { name: 'Jump to latest' });

  async function ask(question: string, answer: string): Promise<void> {
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type(question);
    await workbench.page.keyboard.press('Enter');
    await shown(answer).waitFor({ timeout: patience });
  }
  function lastRequest(): { readonly previous_interaction_id?: string; readonly input?: unknown } {
    return workbench.emulator.requests.findLast(({ method }) => method === 'POST')?.body ?? {};
  }
  /** Milliseconds until the end of the chat is to be seen. */
  async function untilEnd(): Promise<number> {
    const started = performance.now();
    await shown(`Question ${turns}`).waitFor({ timeout: patience });
    return Math.round(performance.now() - started);
  }
  async function press(question: string, name: string): Promise<void> {
    await exchange(question).hover();
    await exchange(question).getByRole('button', { name, exact: true }).click();
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
    await ask('First', 'Answer one.');
    await ask('Second', 'Answer two.');
    const storage = conversations(workbench.server.dataFolder);
    const journal = readdirSync(storage).find((name) => name.endsWith('.jsonl')) ?? '';
    const [first = '', second = ''] = new Set(
      readFileSync(path.join(storage, journal), 'utf8').match(/(?<="id":")v1_[^"]+/g),
    );
    ids = [first, second];
    const text = longJournal('long', turns)
      .replaceAll('"v1_t1"', `"${first}"`)
      .replaceAll(`"v1_t${turns - 1}"`, `"${second}"`)
      .replace('"Question 1"', '"Where is the needle?"');
    writeFileSync(path.join(storage, 'long.jsonl'), text);
  });
  after(() => workbench?.close());

  it('opens from the history at its end', async () => {
    await workbench.palette('Gemini: Show Chat History');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'needle' }).click();
    console.log(`      opened in ${await untilEnd()} ms`);
    await jump().waitFor({ state: 'detached' });
    await workbench.screenshot('long-1-end');
  });

  it('finds a word in its first turn', async () => {
    await composer().click();
    await workbench.page.keyboard.press('Control+f');
    await workbench.page.keyboard.type('needle');
    await workbench.panel.getByText('1 of 1 message').waitFor({ timeout: patience });
    await shown('Where is the needle?').waitFor({ timeout: patience });
    await workbench.screenshot('long-2-found');
    await workbench.page.keyboard.press('Escape');
  });

  it('switches among the versions of an early turn, which stays where it is', async () => {
    workbench.emulator.script({ text: 'Another answer.' });
    await press('Question 3', 'Edit message');
    const edit = workbench.panel.getByRole('textbox', { name: 'Edit message' });
    await edit.fill('Question 3, better');
    await edit.press('Enter');
    await shown('Another answer.').waitFor({ timeout: patience });
    assert.equal(lastRequest().previous_interaction_id, ids[0]);
    await press('Question 3, better', 'Previous version');
    await exchange('Question 3').getByText('1 of 2').waitFor({ timeout: patience });
    await shown('Question 4').waitFor({ timeout: patience });
    await workbench.screenshot('long-3-version');
  });

  it('continues at its end by the id of the last answer', async () => {
    await jump().click();
    await untilEnd();
    await ask('And now?', 'That was long.');
    assert.equal(lastRequest().previous_interaction_id, ids[1]);
    assert.deepEqual(lastRequest().input, [{ type: 'text', text: 'And now?' }]);
  });

  it('is back at its end after a reload, and shows older turns when they are scrolled to', async () => {
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    console.log(`      restored in ${await untilEnd()} ms`);
    await shown('That was long.').waitFor({ timeout: patience });
    await log().hover();
    while (!(await shown(`Question ${turns - 15}`).isVisible())) await workbench.page.mouse.wheel(0, -600);
    assert.ok((await log().locator('.exchange').count()) <= 60);
    await jump().click();
    await shown('That was long.').waitFor({ timeout: patience });
  });
});

/** The folder of the journals. */
function conversations(dataFolder: string): string {
  const found = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(path.join('gemini-interactions.gemini-interactions', 'conversations')),
  );
  assert.ok(found, 'no conversations on the disk');
  return path.join(dataFolder, found);
}
