import type { FrameLocator, Page } from 'playwright-core';

/** Milliseconds that a step in the workbench may take on a slow and busy machine. */
export const patience = 60_000;

/** Waits until the workbench of a page is there and takes input. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page
    .locator('.monaco-workbench .part.activitybar .action-item')
    .first()
    .waitFor({ timeout: 2 * patience });
  await page
    .locator('.monaco-workbench .part.statusbar .statusbar-item')
    .first()
    .waitFor({ timeout: patience });
}

/**
 * Runs a command through the command palette, by its full title (`Category: Title`). Tries again when the palette
 * closes, because a view that takes the focus while the window restores closes it.
 */
export async function palette(page: Page, title: string): Promise<void> {
  await quickOpen(page, `>${title}`, title);
}

/** Opens a file of the workspace by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  await quickOpen(page, name, name);
  await page
    .locator(`.tabs-container .tab[data-resource-name="${name}"].active`)
    .waitFor({ timeout: patience });
  await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: patience });
}

async function quickOpen(page: Page, text: string, row: string): Promise<void> {
  const attempts = 6;
  for (let attempt = 1; ; attempt++) {
    try {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input[type=text]').fill(text, { timeout: 10_000 });
      await page
        .locator('.quick-input-list .monaco-list-row.focused', { hasText: row })
        .waitFor({ timeout: 10_000 });
      await page.keyboard.press('Enter');
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/**
 * The content of the webview that an extension (`publisher.name`) shows in a view. VS Code says what a webview is for
 * only the first time; one that was hidden and shown again is known by having come before any editor tab.
 */
export function webviewView(page: Page, extensionId: string): FrameLocator {
  return page
    .frameLocator(`iframe.webview[src*="extensionId=${extensionId}"]:not([src*="purpose=webviewPanel"])`)
    .first()
    .frameLocator('iframe#active-frame');
}

/**
 * Selects lines of the active text editor, both counted from 1, by its own *Go to Line* and the keyboard. The status
 * bar says where the cursor is: keys that a busy window lost are typed again.
 */
export async function selectLines(page: Page, first: number, last: number): Promise<void> {
  const attempts = 5;
  const place = page.locator('.statusbar-item', {
    hasText: new RegExp(`Ln ${last}, Col \\d+ \\(\\d+ selected\\)`),
  });
  for (let attempt = 1; ; attempt++) {
    try {
      await typeSelection(page, first, last);
      await place.waitFor({ timeout: 5_000 });
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

async function typeSelection(page: Page, first: number, last: number): Promise<void> {
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.fill(`:${first}`, { timeout: 5_000 });
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden', timeout: 5_000 });
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  for (let line = first; line < last; line++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+End');
}

/** The text of the notifications that are shown now. */
export async function notifications(page: Page): Promise<readonly string[]> {
  return page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
}
