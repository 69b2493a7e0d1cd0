import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The processes that a process has started, and theirs, parents first; none where that cannot be told. */
export async function descendantsOf(pid: number): Promise<readonly number[]> {
  if (process.platform === 'win32') return [];
  try {
    const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid='], { timeout: 5000 });
    return descendantsIn(stdout, pid);
  } catch {
    return [];
  }
}

/** The processes below one in a table of `pid ppid` lines, parents first. */
export function descendantsIn(table: string, pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const line of table.split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child === undefined || parent === undefined || child === parent) continue;
    const siblings = children.get(parent) ?? [];
    siblings.push(child);
    children.set(parent, siblings);
  }
  const found = (children.get(pid) ?? []).slice();
  for (const each of found)
    found.push(...(children.get(each) ?? []).filter((child) => !found.includes(child)));
  return found;
}

/**
 * Ends a process and all below it at once. The process goes first: a shell whose command is gone would go on with the
 * next one. Never throws.
 */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await execute('taskkill', ['/pid', String(pid), '/t', '/f']).catch(() => undefined);
    return;
  }
  const below = await descendantsOf(pid);
  for (const each of [pid, ...below]) sendSignal(each, 'SIGKILL');
}

/** Sends a signal, or asks with 0 whether a process is there; a negative number means a group. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // It has ended by itself.
    return false;
  }
}
