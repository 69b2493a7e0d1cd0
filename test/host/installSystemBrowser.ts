import { runOrThrow, runProcess } from './runProcess';

/** The Debian packages of a browser and of the fonts that the screenshots are readable with. */
export const browserPackages = ['chromium', 'fonts-dejavu-core', 'fonts-noto-core'] as const;

/** Installs Chromium by apt-get, as root or by a sudo that asks for no password. Throws when that is not possible. */
export async function installSystemBrowser(): Promise<void> {
  if ((await runProcess('apt-get', ['--version'])).code !== 0)
    throw new Error('apt-get is not on this machine.');
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await runProcess('sudo', ['-n', 'true'], { timeout: 10_000 })).code !== 0) {
    throw new Error('apt-get needs root, and sudo without a password does not work.');
  }
  const command = [...(isRoot ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  await run(command, ['update']);
  await run(command, ['install', '-y', '--no-install-recommends', ...browserPackages]);
}

async function run(command: readonly string[], args: readonly string[]): Promise<void> {
  const [program = '', ...first] = command;
  const waitForLock = ['-o', 'DPkg::Lock::Timeout=120'];
  await runOrThrow(program, [...first, ...waitForLock, ...args], { timeout: 600_000 });
}
