import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './atExit';

/**
 * A new folder in the system's temporary folder, removed when this process ends. Its path is short, because VS Code
 * puts a socket in it, and the path of a socket has at most 107 characters.
 */
export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}-`));
  if (!process.env['GEMINI_TEST_KEEP']) atExit(() => removeFolder(folder));
  return folder;
}

/** Removes a folder, also while a process that is just ending still writes into it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
