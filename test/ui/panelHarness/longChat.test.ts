import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { reduce } from '../../../src/conversation/reduce';
import type { ConversationEvent } from '../../../src/conversation/events';
import type { Conversation, Turn } from '../../../src/conversation/state';
import { createFeed } from '../../../src/protocol/feed';
import type { ToPanel } from '../../../src/protocol/messages';
import { longConversation } from '../../bench/content/longConversation';
import { startBrowser } from '../../host/startBrowser';
import { temporaryFolder } from '../../host/temporaryFolder';
import { openPanel, type OpenedPanel } from './openPanel';
import { makeTurn, statusMessage, textStep } from './panelStates';

/** A panel and the extension at its other end, as far as the conversation goes. */
interface LongChat extends OpenedPanel {
  readonly happens: (...events: readonly ConversationEvent[]) => Promise<void>;
}

/** 1,000 turns, and 40 more of another version of the third; a needle is in the first answer. */
function conversation(): Conversation {
  const long = longConversation(1000);
  const first = long.turns[0];
  if (first === undefined) throw new Error('There is no turn.');
  const branch = Array.from({ length: 40 }, (_, at): Turn => ({
    ...makeTurn(`b${at}`, `Other question ${at + 1}`, [textStep(`Other answer ${at + 1}.`)]),
    parentId: at === 0 ? 't1' : `b${at - 1}`,
  }));
  const needle = { ...first, rounds: makeTurn('', '', [textStep('A needle in the hay.')]).rounds };
  return { ...long, turns: [needle, ...long.turns.slice(1), ...branch] };
}

