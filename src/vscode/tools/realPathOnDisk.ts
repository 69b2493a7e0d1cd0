import { lstat, realpath } from 'node:fs/promises';
import { ToolError } from '../../util/toolError';

/**
 * A path of this machine with every link followed; `undefined` when nothing is there.
 * @throws ToolError for a link that leads nowhere: whoever writes to it makes a file at an unknown place.
 */
export async function realPathOnDisk(absolute: string): Promise<string | undefined> {
  try {
    return await realpath(absolute);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ELOOP') throw new ToolError(`"${absolute}" is a link that leads to itself.`);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    if (await isLink(absolute)) throw new ToolError(`"${absolute}" is a link that leads nowhere.`);
    return undefined;
  }
}

async function isLink(absolute: string): Promise<boolean> {
  try {
    return (await lstat(absolute)).isSymbolicLink();
  } catch {
    return false;
  }
}
