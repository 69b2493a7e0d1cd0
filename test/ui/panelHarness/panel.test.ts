import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import type { ConversationEvent } from '../../../src/conversation/events';
import type { FromPanel } from '../../../src/protocol/messages';
import { startBrowser } from '../../host/startBrowser';
import { axeViolations } from './axe';
import { callStates } from './callStates';
import { hostileMarkdown } from './hostileMarkdown';
import { openPanel, type OpenedPanel, type PanelOptions } from './openPanel';
import { makeTurn, panelStates, snapshotMessage, statusMessage, textStep } from './panelStates';

describe('the panel in a browser', function () {
  this.timeout(120_000);
  let context: BrowserContext;
  let panel: OpenedPanel | undefined;

  before(async () => {
    context = await startBrowser();
  });
  after(() => context.close());
  afterEach(async () => {
    const closing = panel;
    panel = undefined;
    await closing?.page.close();
  });

  /** Opens the panel; `asked` is what it has sent, without the drafts that it tells whenever typing pauses. */
  async function open(
    options?: PanelOptions,
  ): Promise<OpenedPanel & { readonly asked: () => Promise<readonly FromPanel[]> }> {
    const opened = await openPanel(context, options);
    panel = opened;
    return {
      ...opened,
      asked: async () => (await opened.posted()).filter(({ type }) => type !== 'draftChanged'),
    };
  }
  function textEvent(text: string): ConversationEvent {
    const event = { event_type: 'step.delta', index: 0, delta: { type: 'text', text } } as const;
    return { type: 'received', turnId: '1', round: 0, event };
  }
  const streaming = [
    statusMessage(),
    snapshotMessage([makeTurn('1', 'question', [], { rounds: [], status: 'running' })]),
  ];

  for (const theme of ['dark', 'light', 'contrast'] as const) {
    for (const [name, messages] of Object.entries({ ...panelStates, ...callStates })) {
      it(`breaks no rule of axe: ${name}, ${theme}`, async () => {
        const { page, tell, refused } = await open({
          theme,
          width: name === 'answered' ? 220 : 400,
          height: 3000,
        });
        await tell(...messages);
        await page.locator('summary').evaluateAll((all) => {
          for (const summary of all) if (summary instanceof HTMLElement) summary.click();
        });
        if (name === 'answered' || name === 'rightToLeft')
          await page.locator('.hl-keyword').first().waitFor();
        assert.deepEqual(await axeViolations(page), []);
        assert.deepEqual(refused, []);
      });
    }
  }

  it('says that it is ready, and is never blank', async () => {
    const { page, asked } = await open();
    assert.deepEqual(await asked(), [{ type: 'ready' }]);
    await page.getByText('Loading the conversation…').waitFor();
    await page.getByRole('textbox', { name: 'Message Gemini' }).waitFor();
  });

  it('sends on Enter, breaks the line on Shift+Enter, and keeps the draft until the turn has begun', async () => {
    const { page, tell, asked } = await open();
    await tell(statusMessage(), snapshotMessage([]));
    const input = page.getByRole('textbox', { name: 'Message Gemini' });
    await input.fill('one');
    await input.press('Shift+Enter');
    await input.pressSequentially('two');
    assert.equal(await input.inputValue(), 'one\ntwo');
    await input.press('Enter');
    assert.deepEqual((await asked()).at(-1), { type: 'send', text: 'one\ntwo' });
    assert.equal(await input.inputValue(), 'one\ntwo');
    await input.press('Enter');
    assert.equal((await asked()).filter(({ type }) => type === 'send').length, 1);
    await tell({
      type: 'events',
      seq: 2,
      events: [
        {
          type: 'turnStarted',
          turnId: '1',
          at: 0,
          model: 'm',
          stored: true,
          input: [{ content: { type: 'text', text: 'one\ntwo' } }],
        },
      ],
    });
    await page.getByRole('article', { name: 'You' }).waitFor();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  });

  it('leaves Enter to an input method', async () => {
    const { page, tell, asked } = await open();
    await tell(statusMessage(), snapshotMessage([]));
    const input = page.getByRole('textbox', { name: 'Message Gemini' });
    await input.focus();
    const session = await context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await input.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await session.send('Input.insertText', { text: '日本' });
    assert.equal(await input.inputValue(), '日本');
    assert.deepEqual(await asked(), [{ type: 'ready' }]);
    await input.press('Enter');
    assert.deepEqual((await asked()).at(-1), { type: 'send', text: '日本' });
  });

  it('asks for a key instead of sending where there is none, and keeps the draft', async () => {
    const { page, tell, asked } = await open();
    await tell(statusMessage({ hasKey: false }), snapshotMessage([]));
    const input = page.getByRole('textbox', { name: 'Message Gemini' });
    await input.fill('why?');
    await input.press('Enter');
    assert.deepEqual((await asked()).at(-1), { type: 'setApiKey' });
    assert.equal(await input.inputValue(), 'why?');
  });

  it('stops on Escape and by its button while an answer runs', async () => {
    const { page, tell, asked } = await open();
    await tell(...streaming);
    await page.getByRole('textbox', { name: 'Message Gemini' }).press('Escape');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    assert.deepEqual((await asked()).slice(1), [{ type: 'stop' }, { type: 'stop' }]);
  });

  it('can be used by keyboard alone', async () => {
    const { page, tell } = await open({ width: 500, height: 3000 });
    await tell(...(panelStates['failed'] ?? []));
    const names: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        // What has the focus must show it.
        if (getComputedStyle(element).outlineStyle === 'none' && element.tagName !== 'TEXTAREA')
          return 'no focus ring';
        return element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30);
      });
      names.push(name);
    }
    assert.ok(!names.includes('no focus ring'), names.join(' | '));
    const wanted = [
      'Conversation',
      'cart.ts:12–27 612 B',
      'Thinking',
      'the rule',
      'Copy code',
      'Insert at cursor',
      'Copy answer',
      'Set API key',
      'Retry',
      'Details',
      'Message Gemini',
      'Attach',
      'Model: gemini-3.5-flash',
      'History',
      'New chat',
    ];
    let at = -1;
    for (const name of wanted) {
      at = names.findIndex((each, place) => place > at && each.startsWith(name));
      assert.ok(at >= 0, `${name} comes in its order: ${names.join(' | ')}`);
    }
  });

  it('does not move the focus or the selection while text streams in', async () => {
    const { page, tell } = await open();
    await tell(...streaming);
    await tell({ type: 'events', seq: 2, events: [textEvent('First paragraph.\n\n```ts\nlet a;\n```\n\n')] });
    await page.getByRole('button', { name: 'Copy code' }).focus();
    for (let seq = 3; seq < 40; seq += 1)
      await tell({ type: 'events', seq, events: [textEvent('more **words**.\n\n')] });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Copy code');
  });

  it('stays at the end while text streams in, unless the reader has scrolled up', async () => {
    const { page, tell } = await open({ height: 500 });
    await tell(...streaming);
    const log = page.getByRole('log', { name: 'Conversation' });
    const fromEnd = (): Promise<number> =>
      log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
    for (let seq = 2; seq < 40; seq += 1)
      await tell({ type: 'events', seq, events: [textEvent('A paragraph.\n\n')] });
    assert.ok((await fromEnd()) < 2);
    assert.equal(await page.getByRole('button', { name: 'Jump to latest' }).count(), 0);
    await log.evaluate((element) => element.scrollBy(0, -300));
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    const before = await log.evaluate((element) => element.scrollTop);
    for (let seq = 40; seq < 60; seq += 1)
      await tell({ type: 'events', seq, events: [textEvent('A paragraph.\n\n')] });
    assert.equal(await log.evaluate((element) => element.scrollTop), before);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    assert.ok((await fromEnd()) < 2);
  });

  it('shows all of a long block that grows, also when the stream pauses in the middle of it', async () => {
    const { page, tell } = await open();
    await tell(...streaming);
    const code = 'const value = compute(a, b);\n'.repeat(800);
    await tell({ type: 'events', seq: 2, events: [textEvent(`\`\`\`ts\n${code}`)] });
    await tell({ type: 'events', seq: 3, events: [textEvent('last();')] });
    await page.getByText('last();').waitFor({ state: 'attached' });
    assert.equal(await page.locator('pre code').textContent(), `${code}last();`);
    const selected = await page.evaluate(() => {
      const element = document.querySelector('pre code');
      if (element === null) return '';
      getSelection()?.selectAllChildren(element);
      return getSelection()?.toString() ?? '';
    });
    assert.equal(selected, `${code}last();`);
  });

  it('announces whole sentences of the answer, not letters', async () => {
    const { page, tell } = await open();
    await tell(...streaming);
    const region = page.locator('[aria-live="polite"]:not([role])');
    await tell({ type: 'events', seq: 2, events: [textEvent('The **total** is')] });
    assert.equal((await region.textContent())?.trim(), '');
    await tell({ type: 'events', seq: 3, events: [textEvent(' wrong. And')] });
    assert.equal(await region.textContent(), 'The total is wrong.');
    assert.equal(await page.getByRole('log').getAttribute('aria-live'), 'off');
  });

  it('shows the last turns of a long conversation first, and older ones when they are scrolled to', async () => {
    const { page, tell } = await open();
    await tell(...(panelStates['long'] ?? []));
    const articles = page.getByRole('article', { name: 'You' });
    assert.equal(await articles.count(), 10);
    const log = page.getByRole('log');
    const first = page.getByText('Question 21', { exact: true });
    await log.evaluate((element) => element.scrollTo(0, 0));
    await page.getByText('Question 11', { exact: true }).waitFor({ state: 'attached' });
    assert.equal(await articles.count(), 20);
    // What was at the top is still in sight.
    const { y = -1 } = (await first.boundingBox()) ?? {};
    assert.ok(y >= 0 && y < 800, `the question that was read is at ${y}`);
  });

  it('names the code block that is copied and inserted', async () => {
    const { page, tell, asked } = await open();
    await tell(
      statusMessage(),
      snapshotMessage([makeTurn('7', 'q', [textStep('- item\n\n  ```js\n  one\n  ```\n\n```ts\ntwo\n```')])]),
    );
    await page.getByRole('button', { name: 'Copy code' }).nth(1).click();
    await page.getByRole('button', { name: 'Insert at cursor' }).first().click();
    assert.deepEqual((await asked()).slice(1), [
      { type: 'copyCode', turnId: '7', partKey: '0.0.0', block: 1 },
      { type: 'insertCode', turnId: '7', partKey: '0.0.0', block: 0 },
    ]);
  });

  it('opens links by the extension only', async () => {
    const { page, tell, asked, refused } = await open();
    await tell(
      statusMessage(),
      snapshotMessage([makeTurn('1', 'q', [textStep('[a](https://example.com/x)')])]),
    );
    await page.getByRole('link', { name: 'a' }).click();
    assert.deepEqual((await asked()).at(-1), { type: 'openLink', href: 'https://example.com/x' });
    assert.equal(page.url(), 'https://panel.test/');
    assert.deepEqual(refused, []);
  });

  for (const [name, text] of Object.entries(hostileMarkdown)) {
    it(`asks for nothing and runs nothing because of hostile Markdown: ${name}`, async () => {
      const { page, tell, refused } = await open();
      let dialogs = 0;
      page.on('dialog', (dialog) => {
        dialogs += 1;
        void dialog.dismiss();
      });
      await tell(...streaming);
      await tell({ type: 'events', seq: 2, events: [textEvent(text.slice(0, 30))] });
      await tell({ type: 'events', seq: 3, events: [textEvent(text.slice(30))] });
      await tell({
        type: 'events',
        seq: 4,
        events: [{ type: 'turnEnded', turnId: '1', at: 1, status: 'done' }],
      });
      await page.getByRole('button', { name: 'Send' }).waitFor();
      assert.deepEqual(refused, []);
      assert.equal(dialogs, 0);
      assert.equal(
        await page
          .locator('#root :is(script, iframe, object, embed, style, link, img, form form, svg, video, audio)')
          .count(),
        0,
      );
    });
  }

  it('tells the extension of the draft, takes it back, and keeps the place over a reload', async () => {
    const first = await open({ height: 500 });
    await first.tell(...(panelStates['answered'] ?? []));
    await first.page.getByRole('textbox').fill('half a question');
    await first.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    const told = (await first.posted()).findLast((message) => message.type === 'draftChanged');
    assert.equal(told?.text, 'half a question');
    await first.page.getByRole('log').hover();
    await first.page.mouse.wheel(0, -400);
    await first.page.waitForFunction(() => {
      const saved = Reflect.get(window, 'savedState') as { place?: { turnId: string } } | undefined;
      return saved?.place?.turnId === '1';
    });
    const state: unknown = await first.page.evaluate(() => Reflect.get(window, 'savedState') as unknown);
    const second = await openPanel(context, { height: 500, state });
    await second.tell(...(panelStates['answered'] ?? []), { type: 'draft', text: 'half a question' });
    assert.equal(await second.page.getByRole('textbox').inputValue(), 'half a question');
    await second.page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    await second.page.close();
  });

  it('puts the cursor and a text into the composer when it is asked to', async () => {
    const { page, tell } = await open();
    await tell(statusMessage(), snapshotMessage([]), { type: 'focusInput', text: 'Explain this.' });
    const input = page.getByRole('textbox');
    assert.equal(await input.inputValue(), 'Explain this.');
    await page.keyboard.type(' Now');
    assert.equal(await input.inputValue(), 'Explain this. Now');
  });

  it('fits into 200 pixels and at twice the size', async () => {
    const { page, tell } = await open({ width: 200 });
    await tell(...(panelStates['answered'] ?? []));
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok((await overflow()) <= 0);
    await page.setViewportSize({ width: 400, height: 800 });
    await page.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    assert.ok((await overflow()) <= 0);
    await page.getByRole('textbox', { name: 'Message Gemini' }).click();
  });
});
