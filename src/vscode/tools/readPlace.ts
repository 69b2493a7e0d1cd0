import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, readlink, type FileHandle } from 'node:fs/promises';
import { recheck, recheckRules, type GuardPorts, type Place } from '../../tools/guard';
import { ToolError } from '../../util/toolError';

/**
 * Neither follows a link at the end of the path, nor waits at a pipe for somebody to write to it. Windows has neither
 * flag.
 */
const carefully = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file of this machine that the guard has let pass. What is read is what was checked: a link that was put in its
 * way since is noticed.
 * @param most bytes
 * @throws ToolError when it is no file, too large, or no longer where it was.
 */
export async function readPlace(place: Place, guard: GuardPorts, most: number): Promise<Uint8Array> {
  const file = await openFile(place);
  try {
    const [facts, opened] = await Promise.all([file.stat({ bigint: true }), openedPath(file)]);
    if (facts.isDirectory()) throw new ToolError(`${place.name} is a folder. list_directory lists it.`);
    if (!facts.isFile()) throw new ToolError(`${place.name} is no regular file, so it cannot be read.`);
    await recheckOpened(opened, facts, place, guard);
    const size = Number(facts.size);
    if (size > most) throw tooLargeError(place, size, most);
    return await readAll(file, size, most, place);
  } finally {
    await file.close();
  }
}

/** Says that a file is larger than what is read at once. */
export function tooLargeError({ name }: Place, size: number, most: number): ToolError {
  return new ToolError(
    `${name} has ${megabytes(size)} MB, and at most ${megabytes(most)} MB can be read. search_text finds lines in it.`,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1).replace('.0', '');
}

async function openFile(place: Place): Promise<FileHandle> {
  try {
    return await open(place.real, carefully);
  } catch (error) {
    throw openError(place, error);
  }
}

/** What the model is told when a place cannot be opened. */
export function openError(place: Place, error: unknown): ToolError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'FileNotFound':
      return new ToolError(`There is no ${place.name}. find_files finds files by name.`, { cause: error });
    case 'ENOTDIR':
    case 'FileNotADirectory':
      return new ToolError(`${place.name} is no folder.`, { cause: error });
    case 'EISDIR':
    case 'FileIsADirectory':
      return new ToolError(`${place.name} is a folder. list_directory lists it.`, { cause: error });
    case 'ELOOP':
    case 'EMLINK':
      return movedError(place, error);
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return new ToolError(`${place.name} may not be read by this user of the computer.`, { cause: error });
    case 'ENXIO':
      return new ToolError(`${place.name} is no regular file, so it cannot be read.`, { cause: error });
    default:
      return new ToolError(`${place.name} cannot be read${code === '' ? '' : ` (${code})`}.`, {
        cause: error,
      });
  }
}

/** Says that something else is at a place by now. */
export function movedError({ name }: Place, cause?: unknown): ToolError {
  return new ToolError(`"${name}" now leads to another place than when the call was checked.`, { cause });
}

/**
 * Whether an open file is the one that a place led to when it was let pass, and may still be used. Where its path is not
 * told the two are compared, and the way there is looked at again.
 * @param opened what `openedPath` told
 * @throws ToolError when it is not.
 */
export async function recheckOpened(
  opened: string | undefined,
  facts: BigIntStats,
  place: Place,
  guard: GuardPorts,
): Promise<void> {
  if (opened === place.real) return recheckRules(place, guard);
  if (opened !== undefined) throw movedError(place);
  const now = await lstat(place.real, { bigint: true });
  if (now.ino !== facts.ino || now.dev !== facts.dev) throw movedError(place);
  await recheck(place, guard);
}

/** The path of what is open; `undefined` where the system does not tell it: only Linux does. */
export async function openedPath(file: FileHandle): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    return await readlink(`/proc/self/fd/${file.fd}`);
  } catch {
    return undefined; // Not every container has /proc.
  }
}

/** Reads to the end, also of a file that grows, or whose size the system does not tell. */
async function readAll(file: FileHandle, size: number, most: number, place: Place): Promise<Uint8Array> {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    length += bytesRead;
    if (bytesRead === 0 || (length === size && size > 0)) return bytes.subarray(0, length);
    if (length > most) throw tooLargeError(place, length, most);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(bytes.length * 2, most + 1) + 1);
  }
}
