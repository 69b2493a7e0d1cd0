import type { Page } from 'playwright-core';
import { createFeed } from '../../../src/protocol/feed';
import type { ToPanel } from '../../../src/protocol/messages';
import { openPanel } from '../../ui/panelHarness/openPanel';
import { statusMessage } from '../../ui/panelHarness/panelStates';
import { buildExtension } from '../bundle/buildExtension';
import { longConversation } from '../content/longConversation';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';
import { heapOf } from './heapOf';
import { loadMessages } from './playMessages';
import { type BenchBrowser, withBrowser } from './withBrowser';

const rounds = 5;

interface Opening {
  /** Milliseconds from the message that brings the chat to the picture of its end. */
  readonly firstPaint: number;
  /** Megabytes, once everything is there. */
  readonly heap: number;
}

/** How soon the end of a long chat is shown, and what the chat costs to hold. */
export const opening: Measurement = {
  name: 'opening',
  about: 'opening chats of 50, 500 and 5,000 turns of 4 KB in the panel',
  run: () => withBrowser(measure),
};

async function measure(running: BenchBrowser): Promise<readonly Finding[]> {
  const folder = await buildExtension();
  const open = (turns: number) => {
    const messages = openingMessages(turns);
    return () => openChat(running, folder, messages);
  };
  const results = await interleave({ short: open(50), middle: open(500), long: open(5000) }, { rounds });
  const paint = ({ firstPaint }: Opening): number => firstPaint;
  const words = (number: (result: Opening) => number): string =>
    `${rounded(medianOf(results, 'short', number))}, ${rounded(medianOf(results, 'middle', number))}, ${rounded(medianOf(results, 'long', number))}`;
  return [
    {
      what: 'first paint of a chat of 5,000 turns against 50',
      value: medianRatio(results, 'long', 'short', paint),
      unit: '×',
      goal: { atMost: 1.2 },
      detail: `50, 500 and 5,000 turns: ${words(paint)} ms; heap ${words(({ heap }) => heap)} MB`,
    },
  ];
}

/** What the extension sends to a panel that opens such a chat. */
function openingMessages(turns: number): readonly ToPanel[] {
  const messages: ToPanel[] = [statusMessage()];
  const conversation = longConversation(turns);
  const feed = createFeed(
    () => conversation,
    (message) => messages.push(message),
  );
  feed.snapshot();
  feed.dispose();
  return messages;
}

async function openChat(
  { context }: BenchBrowser,
  folder: string,
  messages: readonly ToPanel[],
): Promise<Opening> {
  const { page, refused } = await openPanel(context, { folder });
  try {
    await loadMessages(page, messages);
    const firstPaint = await timeToPaint(page);
    if (refused.length > 0) throw new Error(`The page failed: ${refused.join(', ')}`);
    const { bytes } = await heapOf(page);
    return { firstPaint, heap: bytes / 1024 / 1024 };
  } finally {
    await page.close();
  }
}

/** Sends the messages that are in the page and waits for the frame that shows an exchange. */
function timeToPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let start = 0;
        const watch = new MutationObserver(() => {
          if (document.querySelector('.exchange') === null) return;
          watch.disconnect();
          requestAnimationFrame(() => {
            // A message is handled after the frame that is under way.
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve(performance.now() - start));
            port1.start();
            port2.postMessage(undefined);
          });
        });
        watch.observe(document.body, { childList: true, subtree: true });
        requestAnimationFrame(() => {
          const messages = Reflect.get(window, 'benchMessages') as readonly unknown[];
          Reflect.deleteProperty(window, 'benchMessages');
          start = performance.now();
          for (const message of messages) window.postMessage(message, '*');
        });
      }),
  );
}
