import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { cacheFolder } from './checkout';
import { runProcess } from './runProcess';
import { temporaryFolder } from './temporaryFolder';
import { whyNoVscodeServer } from './vscodeServer';

const download = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * The program of a downloaded desktop VS Code, for the tests; undefined where the one that is served from npm is
 * taken instead: there is no display, the download cannot be reached, or what was downloaded does not start.
 * GEMINI_TEST_HOST decides it: `desktop` or `served`.
 */
export async function desktopVscode(version: string): Promise<string | undefined> {
  const choice = process.env['GEMINI_TEST_HOST'];
  const mustBeDesktop = choice === 'desktop' || whyNoVscodeServer() !== undefined;
  if (choice === 'served') return undefined;
  if (!mustBeDesktop && !((await hasDisplay()) && (await isReachable(download)))) return undefined;
  try {
    const cachePath = path.join(cacheFolder(), 'vscode-desktop');
    const program = await downloadAndUnzipVSCode({ version, cachePath, timeout: 30_000 });
    await assertStarts(program);
    return (await hasScreen()) ? program : underXvfb(program);
  } catch (error) {
    if (mustBeDesktop) throw error;
    console.log(
      `Desktop VS Code cannot be used (${error instanceof Error ? error.message : String(error)}).`,
    );
    console.log('VS Code is served from npm instead.');
    return undefined;
  }
}

/** Whether a window can be shown to somebody. */
export async function hasScreen(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  if (process.env['WAYLAND_DISPLAY']) return true;
  if (!process.env['DISPLAY']) return false;
  const { code } = await runProcess('xdpyinfo', [], { timeout: 5_000 });
  return code === 0 || code === 127; // 127: the tool is not installed, so the variable is believed.
}

async function hasDisplay(): Promise<boolean> {
  return (await hasScreen()) || (await runProcess('xvfb-run', ['--help'])).code === 0;
}

/** Whether a web address answers, quickly. */
export async function isReachable(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(4_000) })).ok;
  } catch {
    return false;
  }
}

/** A desktop VS Code lacks system libraries on a bare machine; asking for its version shows that. */
async function assertStarts(program: string): Promise<void> {
  const command = resolveCliPathFromVSCodeExecutablePath(program);
  const args = ['--version', '--no-sandbox', '--user-data-dir', temporaryFolder('vscode')];
  const { code, output } = await runProcess(command, args, { timeout: 60_000 });
  if (code !== 0)
    throw new Error(`it does not start: ${output.trim().split('\n')[0] || `exit code ${code}`}`);
}

function underXvfb(program: string): string {
  const file = path.join(temporaryFolder('vscode-xvfb'), 'code');
  writeFileSync(file, `#!/bin/sh\nexec xvfb-run -a '${program}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
