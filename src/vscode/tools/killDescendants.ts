import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Ends all processes that a process has started, and theirs; the process itself stays. Never throws. */
export async function killDescendants(pid: number): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid='], { timeout: 5000 });
    for (const child of descendantsIn(stdout, pid)) kill(child);
  } catch {
    // Without ps they end with their terminal.
  }
}

/** The processes below one in a table of `pid ppid` lines. */
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

/** Ends a process and all that it has started; on Windows at least those that it still knows. Never throws. */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await execute('taskkill', ['/pid', String(pid), '/t', '/f']).catch(() => undefined);
    return;
  }
  await killDescendants(pid);
  kill(-pid);
  kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