describe('a long conversation in the panel', function () {
  this.timeout(120_000);
  let context: BrowserContext;
  const pages: OpenedPanel[] = [];

  async function open(state?: unknown): Promise<LongChat> {
    const panel = await openPanel(context, { height: 600, ...(state === undefined ? {} : { state }) });
    pages.push(panel);
    let current = conversation();
    let sending = Promise.resolve();
    const feed = createFeed(
      () => current,
      (message: ToPanel) => {
        sending = sending.then(() => panel.tell(message)).catch(() => {});
      },
    );
    await panel.page.exposeFunction('fetchTurns', () => feed.more());
    await panel.page.evaluate(() => {
      const posted = Reflect.get(window, 'posted') as { readonly type: string }[];
      const fetchTurns = Reflect.get(window, 'fetchTurns') as () => void;
      Reflect.defineProperty(posted, 'push', {
        value: (message: { readonly type: string }) => {
          if (message.type === 'fetchTurns') fetchTurns();
          return Array.prototype.push.call(posted, message);
        },
      });
    });
    await panel.tell(statusMessage());
    feed.snapshot();
    await panel.page.getByText('Question 1000', { exact: true }).waitFor();
    return {
      ...panel,
      async happens(...events) {
        current = events.reduce(reduce, current);
        feed.push(events);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await sending;
      },
    };
  }
  const log = ({ page }: OpenedPanel) => page.getByRole('log', { name: 'Conversation' });
  const question = ({ page }: OpenedPanel, number: number) =>
    page.getByText(`Question ${number}`, { exact: true });
  const exchanges = (panel: OpenedPanel): Promise<number> => log(panel).locator('.exchange').count();
  const fromTop = async (panel: OpenedPanel, text: string): Promise<number> => {
    const box = await panel.page.getByText(text, { exact: true }).boundingBox();
    const { y = 0 } = (await log(panel).boundingBox()) ?? {};
    return (box?.y ?? Number.NaN) - y;
  };
  before(async () => {
    context = await startBrowser({ profileFolder: temporaryFolder('chromium') });
  });
  afterEach(async () => {
    for (const { page, refused } of pages.splice(0)) {
      assert.deepEqual(refused, []);
      await page.close();
    }
  });
  after(() => context?.close());

  it('goes from message to message past what is on the page, and keeps few turns there', async () => {
    const panel = await open();
    const focused = () => panel.page.evaluate(() => document.activeElement?.getAttribute('data-turn') ?? '');
    await panel.page.getByRole('textbox', { name: 'Message Gemini' }).focus();
    /** Presses until the focus is in that turn; a press has no effect while what is further up is on its way. */
    const go = async (key: 'Alt+ArrowUp' | 'Alt+ArrowDown', to: number): Promise<void> => {
      for (let presses = 0; (await focused()) !== `t${to}`; presses += 1) {
        assert.ok(presses < 400, `the focus is in ${await focused()} after ${presses} presses`);
        await panel.page.keyboard.press(key);
      }
    };
    await go('Alt+ArrowUp', 930);
    assert.ok(Math.abs(await fromTop(panel, 'Question 931')) < 40);
    assert.ok((await exchanges(panel)) <= 60, `${await exchanges(panel)} turns are on the page`);
    await go('Alt+ArrowDown', 990);
    assert.ok((await exchanges(panel)) <= 60, `${await exchanges(panel)} turns are on the page`);
  });

  it('finds a word in the first turn once that is there, and goes there without rendering all', async () => {
    const panel = await open();
    await panel.page.keyboard.press('Control+f');
    await panel.page.keyboard.type('needle');
    await panel.page.getByText('1 of 1 message').waitFor();
    await panel.page.waitForFunction(() => {
      const [range] = CSS.highlights.get('find') ?? [];
      const box = range instanceof Range ? range.getBoundingClientRect() : undefined;
      return box !== undefined && box.top > 0 && box.bottom < innerHeight;
    });
    assert.ok((await exchanges(panel)) <= 30, `${await exchanges(panel)} turns are on the page`);
    await panel.page.keyboard.press('Escape');

    // The third turn has another version, which stays where the one before was.
    await question(panel, 3).scrollIntoViewIfNeeded();
    await panel.page.mouse.wheel(0, 0);
    const before = await fromTop(panel, 'Question 3');
    await panel.page.getByRole('button', { name: 'Next version' }).click();
    const asked = (await panel.posted()).at(-1);
    assert.deepEqual(asked, { type: 'showVersion', turnId: 'b0' });
    await panel.happens({ type: 'headMoved', headId: 'b39' });
    await panel.page.getByText('Other question 1', { exact: true }).waitFor();
    const after = await fromTop(panel, 'Other question 1');
    assert.ok(Math.abs(after - before) < 2, `it was at ${before} and is at ${after}`);
    await panel.page.getByText('2 of 2', { exact: true }).waitFor();

    await panel.page.getByRole('button', { name: 'Jump to latest' }).click();
    await panel.page.getByText('Other question 40', { exact: true }).waitFor();
    await panel.page.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'detached' });
  });

  it('shows a branch of which nothing has come yet, and says that its beginning is loading', async () => {
    const panel = await open();
    await panel.happens({ type: 'headMoved', headId: 't900' });
    await question(panel, 901).waitFor();
    await panel.page.getByText('Back to the later messages').waitFor();
  });

  it('brings the reader back to where they were, however far up, when the page is made anew', async () => {
    const saved = { conversationId: 'c1', place: { turnId: 't437', top: -700 } };
    const panel = await open(saved);
    await question(panel, 439).waitFor();
    await panel.page.waitForTimeout(500);
    assert.ok((await exchanges(panel)) <= 40);
    const state = await panel.page.evaluate(() => Reflect.get(window, 'savedState') as typeof saved);
    assert.equal(state.place.turnId, 't437');
    assert.ok(Math.abs(state.place.top + 700) < 3, `it is at ${state.place.top}`);
    // Who asks something new is at the end again.
    await panel.happens({
      type: 'turnStarted',
      turnId: 'new',
      parentId: 't999',
      at: 0,
      model: 'm',
      stored: true,
      input: [{ content: { type: 'text', text: 'And now?' } }],
    });
    await panel.page.getByText('And now?').waitFor();
    await panel.page.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'detached' });
  });
});
