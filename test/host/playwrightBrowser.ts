import path from 'node:path';
import { checkoutFolder } from './checkout';
import { runOrThrow } from './runProcess';

/** Lets Playwright download its Chromium into its own cache. Throws when the download fails. */
export async function playwrightBrowser(): Promise<void> {
  const command = path.join(checkoutFolder, 'node_modules/playwright-core/cli.js');
  await runOrThrow(process.execPath, [command, 'install', 'chromium'], { timeout: 300_000 });
}
