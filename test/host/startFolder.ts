import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder, checkoutFolder } from './checkout';
import { temporaryFolder } from './temporaryFolder';

/** The longest path of a folder in which VS Code can make its sockets. */
const longest = 80;

/**
 * Where `npm start` keeps what a trial leaves behind: settings, secrets, conversations. A second trial at the same
 * time gets a folder that is removed at its end.
 */
export function startFolder(isSecond: boolean): string {
  if (isSecond) return temporaryFolder('gemini-start');
  const folder = path.join(cacheFolder(), 'start');
  if (folder.length <= longest) return folder;
  const id = createHash('sha256').update(checkoutFolder).digest('hex').slice(0, 8);
  return path.join(os.tmpdir(), `gemini-start-${id}`);
}
