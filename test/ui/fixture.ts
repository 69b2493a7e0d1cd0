import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { extensionId } from '../../src/manifest';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/emulator';
import { installPackage, linkExtension } from '../host/addExtension';
import { cacheFolder, checkoutFolder } from '../host/checkout';
import { copySampleWorkspace } from '../host/sampleWorkspace';
import { startBrowser, type BrowserOptions } from '../host/startBrowser';
import { startServer, type RunningServer, type ServerOptions } from '../host/startServer';
import { temporaryFolder } from '../host/temporaryFolder';
import type { UserSettings } from '../host/userSettings';
import { vscodeServer } from '../host/vscodeServer';
import { vscodeVersion, type VscodeVersion } from '../host/vscodeVersion';
import { openFile, palette, selectLines, waitForWorkbench, webviewView } from '../host/workbench';
import { workbenchUrl } from '../host/workbenchUrl';

export interface WorkbenchOptions {
  /** User settings; `workbench.colorTheme` sets the theme. */
  readonly settings?: UserSettings;
  /** Environment of the extension, as `{ GEMINI_API_KEY: 'emulator' }`. The emulator's address is always in it. */
  readonly env?: Readonly<Record<string, string>>;
  readonly emulator?: EmulatorOptions;
  readonly viewport?: BrowserOptions['viewport'];
  readonly workspaceTrust?: ServerOptions['workspaceTrust'];
  /** Changes the copy of the sample workspace before it is opened. */
  readonly prepare?: (workspace: string) => void | Promise<void>;
  /** A `.code-workspace` file in it, to open instead of the folder. */
  readonly workspaceFile?: string;
  /** A packed extension to install instead of the one of the checkout. */
  readonly vsixFile?: string;
}

/** A real VS Code in a browser, with the extension, an emulator of the service and a copy of the sample workspace. */
export interface Workbench {
  readonly version: VscodeVersion;
  readonly emulator: Emulator;
  /** Folder of the opened workspace. */
  readonly workspace: string;
  /** The window; another one after a restart. */
  readonly page: Page;
  /** Inside of the chat view; it exists once the view was opened. */
  readonly panel: FrameLocator;
  readonly server: RunningServer;
  /** Runs a command by its title in the palette, as `Gemini: New Chat`. */
  readonly palette: (title: string) => Promise<void>;
  readonly openFile: (name: string) => Promise<void>;
  /** Selects lines of the active editor, counted from 1. */
  readonly selectLines: (first: number, last: number) => Promise<void>;
  readonly reloadWindow: () => Promise<void>;
  /** Ends VS Code and the browser and starts them again with the same data; secrets survive. */
  readonly restart: () => Promise<void>;
  /** Saves a picture of the window and returns its file. */
  readonly screenshot: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const open = new Set<Workbench>();

/**
 * Opens VS Code (the version that GEMINI_TEST_VSCODE names, else the newest) for a test that does what a person does.
 * The test closes it; it is slow to start, so tests share one where they can.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const version = vscodeVersion();
  const vscode = await vscodeServer(version);
  const emulator = await startEmulator(options.emulator ?? {});
  const dataFolder = temporaryFolder('vscode');
  const profileFolder = temporaryFolder('chromium');
  const extensionsFolder = path.join(dataFolder, 'extensions');
  const workspace = copySampleWorkspace(path.join(temporaryFolder('workspace'), 'corner-shop'));
  await options.prepare?.(workspace);
  const opened =
    options.workspaceFile === undefined ? workspace : path.join(workspace, options.workspaceFile);
  if (options.vsixFile) await installPackage(vscode, { dataFolder, extensionsFolder }, options.vsixFile);
  else linkExtension(extensionsFolder, checkoutFolder);

  const start = async (port?: number): Promise<Running> => {
    const server = await startServer(vscode, {
      dataFolder,
      extensionsFolder,
      ...(port !== undefined && { port }),
      ...(options.settings && { settings: options.settings }),
      ...(options.workspaceTrust && { workspaceTrust: options.workspaceTrust }),
      env: { GOOGLE_GEMINI_BASE_URL: emulator.url, ...options.env },
    });
    const browser = await startBrowser({
      profileFolder,
      ...(options.viewport && { viewport: options.viewport }),
    });
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(workbenchUrl(server, { workspace: opened }), { timeout: 120_000 });
    await waitForWorkbench(page);
    return { server, browser, page };
  };
  const stop = async ({ server, browser }: Running): Promise<void> => {
    await browser.close();
    await server.stop();
  };

  let running = await start();
  const workbench: Workbench = {
    version,
    emulator,
    workspace,
    get page() {
      return running.page;
    },
    get panel() {
      return webviewView(running.page, extensionId);
    },
    get server() {
      return running.server;
    },
    palette: (title) => palette(running.page, title),
    openFile: (name) => openFile(running.page, name),
    selectLines: (first, last) => selectLines(running.page, first, last),
    reloadWindow: async () => {
      await running.page.reload({ timeout: 120_000 });
      await waitForWorkbench(running.page);
    },
    restart: async () => {
      const { port } = running.server;
      await stop(running);
      running = await start(port);
      if (running.server.port !== port)
        throw new Error(`Port ${port} was taken while VS Code was restarting.`);
    },
    screenshot: (name) => screenshot(running.page, version, name),
    close: async () => {
      open.delete(workbench);
      await stop(running);
      await emulator.close();
    },
  };
  open.add(workbench);
  return workbench;
}

interface Running {
  readonly server: RunningServer;
  readonly browser: BrowserContext;
  readonly page: Page;
}

async function screenshot(page: Page, version: VscodeVersion, name: string): Promise<string> {
  const folder =
    process.env['GEMINI_TEST_SCREENSHOTS'] || path.join(cacheFolder(), 'screenshots', version.name);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name.replaceAll(/[^\w.-]+/g, '-')}.png`);
  await page.screenshot({ path: file, timeout: 60_000 });
  return file;
}

// A failed test leaves a picture of what there was to see, and what the server has said.
afterEach('picture of a failure', async function () {
  const test = this.currentTest;
  if (test?.state !== 'failed') return;
  for (const workbench of open) {
    console.log(`      picture: ${await workbench.screenshot(`failed ${test.fullTitle()}`)}`);
  }
});
