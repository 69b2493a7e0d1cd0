import { constants } from 'node:fs';
import { access, open, type FileHandle } from 'node:fs/promises';
import type { GuardPorts, Place } from '../../tools/guard';
import { ToolError } from '../../util/toolError';
import { movedError, openedPath, recheckOpened } from './readPlace';

/** As for reading: neither follows a link at the end of the path, nor waits at a pipe. */
const carefully = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Whoever may write: owner, group or all. */
const writable = 0o222;

/**
 * Whether a file of this machine may be changed by its mode and its owner. An administrator may write everything; what
 * is marked as read-only is still meant to be.
 * @throws ToolError when it may not.
 */
export async function refuseReadonly(place: Place): Promise<void> {
  try {
    const file = await open(place.real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { mode } = await file.stat();
      if ((mode & writable) === 0) throw readonlyError(place);
    } finally {
      await file.close();
    }
    await access(place.real, constants.W_OK);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw readonlyError(place, error);
  }
}

/**
 * Writes over a file of this machine that the guard has let pass. What is written is what was checked; it keeps its mode
 * and owner, and whatever else has a link to it sees the change.
 * @param keepTime leaves the time of change as it was, when the editor has just saved the file and must not believe that
 *   somebody else was here
 * @throws ToolError when it cannot be written.
 */
export async function writePlace(
  place: Place,
  guard: GuardPorts,
  bytes: Uint8Array,
  keepTime: boolean,
): Promise<void> {
  const file = await openFile(place);
  try {
    const facts = await file.stat({ bigint: true });
    if (!facts.isFile()) throw new ToolError(`${place.name} is no regular file, so it cannot be changed.`);
    await recheckOpened(await openedPath(file), facts, place, guard);
    const { atime, mtime } = await file.stat();
    await writeAll(file, bytes);
    await file.truncate(bytes.length);
    if (keepTime) await file.utimes(atime, mtime);
  } finally {
    await file.close();
  }
}

async function openFile(place: Place): Promise<FileHandle> {
  try {
    return await open(place.real, carefully);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ELOOP' || code === 'EMLINK') throw movedError(place, error);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw readonlyError(place, error);
    throw new ToolError(`${place.name} could not be written${code === '' ? '' : ` (${code})`}.`, {
      cause: error,
    });
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at);
    at += bytesWritten;
  }
}

function readonlyError({ name }: Place, cause?: unknown): ToolError {
  return new ToolError(
    `${name} is read-only on the disk, so it cannot be changed. Ask the person whether it should be.`,
    { cause },
  );
}
