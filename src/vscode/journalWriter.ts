import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { ConversationEvent } from '../conversation/events';
import { createJournalEncoder, journalHeader } from '../conversation/journal';
import type { Conversation } from '../conversation/state';

const newline = 0x0a;

/** Appends to one journal. */
export interface JournalWriter {
  append(events: readonly ConversationEvent[]): void;
  /** Resolves when everything that was appended is written, or could not be. */
  flush(): Promise<void>;
  /** Writes what waits; what is appended from now on is left out. */
  close(): Promise<void>;
}

/**
 * Appends in order, through one descriptor; what arrives during a write goes with the next one.
 * What could not be written waits, and goes with the next events.
 * @param onFailure is told once, and again only after something could be written in between.
 */
export function createJournalWriter(
  file: string,
  conversation: Pick<Conversation, 'id' | 'createdAt'>,
  onFailure: (error: unknown) => void,
): JournalWriter {
  let encode = createJournalEncoder();
  let waiting: ConversationEvent[] = [];
  /** Where the file ended when this writer was done with it, in bytes. */
  let end: number | undefined;
  let handle: FileHandle | undefined;
  let told = false;
  let closed = false;
  let writing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    try {
      handle ??= await openJournal(file, conversation);
      while (waiting.length > 0) await write(handle);
      told = false;
    } catch (error) {
      await handle?.close().catch(() => undefined);
      handle = undefined;
      if (!told) onFailure(error);
      told = true;
    } finally {
      writing = undefined;
    }
  }

  async function write(journal: FileHandle): Promise<void> {
    const events = waiting;
    waiting = [];
    const { size } = await journal.stat();
    // Another window has written in between: the short lines of this one would count as belonging to its turn.
    if (size !== end) encode = createJournalEncoder();
    const bytes = Buffer.from(encode(events), 'utf8');
    try {
      await journal.appendFile(bytes);
      end = size + bytes.length;
    } catch (error) {
      waiting = [...events, ...waiting];
      end = undefined;
      // A disk that is full may have taken a part of it, which would be there twice after the next try.
      await journal.truncate(size).catch(() => undefined);
      throw error;
    }
  }

  return {
    append(events) {
      if (closed) return;
      waiting.push(...events);
      writing ??= drain();
    },
    async flush() {
      await writing;
    },
    async close() {
      closed = true;
      await writing;
      await handle?.close();
      handle = undefined;
    },
  };
}

/** Opens a journal for appending: a new one gets its header, a torn last line is closed off. */
async function openJournal(
  file: string,
  conversation: Pick<Conversation, 'id' | 'createdAt'>,
): Promise<FileHandle> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, 'a+');
  const { size } = await handle.stat();
  if (size === 0) {
    await handle.appendFile(journalHeader(conversation), 'utf8');
  } else {
    const last = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 });
    if (last.buffer[0] !== newline) await handle.appendFile('\n', 'utf8');
  }
  return handle;
}
