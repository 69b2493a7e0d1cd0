import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { runProcess } from './runProcess';

/**
 * The program of the desktop VS Code that is installed on this machine, if it is at least of a version. The `code` of
 * a terminal inside a remote VS Code does not count: it only talks to the window that it is in.
 */
export async function installedVscode(oldest: string): Promise<string | undefined> {
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const command = path.join(folder, process.platform === 'win32' ? 'code.cmd' : 'code');
    if (!folder || !existsSync(command)) continue;
    const program = programOf(realpathSync(command));
    if (program && (await isAtLeast(command, oldest))) return program;
  }
  return undefined;
}

/** The command `code` hands over to a program that it does not wait for; we start that one ourselves. */
function programOf(command: string): string | undefined {
  const beside = {
    darwin: ['../../../MacOS/Electron', '../../../MacOS/Code'],
    win32: ['../Code.exe'],
    linux: ['../code'],
  }[process.platform as string];
  const candidates = (beside ?? []).map((file) => path.resolve(path.dirname(command), file));
  return candidates.find((file) => file !== command && existsSync(file));
}

async function isAtLeast(command: string, oldest: string): Promise<boolean> {
  const isScript = command.endsWith('.cmd');
  const { code, output } = isScript
    ? await runProcess('cmd.exe', ['/d', '/s', '/c', command, '--version'], { timeout: 30_000 })
    : await runProcess(command, ['--version'], { timeout: 30_000 });
  const said = /^(\d+)\.(\d+)\.\d+/m.exec(output);
  const [major = 0, minor = 0] = oldest.split('.').map(Number);
  if (code !== 0 || !said) return false;
  return Number(said[1]) > major || (Number(said[1]) === major && Number(said[2]) >= minor);
}
