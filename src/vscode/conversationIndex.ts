import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConversationSummary } from '../session/chats';
import type { Logger } from '../util/log';
import { summarizeJournal } from './summarizeJournal';

const indexVersion = 1;
const suffix = '.jsonl';
/** How many journals are read at once; each may have some megabytes. */
const readers = 8;

/** What was found in a journal when it had this size and time; without a summary it is not listed. */
interface Entry {
  readonly size: number;
  /** Milliseconds since the epoch, with a fraction. */
  readonly modified: number;
  readonly summary?: Omit<ConversationSummary, 'id'>;
}

/** The list of the conversations of a folder. */
export interface ConversationIndex {
  /** Those with at least one turn, newest first. */
  list(): Promise<readonly ConversationSummary[]>;
  /** Resolves when the index file is written. */
  flush(): Promise<void>;
}

/**
 * Lists journals without reading them again and again: what was found stands in `<folder>/index.json`. The journals
 * are the truth: one whose size or time differs is read again, and an index that is damaged or gone is made anew.
 */
export function createConversationIndex(folder: string, log: Logger): ConversationIndex {
  const file = path.join(folder, 'index.json');
  let entries: ReadonlyMap<string, Entry> | undefined;
  let listing: Promise<readonly ConversationSummary[]> | undefined;
  let saving = Promise.resolve();

  async function look(): Promise<readonly ConversationSummary[]> {
    const known = entries ?? (await readIndex(file, log));
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(suffix));
    const found = new Map<string, Entry>();
    const changed: string[] = [];
    await Promise.all(
      names.map(async (name) => {
        const id = name.slice(0, -suffix.length);
        const now = await stat(path.join(folder, name)).catch(() => undefined);
        if (now === undefined) return;
        const entry = known.get(id);
        if (entry?.size === now.size && entry.modified === now.mtimeMs) found.set(id, entry);
        else changed.push(id);
      }),
    );
    const readNext = async (): Promise<void> => {
      for (let id = changed.pop(); id !== undefined; id = changed.pop()) {
        const entry = await readEntry(path.join(folder, id + suffix), log);
        if (entry !== undefined) found.set(id, entry);
      }
    };
    const differs = changed.length > 0 || found.size !== known.size;
    await Promise.all(Array.from({ length: readers }, readNext));
    entries = found;
    if (differs) saving = saving.then(() => writeIndex(file, found, log));
    return [...found]
      .flatMap(([id, { summary }]) => (summary === undefined ? [] : [{ id, ...summary }]))
      .sort((a, b) => b.changedAt - a.changedAt);
  }

  return {
    list() {
      listing ??= look().finally(() => {
        listing = undefined;
      });
      return listing;
    },
    flush: () => saving,
  };
}

async function readEntry(file: string, log: Logger): Promise<Entry | undefined> {
  try {
    // Asked before reading: what is appended meanwhile makes the entry old, never the list wrong.
    const { size, mtimeMs: modified } = await stat(file);
    const summary = summarizeJournal(await readFile(file));
    return { size, modified, ...(summary === undefined ? {} : { summary }) };
  } catch (error) {
    log.warn(`The journal ${path.basename(file)} cannot be listed.`, error);
    return undefined;
  }
}

async function readIndex(file: string, log: Logger): Promise<ReadonlyMap<string, Entry>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return new Map(); // None yet.
  }
  try {
    const value: unknown = JSON.parse(text);
    if (
      isRecord(value) &&
      value['index'] === indexVersion &&
      isRecord(value['entries']) &&
      Object.values(value['entries']).every(isEntry)
    )
      return new Map(Object.entries(value['entries'] as Record<string, Entry>));
  } catch {
    // Said below.
  }
  log.warn('The index of the chats is damaged or of another version. It is made anew from the journals.');
  return new Map();
}

/** Writes beside and renames, so that no other window ever reads half of it. */
async function writeIndex(file: string, entries: ReadonlyMap<string, Entry>, log: Logger): Promise<void> {
  const written = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const text = JSON.stringify({ index: indexVersion, entries: Object.fromEntries(entries) });
    await writeFile(written, text, 'utf8');
    await rename(written, file);
  } catch (error) {
    await rm(written, { force: true }).catch(() => undefined);
    log.warn('The index of the chats could not be written. The list is slower without it.', error);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || typeof value['size'] !== 'number' || typeof value['modified'] !== 'number')
    return false;
  const summary = value['summary'];
  return (
    summary === undefined ||
    (isRecord(summary) &&
      typeof summary['title'] === 'string' &&
      typeof summary['question'] === 'string' &&
      typeof summary['pinned'] === 'boolean' &&
      typeof summary['changedAt'] === 'number')
  );
}
