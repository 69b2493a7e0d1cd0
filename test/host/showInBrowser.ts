import { format } from 'node:util';
import type { Page } from 'playwright-core';
import type { RunningServer } from './startServer';
import { startBrowser } from './startBrowser';
import { workbenchUrl, type WorkbenchContent } from './workbenchUrl';

/**
 * Runs in the page. A built VS Code takes an extension under test from its address only when its test driver is on.
 * Only the newest server has an option for that, so it is switched on where the page reads its configuration.
 */
const driverSwitch = `{
  const read = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = read.call(this, name);
    if (value === null || this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings') return value;
    const configuration = JSON.parse(value);
    configuration.developmentOptions = { ...configuration.developmentOptions, enableSmokeTestDriver: true };
    return JSON.stringify(configuration);
  };
}`;

export interface TestWindow extends WorkbenchContent {
  /** Milliseconds until the tests are given up. */
  readonly timeLimit: number;
  /** Called several times a second. */
  readonly whileOpen: () => void;
}

/**
 * Opens a workbench window that runs extension tests, and waits until VS Code says that they have ended, or that
 * cannot happen any more. Returns which of these it was, in words.
 */
export async function showInBrowser(server: RunningServer, window: TestWindow): Promise<string> {
  const context = await startBrowser();
  const page = context.pages()[0] ?? (await context.newPage());
  const timer = setInterval(window.whileOpen, 100);
  let timeout: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      timeout = setTimeout(() => resolve(`they took longer than ${window.timeLimit} ms`), window.timeLimit);
      page.on('crash', () => resolve('the page of the workbench crashed'));
      open(page, server, window, () => resolve('the extension host ended first')).catch(reject);
    });
  } finally {
    clearTimeout(timeout);
    clearInterval(timer);
    await saveScreenshot(page);
    await context.close();
  }
}

async function open(page: Page, server: RunningServer, window: TestWindow, ended: () => void): Promise<void> {
  await page.exposeFunction('codeAutomationExit', ended);
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown) => {
    if (process.env['GEMINI_TEST_VERBOSE'])
      console.error(`[${type}]`, format(...(Array.isArray(args) ? args : [args])));
  });
  await page.addInitScript({ content: driverSwitch });
  await page.goto(workbenchUrl(server, window), { timeout: 120_000 });
}

async function saveScreenshot(page: Page): Promise<void> {
  const file = process.env['GEMINI_TEST_SCREENSHOT'];
  if (file) await page.screenshot({ path: file }).catch((error: unknown) => console.error(String(error)));
}
