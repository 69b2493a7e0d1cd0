import { ApiError } from '../api/errors';
import type { Files } from '../api/files';
import type { ServiceFile } from '../api/serviceFile';
import { untilAborted } from '../api/untilAborted';
import type { UploadState } from '../conversation/uploadState';
import type { Logger } from '../util/log';
import { type LargeFile, LargeFileError } from './largeFile';

/** An upload that lives, as it is remembered over reloads. */
export interface KnownUpload {
  /** Its name at the service. */
  readonly name: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Whether a message refers to it. */
  readonly sent: boolean;
}

/** Remembers uploads by the SHA-256 of their content. */
export interface UploadMemory {
  find(sha256: string): KnownUpload | undefined;
  keep(sha256: string, upload: KnownUpload): void;
  forget(sha256: string): void;
}

/** One attachment on its way to the service. */
export interface Upload {
  readonly state: UploadState;
  /** Where it lies and until when (milliseconds since the epoch); `undefined` unless it is ready. */
  readonly place: { readonly uri: string; readonly expires: number } | undefined;
  /** Whether the service keeps it long enough to rely on; true until it is ready. */
  readonly livesLong: boolean;
  /** Calls the listener when the state, or the percentage, has changed. */
  onChange(listener: () => void): void;
  /** Starts again after a failure, or when the service is about to forget the file. */
  retry(): void;
  /** Tells that a message refers to it now. */
  markSent(): void;
  /** Ends it. What no message refers to and nobody else attaches is deleted at the service. */
  release(): void;
}

/** Brings files to the service: the same bytes once, as long as they live there. */
export interface Uploads {
  /** @param previous is released as soon as that loses no bytes that the new one needs */
  start(file: LargeFile, previous?: Upload): Upload;
  /** Stops what is under way and deletes nothing: drafts that come back after a reload want it. */
  dispose(): void;
}

export interface UploadDependencies {
  readonly files: () => Promise<Files>;
  readonly memory: UploadMemory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Logger;
}

/** What lives no longer than this, in milliseconds, is not relied on: a question may take a while to be written. */
export const shortestLife = 30 * 60_000;
/** How long the service keeps a file, in milliseconds, where it does not say. */
const usualLife = 48 * 3_600_000;
const deletePatienceMs = 10_000;

/** One transfer, shared by all that attach the same bytes. */
interface Transfer {
  readonly done: Promise<KnownUpload>;
  readonly controller: AbortController;
  readonly listeners: Set<(state: UploadState) => void>;
  state: UploadState;
}

