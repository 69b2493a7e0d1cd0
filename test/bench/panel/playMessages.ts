import type { Page } from 'playwright-core';
import type { ToPanel } from '../../../src/protocol/messages';

/** Puts messages into a page, so that sending them later costs it no parsing. */
export async function loadMessages(page: Page, messages: readonly ToPanel[]): Promise<void> {
  await page.evaluate((text) => {
    Reflect.set(window, 'benchMessages', JSON.parse(text));
  }, JSON.stringify(messages));
}

/**
 * Sends the messages that were put into the page, one in each frame, and waits until the page has nothing left to do
 * with them. In step with the frames, because by the clock a busy machine would show several at once, and less work
 * would look like better work. They come from the page itself: a command of the browser's tools for each would cost
 * more than many a frame.
 */
export async function playMessages(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const messages = Reflect.get(window, 'benchMessages') as readonly unknown[];
        let at = 0;
        const frame = (): void => {
          if (at < messages.length) {
            window.postMessage(messages[at], '*');
            at += 1;
            requestAnimationFrame(frame);
          } else {
            // Time for what is left to the moments when the page is idle.
            setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 1000 }), 600);
          }
        };
        requestAnimationFrame(frame);
      }),
  );
}
