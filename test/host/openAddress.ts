import { spawn } from 'node:child_process';

/** Opens a web address in the browser of the user, where there is a way to. Failing to is no failure. */
export function openAddress(address: string): void {
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['cmd.exe', '/d', '/c', 'start', '""', address],
  }[process.platform as string] ?? ['xdg-open', address];
  const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