export function createUploads(dependencies: UploadDependencies): Uploads {
  const { files, memory, now, log } = dependencies;
  const transfers = new Map<string, Transfer>();
  /** Who attaches what, by its hash. */
  const holders = new Map<string, Set<Upload>>();
  const running = new Set<AbortController>();

  const livesLong = ({ expiresAt }: { readonly expiresAt: number }): boolean =>
    expiresAt - now() > shortestLife;

  /** The upload of the same bytes, when the service says that it is still there for this key. */
  async function reusable(
    sha256: string,
    { bytes, mimeType }: LargeFile,
    signal: AbortSignal,
  ): Promise<KnownUpload | undefined> {
    const known = memory.find(sha256);
    if (known === undefined || known.bytes !== bytes || known.mimeType !== mimeType || !livesLong(known))
      return undefined;
    try {
      const service = await files();
      const file = await service.untilActive(await service.get(known.name, signal), signal);
      return file.bytes === bytes ? known : undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError) || error.retryable || error.kind === 'auth') throw error;
      // Deleted, expired, failed, or of another key's project.
      memory.forget(sha256);
      return undefined;
    }
  }

  async function transfer(
    sha256: string,
    file: LargeFile,
    tell: (state: UploadState) => void,
    signal: AbortSignal,
  ): Promise<KnownUpload> {
    const reused = await reusable(sha256, file, signal);
    if (reused !== undefined) return reused;
    const service = await files();
    const { name, mimeType, bytes } = file;
    const opened = await file.open();
    let uploaded: ServiceFile;
    try {
      const source = {
        name,
        mimeType,
        bytes,
        read: (offset: number, length: number) => opened.read(offset, length),
      };
      uploaded = await service.upload(source, signal, {
        onProgress: (arrived) => tell({ state: 'uploading', part: arrived / bytes }),
      });
    } finally {
      await opened.close();
    }
    const expiresAt = uploaded.expiresAt ?? now() + usualLife;
    const known = { name: uploaded.name, uri: uploaded.uri, mimeType, bytes, expiresAt, sent: false };
    if (uploaded.sha256 !== undefined && uploaded.sha256 !== sha256) {
      deleteAtService(uploaded.name);
      throw new LargeFileError(`${name} was changed while it was uploaded.`);
    }
    memory.keep(sha256, known);
    tell({ state: 'processing' });
    await service.untilActive(uploaded, signal);
    return known;
  }

  function transferOf(sha256: string, file: LargeFile): Transfer {
    const existing = transfers.get(sha256);
    if (existing !== undefined) return existing;
    const controller = new AbortController();
    const made: Transfer = {
      controller,
      listeners: new Set(),
      state: { state: 'uploading', part: 0 },
      done: Promise.resolve()
        .then(() =>
          transfer(
            sha256,
            file,
            (state) => {
              made.state = state;
              for (const listener of made.listeners) listener(state);
            },
            controller.signal,
          ),
        )
        .finally(() => {
          if (transfers.get(sha256) === made) transfers.delete(sha256);
        }),
    };
    transfers.set(sha256, made);
    return made;
  }

  /** Resolves when the bytes lie at the service. Stopping it stops the transfer when nobody else waits for it. */
  async function joinTransfer(
    sha256: string,
    file: LargeFile,
    tell: (state: UploadState) => void,
    signal: AbortSignal,
  ): Promise<KnownUpload> {
    const joined = transferOf(sha256, file);
    joined.listeners.add(tell);
    tell(joined.state);
    try {
      return await untilAborted(joined.done, signal);
    } finally {
      joined.listeners.delete(tell);
      if (signal.aborted && joined.listeners.size === 0) {
        if (transfers.get(sha256) === joined) transfers.delete(sha256);
        joined.controller.abort(signal.reason);
        joined.done.catch(() => {}); // Nobody waits for it any more.
      }
    }
  }

  function deleteAtService(name: string): void {
    files()
      .then((service) => service.delete(name, AbortSignal.timeout(deletePatienceMs)))
      .catch((error: unknown) =>
        log.warn(`${name} was not deleted at the service; it expires there.`, error),
      );
  }

  function start(file: LargeFile, previous?: Upload): Upload {
    const listeners = new Set<() => void>();
    let state: UploadState = { state: 'uploading', part: 0 };
    let known: KnownUpload | undefined;
    let sha256: string | undefined;
    let controller = new AbortController();

    const tell = (next: UploadState): void => {
      const before = state;
      state = next;
      const samePercent =
        before.state === 'uploading' &&
        next.state === 'uploading' &&
        Math.floor(before.part * 100) === Math.floor(next.part * 100);
      if (!samePercent) for (const listener of listeners) listener();
    };

    async function run({ signal }: AbortController): Promise<void> {
      const hash = await file.sha256(signal);
      signal.throwIfAborted();
      sha256 = hash;
      holders.set(hash, (holders.get(hash) ?? new Set()).add(upload));
      previous?.release();
      known = await joinTransfer(hash, file, tell, signal);
      signal.throwIfAborted();
      tell({ state: 'ready' });
    }

    function begin(): void {
      const own = new AbortController();
      controller = own;
      known = undefined;
      running.add(own);
      tell({ state: 'uploading', part: 0 });
      run(own)
        .catch((error: unknown) => {
          if (own.signal.aborted) return;
          previous?.release();
          if (!(error instanceof ApiError) && !(error instanceof LargeFileError))
            log.error(error instanceof Error ? error : String(error));
          tell({ state: 'failed', message: messageOf(error) });
        })
        .finally(() => running.delete(own));
    }

    const upload: Upload = {
      get state() {
        return state;
      },
      get livesLong() {
        return known === undefined || livesLong(known);
      },
      get place() {
        return known === undefined || state.state !== 'ready'
          ? undefined
          : { uri: known.uri, expires: known.expiresAt };
      },
      onChange: (listener) => void listeners.add(listener),
      retry() {
        controller.abort(new Error('Started again.'));
        begin();
      },
      markSent() {
        const current = sha256 === undefined ? undefined : memory.find(sha256);
        if (sha256 !== undefined && current !== undefined) memory.keep(sha256, { ...current, sent: true });
      },
      release() {
        listeners.clear();
        previous?.release();
        controller.abort(new Error('Removed.'));
        if (sha256 === undefined) return;
        const others = holders.get(sha256);
        others?.delete(upload);
        if (others !== undefined && others.size > 0) return;
        holders.delete(sha256);
        const left = memory.find(sha256);
        if (left === undefined || left.sent) return;
        memory.forget(sha256);
        deleteAtService(left.name);
      },
    };
    begin();
    return upload;
  }

  return {
    start,
    dispose() {
      for (const controller of running) controller.abort(new Error('The window was closed.'));
    },
  };
}

function messageOf(error: unknown): string {
  if (error instanceof ApiError) {
    const { serviceMessage } = error.details;
    return error.kind === 'invalid' && serviceMessage !== undefined
      ? `${error.message} (${serviceMessage})`
      : error.message;
  }
  return error instanceof LargeFileError
    ? error.message
    : 'Something went wrong inside the extension. The log says more (Gemini: Show Log).';
}
