import type { RefusalReason } from './refusal';
import { type Staged, type StagingOptions, withStage } from './stage';
import { ArchiveError, tarMembers } from './tarMembers';

/** What an archive may be larger than its files, for headers and for what is refused, in bytes. */
const overhead = 256 * 1024 * 1024;
/** Bytes of a member that may have come before it is looked at. */
const readAhead = 1024 * 1024;

/**
 * Stages the files of a tar archive while it arrives. What is not safe is refused and named, and the rest is taken; what
 * cannot be read ends it, and what was read before that stays. Links and devices are never made.
 *
 * Throws what the archive's source throws and what the disk throws; then nothing stays.
 */
export function stageArchive(
  archive: AsyncIterable<Uint8Array>,
  options: StagingOptions,
  signal: AbortSignal,
): Promise<Staged> {
  return withStage(options, async (stage) => {
    const most = stage.limits.totalBytes + overhead;
    const source = { bytes: 0, isTooLong: false };
    const bounded = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of archive) {
        signal.throwIfAborted();
        source.bytes += chunk.byteLength;
        source.isTooLong = source.bytes > most;
        if (source.isTooLong) return;
        yield chunk;
      }
    };
    let last = '';
    const giveUp = (reason: RefusalReason): void => {
      stage.refuse(last, reason);
      stage.stop();
    };
    try {
      for await (const { name, kind, size, bytes } of tarMembers(bounded())) {
        last = name;
        // It will not come to its end, and nothing behind it will come.
        if (size > most - source.bytes + readAhead) return giveUp('tooMuch');
        const path = stage.admit(name, kind, size);
        if (path !== undefined) await stage.add(path, bytes);
        if (stage.isStopped) return undefined;
      }
      return source.isTooLong ? giveUp('tooMuch') : undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ArchiveError)) throw error;
      return giveUp(source.isTooLong ? 'tooMuch' : error.reason);
    }
  });
}
