import type { Browser, BrowserContext } from 'playwright-core';
import { browser } from '../../host/browser';
import { startBrowser } from '../../host/startBrowser';
import { CannotRun } from '../report/finding';

/** A running Chromium, and the context that pages are opened in. */
export interface BenchBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
}

/** Does something with a browser of its own. Throws CannotRun when there is none on this machine. */
export async function withBrowser<T>(run: (running: BenchBrowser) => Promise<T>): Promise<T> {
  try {
    await browser();
  } catch (error) {
    throw new CannotRun(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const context = await startBrowser();
  try {
    const running = context.browser();
    if (running === null) throw new Error('The browser cannot be traced.');
    return await run({ browser: running, context });
  } finally {
    await context.close();
  }
}
