import { chromium, type BrowserContext } from 'playwright-core';
import { browser } from './browser';
import { temporaryFolder } from './temporaryFolder';

export interface BrowserOptions {
  /** Size of the window in CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The browser's profile, which holds VS Code's secrets. By default a new one, removed at the end. */
  readonly profileFolder?: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** Starts a Chromium without a window of its own, which reaches nothing but this machine. */
export async function startBrowser(options: BrowserOptions = {}): Promise<BrowserContext> {
  const { executable, env } = await browser();
  return chromium.launchPersistentContext(options.profileFolder ?? temporaryFolder('chromium'), {
    executablePath: executable,
    env: { ...definedOnly(process.env), ...env },
    headless: true,
    timeout: 120_000,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'dark',
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
