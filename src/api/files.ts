import { answerObject } from './answerBody';
import type { Caller } from './call';
import { ApiError } from './errors';
import { isObject } from './json';
import { pagesOf } from './query';
import { fileOf, type ServiceFile } from './serviceFile';
import type { UploadSource } from './uploadFile';
import { special } from './wording';

export interface UploadOptions {
  /** Told of the number of bytes that have arrived, after each chunk and after a setback. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * The Files API. Every method throws an ApiError for any failure, and the reason of the signal when that is aborted.
 *
 * Source: https://ai.google.dev/gemini-api/docs/files
 */
export interface Files {
  /**
   * Uploads in chunks, each read when its turn comes, so that memory stays flat. After a chunk that broke off the
   * service is asked how much it has, and it goes on from there. Resolves when everything has arrived; the service may
   * still be processing it then.
   */
  upload(source: UploadSource, signal: AbortSignal, options?: UploadOptions): Promise<ServiceFile>;
  /** Resolves when the file can be used; throws when the service could not process it. */
  untilActive(file: ServiceFile, signal: AbortSignal): Promise<ServiceFile>;
  get(name: string, signal: AbortSignal): Promise<ServiceFile>;
  delete(name: string, signal: AbortSignal): Promise<void>;
  /** All files that the key may see. */
  list(signal: AbortSignal): Promise<readonly ServiceFile[]>;
}

const filesPageSize = 100;
/** Milliseconds between two looks at a file that is processed, at first and at most. */
const firstLookMs = 500;
const slowestLookMs = 5000;
/** How long processing may take, in milliseconds. An hour of film takes about a minute. */
const longestProcessingMs = 600_000;

/** The Files API on a caller. */
export function createFiles(caller: Caller): Files {
  const { whole, policy } = caller;

  const get = async (name: string, signal: AbortSignal): Promise<ServiceFile> =>
    fileOf(await whole({ method: 'GET', path: filePath(name) }, signal, answerObject));

  return {
    async upload(source, signal, { onProgress = () => {} } = {}) {
      const { uploadFile } = await import('./uploadFile');
      return uploadFile({ caller, source, onProgress, get }, signal);
    },
    get,
    async untilActive(file, signal) {
      let current = file;
      let waited = 0;
      for (
        let pause = firstLookMs;
        current.state === 'processing';
        pause = Math.min(pause * 1.5, slowestLookMs)
      ) {
        if (waited > longestProcessingMs) throw new ApiError('timeout', special.fileSlow);
        await policy.sleep(pause, signal);
        waited += pause;
        current = await get(file.name, signal);
      }
      if (current.state === 'failed') {
        const words = current.failure === undefined ? {} : { serviceMessage: current.failure };
        throw new ApiError('invalid', special.fileFailed, words);
      }
      return current;
    },
    async delete(name, signal) {
      await whole({ method: 'DELETE', path: filePath(name) }, signal, () => undefined);
    },
    async list(signal) {
      const pages = await pagesOf('/files', filesPageSize, (path) =>
        whole({ method: 'GET', path }, signal, answerObject),
      );
      return pages.flatMap(({ files }) =>
        Array.isArray(files) ? (files as readonly unknown[]).filter(isObject).map(fileOf) : [],
      );
    },
  };
}

function filePath(name: string): string {
  const id = /^files\/([^/]+)$/.exec(name)?.[1] ?? '';
  if (id === '' || id === '.' || id === '..') throw new ApiError('invalid', special.noFile, { unsent: true });
  return `/files/${encodeURIComponent(id)}`;
}
