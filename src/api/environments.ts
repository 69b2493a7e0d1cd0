import type { Caller } from './call';
import type { EnvironmentNetwork } from './environmentValue';

/** A sandbox that the service keeps: seven days after its last use it is gone. */
export interface Environment {
  readonly id: string;
  readonly status: 'active' | 'expired' | (string & {});
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly usedAt?: number;
  readonly files?: number;
  readonly bytes?: number;
  readonly network?: EnvironmentNetwork;
}

/** A file or folder of a sandbox, as its listing says it; nothing of it has been checked. */
export interface EnvironmentFile {
  /** From the root of the sandbox: `workspace/src/main.py`. */
  readonly path: string;
  /** `other`: something that the service calls by neither name. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes?: number;
  readonly mimeType?: string;
  readonly modifiedAt?: number;
}

export interface ListFilesOptions {
  /** The folder whose content is listed, from the root of the sandbox; the root itself unless set. */
  readonly directory?: string;
  /** Whether what is in its folders is listed, too. */
  readonly recursive?: boolean;
}

/**
 * The sandboxes of agents, and the files in them. Every method throws an ApiError for any failure, `notFound` for a
 * sandbox that has expired, and the reason of the signal when that is aborted. What is read is the last snapshot, which
 * may be older than what an agent that is still at work has just written.
 *
 * Source: https://ai.google.dev/api/interactions-api
 */
export interface Environments {
  get(id: string, signal: AbortSignal): Promise<Environment>;
  /** All sandboxes that the key may see. */
  list(signal: AbortSignal): Promise<readonly Environment[]>;
  /** Removes it with all its files; nothing brings them back. */
  delete(id: string, signal: AbortSignal): Promise<void>;
  /** The files of a folder, page by page; a page is asked for when the one before has been taken. */
  listFiles(
    id: string,
    options: ListFilesOptions,
    signal: AbortSignal,
  ): AsyncGenerator<readonly EnvironmentFile[]>;
  /**
   * The bytes of a file, or of a folder as a POSIX archive, as they arrive: what is not taken is not read, and leaving
   * the loop closes the connection. Nothing is sent before the first are asked for. Redirects are followed, without
   * the key where they lead to another origin. Once bytes have arrived nothing is repeated.
   */
  download(id: string, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array>;
  /**
   * The whole `workspace` as an archive, in the same way. A service that does not know this is asked at the address that
   * older ones have for it. The names in the archive begin with `workspace/`, or in that folder.
   */
  downloadAll(id: string, signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

/** The sandboxes on a caller. Their code is loaded with the first call. */
export function createEnvironments(caller: Caller): Environments {
  const load = async (): Promise<Environments> => {
    const { createEnvironmentCalls } = await import('./environmentCalls');
    return createEnvironmentCalls(caller);
  };
  return {
    get: async (...given) => (await load()).get(...given),
    list: async (...given) => (await load()).list(...given),
    delete: async (...given) => (await load()).delete(...given),
    async *listFiles(...given) {
      yield* (await load()).listFiles(...given);
    },
    async *download(...given) {
      yield* (await load()).download(...given);
    },
    async *downloadAll(...given) {
      yield* (await load()).downloadAll(...given);
    },
  };
}
