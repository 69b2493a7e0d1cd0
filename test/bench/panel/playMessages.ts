import type { Page } from 'playwright-core';
import type { ToPanel } from '../../../src/protocol/messages';

/** Puts messages into a page, so that sending them later costs it no parsing. */
export async function loadMessages(page: Page, messages: readonly ToPanel[]): Promise<void> {
  await page.evaluate((text) => {
    Reflect.set(window, 'benchMessages', JSON.parse(text));
  }, JSON.stringify(messages));
}

/**
 * Sends the messages that were put into the page, each `everyMs` after the one before, and waits until the page has
 * nothing left to do with them. What is late is not made up for: on a busy machine several messages would then share a
 * frame, and less work would look like better work. They come from the page itself: a command of the browser's tools
 * for each would cost more than many a frame.
 */
export async function playMessages(page: Page, everyMs: number): Promise<void> {
  await page.evaluate(
    (every) =>
      new Promise<void>((resolve) => {
        const messages = Reflect.get(window, 'benchMessages') as readonly unknown[];
        const send = (at: number): void => {
          if (at < messages.length) {
            window.postMessage(messages[at], '*');
            setTimeout(() => send(at + 1), every);
          } else {
            // Time for what is left to the moments when the page is idle.
            setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 1000 }), 600);
          }
        };
        send(0);
      }),
    everyMs,
  );
}
