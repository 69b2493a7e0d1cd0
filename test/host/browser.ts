import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { debianBrowser, unpackedBrowser } from './debianBrowser';
import { installSystemBrowser } from './installSystemBrowser';
import { playwrightBrowser } from './playwrightBrowser';
import { runProcess } from './runProcess';

/** A Chromium that starts on this machine. */
export interface Browser {
  readonly executable: string;
  /** What must be in the environment of its process. */
  readonly env: Readonly<Record<string, string>>;
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const places = [
  ...['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'].flatMap((folder) =>
    names.map((name) => path.join(folder, name)),
  ),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
];

let found: Promise<Browser> | undefined;

/**
 * A Chromium: the one that the environment variable CHROMIUM names, else one of this machine, else one that is
 * installed now. Throws an error that says what was tried when there is none.
 */
export function browser(): Promise<Browser> {
  found ??= findOrInstall();
  return found;
}

async function findOrInstall(): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  if (named) {
    const problem = await whyItDoesNotStart({ executable: named, env: {} });
    if (problem) throw new Error(`CHROMIUM names ${named}, which does not start: ${problem}`);
    return { executable: named, env: {} };
  }
  const present = await firstThatStarts([...systemBrowsers(), ...unpackedBrowser()]);
  if (present) return present;

  console.log('There is no Chromium or Chrome on this machine; installing one (about a minute)…');
  const failures: string[] = [];
  for (const install of [installSystemBrowser, debianBrowser, playwrightBrowser]) {
    try {
      await install();
      const installed = await firstThatStarts([...systemBrowsers(), ...unpackedBrowser()], failures);
      if (installed) {
        console.log(`The browser is ${installed.executable}.`);
        return installed;
      }
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    'There is no Chromium for the tests that drive the workbench, and none could be installed.\n' +
      failures.map((failure) => `  - ${failure.replaceAll('\n', '\n    ')}\n`).join('') +
      'Install Chromium or Chrome, or set CHROMIUM to the path of one.',
  );
}

/** Browsers of this machine that look usable. GEMINI_TEST_IGNORE_BROWSERS hides them, to test how one is installed. */
function systemBrowsers(): readonly Browser[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  const system = process.env['GEMINI_TEST_IGNORE_BROWSERS'] ? [] : [...onPath, ...places];
  return [...new Set([...system, ...playwrightCache()])]
    .filter((file) => existsSync(file))
    .map((executable) => ({ executable, env: {} }));
}

/** What Playwright has downloaded, newest first. */
function playwrightCache(): readonly string[] {
  const caches = [
    process.env['PLAYWRIGHT_BROWSERS_PATH'],
    path.join(os.homedir(), '.cache/ms-playwright'),
    path.join(os.homedir(), 'Library/Caches/ms-playwright'),
  ];
  return caches.flatMap((cache) => {
    if (!cache || !existsSync(cache)) return [];
    const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
    const newestFirst = builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
    return newestFirst.flatMap((build) =>
      ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((file) => path.join(cache, build, file)),
    );
  });
}

async function firstThatStarts(
  browsers: readonly Browser[],
  failures: string[] = [],
): Promise<Browser | undefined> {
  for (const candidate of browsers) {
    const problem = await whyItDoesNotStart(candidate);
    if (!problem) return candidate;
    failures.push(`${candidate.executable} does not start: ${problem}`);
  }
  return undefined;
}

/** Runs the browser for its version: a broken link, a stub of a snap or a missing library fails here. */
async function whyItDoesNotStart({ executable, env }: Browser): Promise<string | undefined> {
  const options = { env: { ...process.env, ...env }, timeout: 60_000 };
  const { code, output } = await runProcess(executable, ['--version', '--no-sandbox'], options);
  if (code === 0) return undefined;
  return output.trim() || `exit code ${code}`;
}
