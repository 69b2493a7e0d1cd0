import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type LargeFile, LargeFileError } from '../session/largeFile';

/** A file of this computer, read piece by piece and only when it is wanted. */
export function largeFile(path: string, known: Pick<LargeFile, 'name' | 'mimeType' | 'bytes'>): LargeFile {
  const { name, bytes } = known;
  return {
    ...known,
    async sha256(signal) {
      const hash = createHash('sha256');
      let read = 0;
      try {
        for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 })) {
          hash.update(chunk as Buffer);
          read += (chunk as Buffer).length;
        }
      } catch (error) {
        signal.throwIfAborted();
        throw unreadable(name, error);
      }
      if (read !== bytes) throw new LargeFileError(`${name} was changed. Attach it again.`);
      return hash.digest('hex');
    },
    async open() {
      try {
        const handle = await open(path);
        return {
          async read(offset, length) {
            const buffer = new Uint8Array(length);
            const { bytesRead } = await handle.read(buffer, 0, length, offset);
            return bytesRead === length ? buffer : buffer.slice(0, bytesRead);
          },
          close: () => handle.close(),
        };
      } catch (error) {
        throw unreadable(name, error);
      }
    },
  };
}

/** The first bytes of a file, enough to tell what it is. */
export async function readHead(path: string, length: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await handle.read(buffer, 0, length, 0);
    return buffer.slice(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unreadable(name: string, cause: unknown): LargeFileError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new LargeFileError(missing ? `${name} no longer exists.` : `${name} cannot be read.`, { cause });
}
