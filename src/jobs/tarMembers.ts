import { extract, type Extract } from 'tar-stream';
import type { RefusalReason } from './refusal';

type Source = Extract extends AsyncIterable<infer S> ? S : never;

/** A member of an archive. Its bytes can be read before the next one is asked for; what is not read is skipped. */
export interface TarMember {
  readonly name: string;
  readonly kind: 'file' | 'folder' | RefusalReason;
  /** Bytes. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** An archive that cannot be read on. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly reason: 'truncated' | 'damaged';

  constructor(reason: 'truncated' | 'damaged', options?: ErrorOptions) {
    super(`The archive is ${reason}.`, options);
    this.reason = reason;
  }
}

const kinds: Readonly<Record<string, TarMember['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'symlink',
  link: 'link',
  'character-device': 'specialFile',
  'block-device': 'specialFile',
  fifo: 'pipe',
};

/**
 * The members of a tar archive (ustar, pax, GNU), while it arrives: no more of it is held than a member's header and
 * what the streams buffer. Names are as they came and mean nothing yet.
 *
 * Throws an ArchiveError where the archive cannot be read on, and what its source throws.
 */
export async function* tarMembers(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const parser = extract();
  const source = { failed: false, error: undefined as unknown };
  const feeding = feed(archive, parser).catch((error: unknown) => {
    source.failed = true;
    source.error = error;
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  // What a member's own stream throws may only say that the parser has ended.
  let reason: unknown;
  parser.on('error', (error) => {
    reason = error;
  });
  const explained = (thrown: unknown): unknown => {
    if (source.failed) return source.error;
    const error = reason ?? thrown;
    const isEarly = error instanceof Error && /unexpected end/i.test(error.message);
    return new ArchiveError(isEarly ? 'truncated' : 'damaged', { cause: error });
  };
  try {
    for await (const entry of parser) {
      yield memberOf(entry, explained);
      entry.resume();
    }
  } catch (error) {
    throw explained(error);
  } finally {
    // What gives the bytes is told to end when it has the next ones; nobody waits for that.
    parser.destroy(null);
  }
  await feeding;
  if (source.failed) throw source.error;
}

/** Gives the parser what arrives, no faster than it takes it. */
async function feed(archive: AsyncIterable<Uint8Array>, parser: Extract): Promise<void> {
  const closed = new Promise<void>((resolve) => parser.once('close', resolve));
  for await (const chunk of archive) {
    if (parser.destroyed) return;
    if (!parser.write(chunk))
      await Promise.race([new Promise<void>((resolve) => parser.once('drain', resolve)), closed]);
  }
  parser.end(null);
}

function memberOf(entry: Source, explained: (error: unknown) => unknown): TarMember {
  const { name, type, size, pax } = entry.header;
  const isSparse = Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse.'));
  const kind = kinds[type ?? ''] ?? 'unknownKind';
  return { name, kind: isSparse ? 'sparse' : kind, size, bytes: bytesOf(entry, explained) };
}

async function* bytesOf(entry: Source, explained: (error: unknown) => unknown): AsyncGenerator<Uint8Array> {
  // Not with `for await`: leaving that would end the whole archive.
  const chunks = entry[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      throw explained(error);
    });
    if (next.done === true) return;
    yield next.value as Uint8Array;
  }
}
