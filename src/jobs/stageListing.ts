import type { EnvironmentFile } from '../api/environments';
import { ApiError } from '../api/errors';
import { type Stage, type Staged, type StagingOptions, withStage } from './stage';

/** So many files are fetched at the same time. */
const parallel = 6;

export interface Listing {
  /** The files of an environment, page by page. */
  readonly pages: AsyncIterable<readonly EnvironmentFile[]>;
  /** Fetches a file by the path that its listing gives. */
  readonly download: (path: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

/**
 * Stages the files of a listing, each fetched by itself, several at a time. What is not safe is refused and named before
 * it is fetched; what can no longer be fetched is named, and the rest is taken.
 *
 * Throws what the listing and the downloads throw, but for a file that is not there, and what the disk throws; then
 * nothing stays.
 */
export function stageListing(
  { pages, download }: Listing,
  options: StagingOptions,
  signal: AbortSignal,
): Promise<Staged> {
  return withStage(options, async (stage) => {
    // One that fails ends the others, and all have ended before the folder is removed.
    const failing = new AbortController();
    const either = AbortSignal.any([signal, failing.signal]);
    const wanted = admitted(pages, stage);
    const work = async (): Promise<void> => {
      try {
        for (;;) {
          const next = await wanted.next();
          if (next.done === true) return;
          either.throwIfAborted();
          await fetchOne(next.value, stage, (path) => download(path, either));
        }
      } catch (error) {
        failing.abort(error);
        throw error;
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: parallel }, work));
    signal.throwIfAborted();
    if (outcomes.some(({ status }) => status === 'rejected')) throw failing.signal.reason;
  });
}

interface Wanted {
  readonly listed: string;
  readonly path: string;
}

async function* admitted(pages: Listing['pages'], stage: Stage): AsyncGenerator<Wanted> {
  for await (const files of pages) {
    for (const { path: listed, kind, bytes } of files) {
      const path = stage.admit(listed, kind === 'other' ? 'unknownKind' : kind, bytes);
      if (stage.isStopped) return;
      if (path !== undefined) yield { listed, path };
    }
  }
}

async function fetchOne(
  { listed, path }: Wanted,
  stage: Stage,
  download: (path: string) => AsyncIterable<Uint8Array>,
): Promise<void> {
  try {
    await stage.add(path, download(listed));
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'notFound') throw error;
    stage.refuse(path, 'missing');
  }
}
