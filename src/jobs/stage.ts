import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { refusal, type Refusal, type RefusalReason } from './refusal';
import { safeName } from './safeName';
import { createTakenNames } from './takenNames';

/** A file that came from an environment and lies in the staging folder. */
export interface StagedFile {
  /** Relative, with slashes, judged by `safeName`. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
  /** Where its bytes are. The name there is one of our own. */
  readonly file: string;
}

/** What came from an environment. */
export interface Staged {
  /** The staging folder. Whoever asked for it removes it. */
  readonly folder: string;
  /** By path. */
  readonly files: readonly StagedFile[];
  readonly refusals: readonly Refusal[];
  /** The paths of files that were not wanted. */
  readonly leftOut: readonly string[];
  /** Whether all that is there was seen; otherwise a path that is missing here may still exist there. */
  readonly isComplete: boolean;
}

export interface StagingLimits {
  /** Files, folders and whatever else is in an archive or a listing. */
  readonly members: number;
  /** Bytes of one file. */
  readonly memberBytes: number;
  /** Bytes of all files. */
  readonly totalBytes: number;
}

export interface StagingOptions {
  /** Where the staging folder is made: outside of every workspace folder. */
  readonly parent: string;
  readonly limits?: Partial<StagingLimits>;
  /** Whether a file is wanted, by its path; all are unless set. What is not wanted is counted and not fetched. */
  readonly wants?: (path: string) => boolean;
}

export const stagingLimits: StagingLimits = {
  members: 20_000,
  memberBytes: 256 * 1024 * 1024,
  totalBytes: 2 * 1024 * 1024 * 1024,
};

/** What is being staged. */
export interface Stage {
  readonly limits: StagingLimits;
  /**
   * Judges the name of one more member. The path for `add` when it is a file that is wanted; nothing when there is no
   * more to do about it, because it is a folder, was refused or is not wanted.
   */
  admit(name: string, kind: 'file' | 'folder' | RefusalReason, bytes?: number): string | undefined;
  /** Writes a file that was admitted, as its bytes come. Throws what they throw, and what the disk throws. */
  add(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  refuse(path: string, reason: RefusalReason): void;
  /** Says that not all was seen. */
  stop(): void;
  /** Whether nothing more can be taken. */
  readonly isStopped: boolean;
  end(): Staged;
}

/**
 * Runs something that stages, in a folder of its own that only this user can read. It is removed when that fails.
 * Every file in it has a number for a name and is made anew, so that no name from outside ever reaches the disk.
 */
export async function withStage(
  { parent, limits, wants = () => true }: StagingOptions,
  fill: (stage: Stage) => Promise<void>,
): Promise<Staged> {
  const folder = await mkdtemp(path.join(parent, 'environment-'));
  try {
    const stage = createStage(folder, { ...stagingLimits, ...limits }, wants);
    await fill(stage);
    return stage.end();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

class TooLarge extends Error {
  readonly reason: 'large' | 'tooMuch';

  constructor(reason: 'large' | 'tooMuch') {
    super(reason);
    this.reason = reason;
  }
}

function createStage(folder: string, limits: StagingLimits, wants: (path: string) => boolean): Stage {
  const taken = createTakenNames(4 * limits.members);
  const files: StagedFile[] = [];
  const refusals: Refusal[] = [];
  const leftOut: string[] = [];
  let members = 0;
  let count = 0;
  let total = 0;
  let isStopped = false;

  const refuse = (name: string, reason: RefusalReason): undefined => {
    refusals.push(refusal(name, reason));
  };
  const stop = (): void => {
    isStopped = true;
  };

  /** The bytes, counted. Several files may come at the same time, so that what is being written counts, too. */
  async function* counted(
    bytes: AsyncIterable<Uint8Array>,
    take: (chunk: Uint8Array) => number,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      total += chunk.byteLength;
      if (take(chunk) > limits.memberBytes) throw new TooLarge('large');
      if (total > limits.totalBytes) throw new TooLarge('tooMuch');
      yield chunk;
    }
  }

  return {
    limits,
    admit(name, kind, bytes = 0) {
      if (isStopped) return undefined;
      members += 1;
      if (members > limits.members) {
        stop();
        return refuse(name, 'many');
      }
      const judged = safeName(name);
      // A folder that an archive is made of may call itself `.`.
      if ('reason' in judged)
        return judged.reason === 'noName' && kind === 'folder' ? undefined : refuse(name, judged.reason);
      if (kind !== 'file' && kind !== 'folder') return refuse(name, kind);
      const inTheWay = taken.take(judged.path, kind);
      if (inTheWay === 'many') stop();
      if (inTheWay !== undefined) return refuse(name, inTheWay);
      if (kind === 'folder') return undefined;
      if (!wants(judged.path)) {
        leftOut.push(judged.path);
        return undefined;
      }
      return bytes > limits.memberBytes ? refuse(name, 'large') : judged.path;
    },
    async add(name, bytes) {
      count += 1;
      const file = path.join(folder, String(count));
      const hash = createHash('sha256');
      let size = 0;
      const take = (chunk: Uint8Array): number => {
        hash.update(chunk);
        size += chunk.byteLength;
        return size;
      };
      const handle = await open(file, 'wx', 0o600);
      try {
        await handle.writeFile(counted(bytes, take));
      } catch (error) {
        total -= size;
        await rm(file, { force: true });
        if (!(error instanceof TooLarge)) throw error;
        if (error.reason === 'tooMuch') stop();
        refuse(name, error.reason);
        return;
      } finally {
        await handle.close();
      }
      files.push({ path: name, bytes: size, sha256: hash.digest('hex'), file });
    },
    refuse,
    stop,
    get isStopped() {
      return isStopped;
    },
    end: () => ({
      folder,
      files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      refusals,
      leftOut,
      isComplete: !isStopped,
    }),
  };
}
