import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../../src/protocol/messages';
import { checkoutFolder } from '../../host/checkout';

/** The panel in a page of its own, with a pretended VS Code around it. */
export interface OpenedPanel {
  readonly page: Page;
  /** Sends the panel a message, as the extension would. */
  readonly tell: (...messages: readonly ToPanel[]) => Promise<void>;
  /** What the panel has sent so far. */
  readonly posted: () => Promise<readonly FromPanel[]>;
  /** Every address that the page asked for and was not given. */
  readonly refused: readonly string[];
}

export interface PanelOptions {
  readonly theme?: 'dark' | 'light' | 'contrast';
  readonly place?: 'sidebar' | 'editor';
  /** CSS pixels. */
  readonly width?: number;
  /** CSS pixels. */
  readonly height?: number;
  /** What the panel had saved before. */
  readonly state?: unknown;
  /** The folder with the built panel; `dist` unless the environment variable PANEL_FOLDER names another. */
  readonly folder?: string;
}

const origin = 'https://panel.test';

/** Opens the built panel with the content security policy that it has in VS Code. */
export async function openPanel(context: BrowserContext, options: PanelOptions = {}): Promise<OpenedPanel> {
  const page = await context.newPage();
  await page.setViewportSize({ width: options.width ?? 400, height: options.height ?? 800 });
  const refused: string[] = [];
  const built = options.folder ?? process.env['PANEL_FOLDER'] ?? 'dist';
  const files = new Map<string, { readonly type: string; readonly file: string }>([
    ['/panel.js', { type: 'text/javascript', file: path.join(built, 'panel.js') }],
    ['/highlight.js', { type: 'text/javascript', file: path.join(built, 'highlight.js') }],
    ['/panel.css', { type: 'text/css', file: 'media/panel.css' }],
    ['/themes.css', { type: 'text/css', file: 'test/ui/panelHarness/themes.css' }],
    ['/codicon.css', { type: 'text/css', file: 'node_modules/@vscode/codicons/dist/codicon.css' }],
    ['/codicon.ttf', { type: 'font/ttf', file: 'node_modules/@vscode/codicons/dist/codicon.ttf' }],
    ['/media/icon.png', { type: 'image/png', file: 'media/icon.png' }],
  ]);
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin === origin && url.pathname === '/') {
      await route.fulfill({ contentType: 'text/html', body: html(options) });
      return;
    }
    const found = url.origin === origin ? files.get(url.pathname) : undefined;
    if (found === undefined) {
      refused.push(url.href);
      await route.abort();
      return;
    }
    await route.fulfill({
      contentType: found.type,
      body: await readFile(path.resolve(checkoutFolder, found.file)),
    });
  });
  page.on('pageerror', (error) => refused.push(`error in the page: ${error.message}`));
  await page.goto(`${origin}/`);
  return {
    page,
    refused,
    async tell(...messages) {
      await page.evaluate((all: string) => {
        for (const message of JSON.parse(all) as unknown[]) window.postMessage(message, '*');
      }, JSON.stringify(messages));
      // Five frames: three that may lie between two renderings, one to render and one to paint.
      await page.evaluate(async () => {
        for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
      });
    },
    posted: () => page.evaluate(() => Reflect.get(window, 'posted') as readonly FromPanel[]),
  };
}

function html({ theme = 'dark', place = 'sidebar', state }: PanelOptions): string {
  const saved = JSON.stringify(state ?? null).replaceAll('<', '\\u003c');
  const policy =
    `default-src 'none'; script-src 'nonce-test'; style-src ${origin}; font-src ${origin}; ` +
    `img-src ${origin} data: blob:; media-src ${origin} data: blob:`;
  return `<!doctype html>
<html lang="en" data-theme="${theme}" data-place="${place}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/themes.css">
<link rel="stylesheet" href="/codicon.css">
<link rel="stylesheet" href="/panel.css">
<title>Gemini</title>
</head>
<body>
<div id="root"><p class="loading" role="status">Loading the conversation…</p></div>
<script nonce="test">
  window.posted = [];
  let state = ${saved};
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.posted.push(message),
    getState: () => state,
    setState: (next) => { state = next; window.savedState = next; },
  });
</script>
<script nonce="test" src="/panel.js"></script>
</body>
</html>`;
}
