import assert from 'node:assert/strict';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly input: readonly {
    readonly type: string;
    readonly is_error?: boolean;
    readonly result?: readonly { readonly text?: string }[];
  }[];
}

describe('functions that the model calls', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const approval = () => workbench.panel.getByRole('group', { name: 'Approval: list_directory' });
  const button = (name: string) => approval().getByRole('button', { name, exact: true });
  /** What the model was told last. */
  const told = (): { readonly text: string; readonly failed: boolean } => {
    const create = workbench.emulator.requests.findLast(
      ({ method, path }) => method === 'POST' && path.endsWith('/interactions'),
    );
    const body = create?.body as SentBody | undefined;
    const result = body?.input.find(({ type }) => type === 'function_result');
    return {
      text: (result?.result ?? []).map(({ text }) => text ?? '').join('\n'),
      failed: result?.is_error === true,
    };
  };

  /** Asks so that the model lists a folder and then says something. */
  async function ask(question: string, answer: string, path = 'src'): Promise<void> {
    workbench.emulator.script({ calls: [{ name: 'list_directory', arguments: { path } }] });
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type(question);
    await workbench.page.keyboard.press('Enter');
  }
  async function answered(text: string): Promise<void> {
    await log().getByText(text, { exact: true }).waitFor({ timeout: patience });
  }
  /** Checks rows of a quick pick, and accepts. */
  async function pick(title: string, row: string): Promise<void> {
    const widget = workbench.page.locator('.quick-input-widget', { hasText: title });
    await widget.locator('.monaco-list-row', { hasText: row }).click({ timeout: patience });
    await widget.getByRole('button', { name: 'OK' }).click();
    await widget.waitFor({ state: 'hidden', timeout: patience });
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'geminiInteractions.approvals': { list_directory: 'ask' } },
    });
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('run when the person allows it, after they were shown', async () => {
    await ask('What is in src?', 'Some files.');
    await approval().getByText('List src').waitFor({ timeout: patience });
    await workbench.panel.getByRole('status').getByText('Waiting for your approval').waitFor();
    // The number on the view's icon.
    await workbench.page.locator('.activitybar .badge-content').getByText('1', { exact: true }).waitFor();
    await workbench.screenshot('calls-1-asking');
    await button('Allow').click();
    await answered('Some files.');
    assert.match(told().text, /cart\.ts/);
    assert.equal(told().failed, false);
    await log().getByText('List src').click();
    await workbench.panel.getByRole('group', { name: 'Told to Gemini' }).getByText('cart.ts').waitFor();
    await workbench.screenshot('calls-2-answered');
  });

  it('do not run when the person denies it, and the model is told why', async () => {
    await ask('And in src?', 'Then not.');
    await button('Deny with a reason').click({ timeout: patience });
    await workbench.page.keyboard.type('Look at the README instead.');
    await workbench.page.keyboard.press('Enter');
    await answered('Then not.');
    assert.match(told().text, /did not allow this call, and said: Look at the README instead\./);
    assert.equal(told().failed, true);
  });

  it('run with the arguments that the person has given, after they were shown again', async () => {
    await ask('Once more?', 'The page.');
    await button('Edit arguments').click({ timeout: patience });
    const field = approval().getByRole('textbox', { name: 'Arguments, as a JSON object' });
    await field.fill('{"path": "src", "wrong": 1}');
    await field.press('Control+Enter');
    await approval()
      .getByText(/Those arguments cannot be used/)
      .waitFor({ timeout: patience });
    await button('Edit arguments').click();
    await field.fill('{"path": "web"}');
    await field.press('Control+Enter');
    await approval().getByText('List web').waitFor({ timeout: patience });
    await button('Allow').click();
    await answered('The page.');
    assert.match(told().text, /changed the arguments of this call to \{"path":"web"\}[^]*index\.html/);
  });

  it('are answered by keyboard alone', async () => {
    await ask('By keys?', 'Typed.');
    await approval()
      .getByRole('button', { name: 'Allow', exact: true, disabled: false })
      .waitFor({ timeout: patience });
    for (let step = 0; step < 6; step += 1) {
      await workbench.page.keyboard.press('Shift+Tab');
      if (await button('Allow').evaluate((element) => element === document.activeElement)) break;
    }
    await workbench.page.keyboard.press('Enter');
    await answered('Typed.');
    assert.match(told().text, /cart\.ts/);
  });

  it('end with the turn that is stopped while they ask', async () => {
    await ask('And now?', 'Never said.');
    await button('Allow').waitFor({ timeout: patience });
    await composer().press('Escape');
    await log().getByText('stopped before it was answered').waitFor({ timeout: patience });
    await approval().waitFor({ state: 'hidden' });
    await workbench.page
      .locator('.activitybar .badge-content')
      .getByText('1', { exact: true })
      .waitFor({ state: 'hidden' });
    await composer().click();
    await workbench.page.keyboard.type('Go on without.');
    await workbench.page.keyboard.press('Enter');
    // The answer that was prepared for the turn before comes first.
    await answered('Never said.');
  });

  it('are not asked for again in a chat that has allowed them, until that is taken back', async () => {
    await ask('For the chat?', 'Allowed.');
    await button('Allow for this chat').click({ timeout: patience });
    await answered('Allowed.');
    await ask('Again?', 'Unasked.');
    await answered('Unasked.');
    await workbench.palette('Gemini: Manage Permissions');
    await workbench.page
      .locator('.quick-input-widget', { hasText: 'asks first' })
      .waitFor({ timeout: patience });
    await workbench.screenshot('calls-3-permissions');
    await pick('Remembered permissions', 'every use of list_directory');
    await ask('And after that?', 'Asked.');
    await button('Allow').click({ timeout: patience });
    await answered('Asked.');
  });

  it('tell of themselves by a notification when the chat is out of sight', async () => {
    workbench.emulator.script({
      pieces: ['First ', { gate: 'away' }, 'this.'],
      calls: [{ name: 'list_directory', arguments: { path: 'docs' } }],
    });
    workbench.emulator.script({ text: 'Seen.' });
    await composer().click();
    await workbench.page.keyboard.type('Look away.');
    await workbench.page.keyboard.press('Enter');
    await workbench.emulator.reached('away');
    await workbench.palette('View: Toggle Primary Side Bar Visibility');
    await composer().waitFor({ state: 'hidden', timeout: patience });
    // The extension hears a moment later that its view is out of sight.
    await workbench.page.waitForTimeout(2000);
    workbench.emulator.release('away');
    const toast = workbench.page.locator('.notification-toast', { hasText: 'List docs' });
    await toast.waitFor({ timeout: patience });
    await workbench.screenshot('calls-5-notification');
    await toast.getByRole('button', { name: 'Show Chat' }).click();
    await button('Allow').click({ timeout: patience });
    await answered('Seen.');
    assert.match(told().text, /basket\.png/);
  });

  it('can be switched off one by one, and rules forgotten', async () => {
    await workbench.palette('Gemini: Select Tools');
    const row = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'list_directory' });
    await row.getByText(/asks first · ≈ \d+ tokens/).waitFor({ timeout: patience });
    await workbench.screenshot('calls-4-tools');
    await pick('Functions that Gemini may call', 'list_directory');
    await workbench.palette('Gemini: Manage Permissions');
    await pick('Remembered permissions', 'asks first');
    await ask('Is it gone?', 'It is.');
    await answered('It is.');
    assert.match(told().text, /There is no function "list_directory"/);
  });
});
