import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { ConversationEvent } from '../conversation/events';
import { createJournalEncoder, journalHeader, loadJournal } from '../conversation/journal';
import type { Conversation } from '../conversation/state';
import type { ConversationStore, ConversationSummary } from '../session/chats';
import type { MediaStore } from '../session/media';
import type { Logger } from '../util/log';
import type { DraftMemory } from './draftMemory';

/** A journal is read in such pieces until its first question is there. */
const headBytes = 64 * 1024;

const newline = 0x0a;

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
 * Conversations as files: `<folder>/<id>.jsonl`, and their media in `<folder>/<id>/`.
 * @param drafts keeps what stands in the composers: small texts that change often
 * @param onFailure is told once for each conversation that can no longer be written.
 */
export function createConversationFiles(
  folder: string,
  drafts: DraftMemory,
  log: Logger,
  onFailure: (error: unknown) => void,
): ConversationStore & { mediaFolder(id: string): string; dispose(): Promise<void> } {
  const writers = new Map<string, JournalWriter>();
  const fileOf = (id: string): string => path.join(folder, `${path.basename(id)}.jsonl`);
  const mediaFolder = (id: string): string => path.join(folder, path.basename(id));

  return {
    mediaFolder,
    async list() {
      const names = await readdir(folder).catch(() => [] as string[]);
      const found = await Promise.all(
        names.filter((name) => name.endsWith('.jsonl')).map((name) => summaryOf(path.join(folder, name))),
      );
      return found
        .filter((each): each is ConversationSummary => each !== undefined)
        .sort((a, b) => b.changedAt - a.changedAt);
    },
    async load(id) {
      let text: string;
      try {
        text = await readFile(fileOf(id), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
      const loaded = loadJournal(text);
      if (loaded === undefined) log.error(`The journal of chat ${id} cannot be read.`);
      else if (loaded.lost > 0)
        log.warn(`${loaded.lost} lines of the journal of chat ${id} could not be read.`);
      return loaded?.conversation;
    },
    record(conversation, events) {
      let writer = writers.get(conversation.id);
      if (writer === undefined) {
        writer = createJournalWriter(fileOf(conversation.id), conversation, (error) => {
          log.error(error instanceof Error ? error : String(error));
          onFailure(error);
        });
        writers.set(conversation.id, writer);
      }
      writer.append(events);
    },
    loadDraft: (id) => drafts.load(id),
    keepDraft: (id, text) => drafts.keep(id, text),
    media: (id) => createMediaFolder(mediaFolder(id)),
    async flush() {
      await Promise.all([...writers.values()].map((writer) => writer.flush()));
    },
    async dispose() {
      await Promise.all([...writers.values()].map((writer) => writer.close()));
    },
  };
}

interface JournalWriter {
  append(events: readonly ConversationEvent[]): void;
  flush(): Promise<void>;
  /** Writes what waits; what is appended from now on is left out. */
  close(): Promise<void>;
}

/** Appends in order, through one descriptor; what arrives during a write goes with the next one. */
function createJournalWriter(
  file: string,
  conversation: Pick<Conversation, 'id' | 'createdAt'>,
  onFailure: (error: unknown) => void,
): JournalWriter {
  let encode = createJournalEncoder();
  let waiting: ConversationEvent[] = [];
  /** Where the file ended when this writer was done with it, in bytes. */
  let end: number | undefined;
  let handle: FileHandle | undefined;
  let failed = false;
  let closed = false;
  let writing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    try {
      handle ??= await openJournal(file, conversation);
      while (waiting.length > 0) {
        const events = waiting;
        waiting = [];
        const { size } = await handle.stat();
        // Another window has written in between: the short lines of this one would count as belonging to its turn.
        if (size !== end) encode = createJournalEncoder();
        const bytes = Buffer.from(encode(events), 'utf8');
        await handle.appendFile(bytes);
        end = size + bytes.length;
      }
    } catch (error) {
      failed = true;
      waiting = [];
      onFailure(error);
    } finally {
      writing = undefined;
    }
  }

  return {
    append(events) {
      if (failed || closed) return;
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

async function summaryOf(file: string): Promise<ConversationSummary | undefined> {
  try {
    const { mtimeMs } = await stat(file);
    const handle = await open(file, 'r');
    try {
      const loaded = loadJournal(await readHead(handle));
      if (loaded === undefined || loaded.conversation.turns.length + loaded.lost === 0) return undefined;
      return { id: loaded.conversation.id, title: loaded.conversation.title, changedAt: mtimeMs };
    } finally {
      await handle.close();
    }
  } catch {
    // A file that vanished or cannot be read is not in the list; opening it by its id says why.
    return undefined;
  }
}

/** The first two lines at least: the header, and the first turn with everything that was attached to it. */
async function readHead(handle: FileHandle): Promise<string> {
  const pieces: Buffer[] = [];
  let lines = 0;
  for (let position = 0; lines < 2; position += headBytes) {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(headBytes), position });
    const piece = buffer.subarray(0, bytesRead);
    pieces.push(piece);
    for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) lines += 1;
    if (bytesRead < headBytes) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function createMediaFolder(folder: string): MediaStore {
  return {
    async put(bytes, mimeType) {
      const extension = extensions[mimeType.split(';', 1)[0] ?? ''] ?? 'bin';
      const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, name), bytes);
      return name;
    },
    get: (name) => readFile(path.join(folder, path.basename(name))),
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
