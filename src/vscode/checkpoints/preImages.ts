import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createDeflate, deflate, inflate } from 'node:zlib';
import type { KeptContent, PreImages } from '../../review/checkpoints';

/** A window that has just kept something may not have noted yet what for. */
const youngMs = 60 * 60 * 1000;
/** Only this user may read what was in the files. */
const mode = 0o600;
/** Fast rather than small: a person waits for the change that comes after. */
const level = 1;
/** A file of at most so many bytes is read at once, which takes two thirds of the time of a stream. */
const smallFile = 1_000_000;

/** The hash of a content. */
export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Pre-images as files `<folder>/<first two letters>/<hash>`, compressed. Each is written beside and then put into its
 * place, so that none is ever there in part, however many windows write.
 */
export function createPreImages(folder: string): PreImages {
  const fileOf = (hash: string): string => path.join(folder, hash.slice(0, 2), hash);
  const temporary = async (): Promise<string> => {
    await mkdir(folder, { recursive: true });
    return path.join(folder, `${randomUUID()}.part`);
  };
  /** What is kept already counts as new: it must not go before it is noted what for. */
  const present = async (hash: string): Promise<KeptContent | undefined> => {
    try {
      const now = new Date();
      await utimes(fileOf(hash), now, now);
      return { hash, size: (await stat(fileOf(hash))).size };
    } catch {
      return undefined;
    }
  };
  const place = async (hash: string, part: string): Promise<KeptContent> => {
    await mkdir(path.dirname(fileOf(hash)), { recursive: true });
    await rename(part, fileOf(hash));
    return { hash, size: (await stat(fileOf(hash))).size };
  };

  const keep: PreImages['keep'] = async (content) => {
    const hash = hashOf(content);
    const kept = await present(hash);
    if (kept !== undefined) return kept;
    const part = await temporary();
    await writeFile(part, await promisify(deflate)(content, { level }), { mode });
    return place(hash, part);
  };

  return {
    keep,
    async keepFile(file) {
      if (await isSmall(file)) return keep(await readFile(file));
      const part = await temporary();
      const hash = createHash('sha256');
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          hash.update(chunk);
          next(null, chunk);
        },
      });
      try {
        await pipeline(
          createReadStream(file),
          counting,
          createDeflate({ level }),
          createWriteStream(part, { mode }),
        );
        const digest = hash.digest('hex');
        return (await present(digest)) ?? (await place(digest, part));
      } finally {
        await rm(part, { force: true });
      }
    },
    async hashFile(file) {
      if (await isSmall(file)) return hashOf(await readFile(file));
      const hash = createHash('sha256');
      await pipeline(createReadStream(file), hash);
      return hash.digest('hex');
    },
    async get(hash) {
      try {
        const content = await promisify(inflate)(await readFile(fileOf(hash)));
        return hashOf(content) === hash ? content : undefined;
      } catch {
        return undefined;
      }
    },
    async removeAllBut(hashes, now) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
        if (!entry.isFile() || hashes.has(entry.name)) continue;
        const file = path.join(entry.parentPath, entry.name);
        const isYoung = await stat(file).then(
          ({ mtimeMs }) => now - mtimeMs < youngMs,
          () => true,
        );
        if (!isYoung) await rm(file, { force: true });
      }
    },
  };
}

async function isSmall(file: string): Promise<boolean> {
  return (await stat(file)).size <= smallFile;
}
