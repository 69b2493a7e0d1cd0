import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MediaStore } from '../session/media';
import type { Logger } from '../util/log';

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'audio/wav': 'wav',
  'audio/mp3': 'mp3',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
};

/**
 * The media of a conversation as files, named by a hash of their content.
 * @param removed says whether the conversation was deleted: then nothing is kept any more.
 */
export function createMediaFolder(folder: string, removed: () => boolean, log: Logger): MediaStore {
  return {
    async put(bytes, mimeType) {
      if (removed()) throw new Error('The chat was deleted.');
      const extension = extensions[mimeType.split(';', 1)[0] ?? ''] ?? 'bin';
      const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, name), bytes);
      return name;
    },
    async get(name) {
      try {
        return await readFile(path.join(folder, path.basename(name)));
      } catch (error) {
        log.warn(`The file ${path.basename(name)} of chat ${path.basename(folder)} cannot be read.`, error);
        throw new Error('A picture or file of this chat is no longer on the disk.', { cause: error });
      }
    },
  };
}
