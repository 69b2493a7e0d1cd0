import assert from 'node:assert/strict';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly input: readonly { readonly type: string; readonly text?: string }[];
  readonly previous_interaction_id?: string;
}

const question = 'למה הסכום שגוי כשיש הנחה? 🛒👩‍👩‍👧';
const answer =
  'הסכום שגוי כי ההנחה מחושבת **אחרי** המס 🧾.\n\n```ts\nconst total = price * 2; // לפני המס\n```\n\nAnd one sentence in English 🙂.';

describe('a conversation by keyboard alone, in Hebrew and with emoji', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const key = (name: string) => workbench.page.keyboard.press(name);
  const type = (text: string) => workbench.page.keyboard.type(text);
  const bodies = (): readonly SentBody[] =>
    workbench.emulator.requests.flatMap(({ method, body }) => (method === 'POST' ? [body as SentBody] : []));
  /** The name of what has the focus in the panel. */
  const focused = (): Promise<string> =>
    composer().evaluate(({ ownerDocument: { activeElement } }) =>
      (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '').trim(),
    );
  /** Presses a key until what has this name has the focus. */
  async function walk(pressed: string, to: string): Promise<void> {
    for (let presses = 0; (await focused()) !== to; presses += 1) {
      assert.ok(presses < 40, `${to} is not reached; the focus is on ${await focused()}`);
      await key(pressed);
    }
  }
  const direction = (text: string): Promise<string> =>
    log()
      .getByText(text)
      .first()
      .evaluate((element) => {
        const box = element.getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(element);
        const within = words.getBoundingClientRect();
        return within.left - box.left > box.right - within.right + 1 ? 'from the right' : 'from the left';
      });

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
  });
  after(() => workbench?.close());

  it('opens with the cursor in the composer, sends what is typed, and reads right to left', async () => {
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
    await workbench.panel.locator('textarea:focus').waitFor({ timeout: patience });
    workbench.emulator.script({ text: answer });
    await type(question);
    await key('Enter');
    await log().getByText('And one sentence in English 🙂.').waitFor({ timeout: patience });
    assert.deepEqual(bodies().at(-1)?.input, [{ type: 'text', text: question }]);
    assert.equal(await direction('הסכום שגוי כי'), 'from the right');
    assert.equal(await direction('And one sentence'), 'from the left');
    const code = log().locator('pre', { hasText: 'const total' });
    assert.equal(await code.evaluate((element) => getComputedStyle(element).direction), 'ltr');
    await workbench.screenshot('hebrew-dark');
    assert.equal(await focused(), 'Message Gemini');
  });

  it('goes on typing while an answer streams, and stops it', async () => {
    workbench.emulator.script({ text: 'word '.repeat(400), delay: 50 });
    await type('Tell me more.');
    await key('Enter');
    await log().getByText('word word').waitFor({ timeout: patience });
    await type('And th');
    await key('Escape');
    await log().getByText('Stopped').waitFor({ timeout: patience });
    assert.equal(await focused(), 'Message Gemini');
    assert.equal(await composer().inputValue(), 'And th');
    for (let at = 0; at < 6; at += 1) await key('Backspace');
  });

  it('edits a message, goes back to the version before, and copies an answer', async () => {
    workbench.emulator.script({ text: 'Another answer.' });
    await walk('Shift+Tab', 'Edit message');
    await key('Enter');
    await workbench.panel.getByRole('textbox', { name: 'Edit message' }).waitFor({ timeout: patience });
    await key('Control+a');
    await type('Tell me less.');
    await key('Enter');
    await log().getByText('Another answer.').waitFor({ timeout: patience });
    await log().getByText('2 of 2').waitFor({ timeout: patience });
    await walk('Shift+Tab', 'Previous version');
    await key('Enter');
    await log().getByText('1 of 2').waitFor({ timeout: patience });
    await log().getByText('Tell me more.').waitFor();
    await walk('Tab', 'Copy answer');
    await key('Enter');
    await workbench.panel.locator('button:focus .codicon-check').waitFor({ timeout: patience });
  });

  it('jumps among the messages, finds a word, and comes back to the composer', async () => {
    await workbench.panel.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'hidden' });
    const message = (text: string) => workbench.panel.locator('article:focus', { hasText: text });
    await key('Alt+ArrowUp');
    await message('Tell me more.').waitFor({ timeout: patience });
    await key('Alt+ArrowUp');
    await message('למה').waitFor({ timeout: patience });
    await key('Alt+ArrowDown');
    await message('Tell me more.').waitFor({ timeout: patience });
    await key('Control+f');
    await type('הסכום');
    await workbench.panel.getByText(/^1 of \d+ messages?$/).waitFor({ timeout: patience });
    await key('Enter');
    await key('Escape');
    await workbench.palette('Gemini: Open Chat');
    await workbench.panel.locator('textarea:focus').waitFor({ timeout: patience });
    workbench.emulator.script({ text: 'תשובה אחרונה ✅' });
    await type('עוד שאלה');
    await key('Enter');
    await log().getByText('תשובה אחרונה ✅').waitFor({ timeout: patience });
    // The answer before was stopped, so that everything is sent again.
    assert.match(JSON.stringify(bodies().at(-1)?.input.at(-1)), /"עוד שאלה"/);
  });
});
