import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { startBrowser } from '../../host/startBrowser';
import { temporaryFolder } from '../../host/temporaryFolder';
import { openPanel, type OpenedPanel } from './openPanel';
import { makeTurn, snapshotMessage, statusMessage, textStep } from './panelStates';

describe('finding and jumping in a conversation of 60 turns', function () {
  this.timeout(120_000);
  let context: BrowserContext;
  let panel: OpenedPanel;
  const find = () => panel.page.getByRole('textbox', { name: 'Find in conversation' });
  const marked = () =>
    panel.page.evaluate(() =>
      [...(CSS.highlights.get('find') ?? [])].map((range) =>
        range instanceof Range ? range.toString() : '',
      ),
    );

  before(async () => {
    context = await startBrowser({ profileFolder: temporaryFolder('chromium') });
    panel = await openPanel(context, { height: 600 });
    const turns = Array.from({ length: 60 }, (_, at) =>
      makeTurn(`t${at}`, `Question ${at}`, [
        textStep(
          `Answer ${at}. ${at % 20 === 3 ? 'A **needle** in it, a Needle.' : 'Hay.'}\n\n${'More hay. '.repeat(80)}`,
        ),
      ]),
    );
    await panel.tell(statusMessage(), snapshotMessage(turns));
  });
  after(() => context?.close());

  it('opens with the usual key, marks the words and counts the messages, far above too', async () => {
    await panel.page.getByRole('textbox', { name: 'Message Gemini' }).focus();
    await panel.page.keyboard.press('Control+f');
    await find().and(panel.page.locator(':focus')).waitFor();
    await panel.page.keyboard.type('needle');
    await panel.page.getByText('1 of 3 messages').waitFor();
    await panel.page.getByText('Answer 3.').waitFor();
    assert.deepEqual(await marked(), ['needle', 'Needle']);
    await panel.page.keyboard.press('Enter');
    await panel.page.getByText('2 of 3 messages').waitFor();
    await panel.page.waitForFunction(() => {
      const [range] = CSS.highlights.get('find') ?? [];
      const article = range instanceof Range ? range.startContainer.parentElement?.closest('article') : null;
      const box = range instanceof Range ? range.getBoundingClientRect() : undefined;
      return (
        article?.dataset['turn'] === 't23' && box !== undefined && box.top > 0 && box.bottom < innerHeight
      );
    });
    await panel.page.keyboard.press('Shift+Enter');
    await panel.page.getByText('1 of 3 messages').waitFor();
  });

  it('says that there is none, and closes with Escape without stopping anything', async () => {
    await find().fill('nothing like it');
    await panel.page.getByText('No message').waitFor();
    assert.deepEqual(await marked(), []);
    await panel.page.keyboard.press('Escape');
    await find().waitFor({ state: 'detached' });
    await panel.page
      .getByRole('textbox', { name: 'Message Gemini' })
      .and(panel.page.locator(':focus'))
      .waitFor();
    assert.equal(
      (await panel.posted()).some(({ type }) => type === 'stop'),
      false,
    );
  });

  it('goes from message to message with Alt and the arrows', async () => {
    await panel.page.getByRole('button', { name: 'Jump to latest' }).click();
    const focused = () => panel.page.evaluate(() => document.activeElement?.getAttribute('data-turn') ?? '');
    await panel.page.keyboard.press('Alt+ArrowUp');
    const first = await focused();
    await panel.page.keyboard.press('Alt+ArrowUp');
    const second = await focused();
    assert.equal(Number(first.slice(1)) - Number(second.slice(1)), 1);
    await panel.page.keyboard.press('Alt+ArrowDown');
    assert.equal(await focused(), first);
  });
});
