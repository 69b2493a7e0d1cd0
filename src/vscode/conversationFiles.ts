import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import type { InputBlock } from '../conversation/state';
import type { ConversationStore } from '../session/chats';
import type { MediaStore } from '../session/media';
import type { Logger } from '../util/log';
import { createConversationIndex } from './conversationIndex';
import type { DraftMemory } from './draftMemory';
import { createJournalWriter, type JournalWriter } from './journalWriter';
import { createAttachmentKeeper } from './keepAttachments';
import { createMediaFolder } from './mediaFolder';
import { readJournal } from './readJournal';

/**
 * Conversations as files: `<folder>/<id>.jsonl`, and their media in `<folder>/<id>/`.
 * @param drafts keeps what stands in the composers: small texts that change often
 * @param onFailure is told once for each conversation that can no longer be written.
 * @param removeMore removes what else is kept of a conversation
 */
export function createConversationFiles(
  folder: string,
  drafts: DraftMemory,
  log: Logger,
  onFailure: (error: unknown) => void,
  removeMore: (id: string) => Promise<void> = async () => {},
): ConversationStore & { mediaFolder(id: string): string; dispose(): Promise<void> } {
  const writers = new Map<string, JournalWriter>();
  // A session that is ending may still have something to say; it must not bring a deleted chat back.
  const removed = new Set<string>();
  const index = createConversationIndex(folder, log);
  const fileOf = (id: string): string => path.join(folder, `${path.basename(id)}.jsonl`);
  const mediaFolder = (id: string): string => path.join(folder, path.basename(id));

  const keepers = new Map<string, (blocks: readonly InputBlock[]) => Promise<void>>();
  const keeping = new Set<Promise<void>>();
  const media = (id: string): MediaStore => createMediaFolder(mediaFolder(id), () => removed.has(id), log);

  const flush = async (): Promise<void> => {
    await Promise.all([...writers.values()].map((writer) => writer.flush()));
  };
  const release = async (id: string): Promise<void> => {
    const writer = writers.get(id);
    writers.delete(id);
    await writer?.close();
  };

  return {
    mediaFolder,
    async list() {
      await flush();
      return index.list();
    },
    async has(id) {
      if (removed.has(id) || writers.has(id)) return true;
      return access(fileOf(id)).then(
        () => true,
        (error: unknown) => !isMissing(error),
      );
    },
    async load(id) {
      await writers.get(id)?.flush();
      try {
        return await readJournal(fileOf(id), id, log);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    record(conversation, events) {
      const { id } = conversation;
      if (removed.has(id)) return;
      let writer = writers.get(id);
      if (writer === undefined) {
        writer = createJournalWriter(fileOf(id), conversation, (error) => {
          log.error(error instanceof Error ? error : String(error));
          onFailure(error);
        });
        writers.set(id, writer);
      }
      writer.append(events);
    },
    release,
    async remove(id) {
      removed.add(id);
      await release(id);
      drafts.keep(id, '');
      drafts.keepAttachments(id, []);
      await removeMore(id);
      // The journal goes last: when this is cut short, the chat is still listed and can be deleted again.
      await rm(mediaFolder(id), { recursive: true, force: true, maxRetries: 3 });
      await rm(fileOf(id), { force: true });
    },
    loadDraft: (id) => drafts.load(id),
    keepDraft(id, text) {
      if (!removed.has(id)) drafts.keep(id, text);
    },
    loadAttachments: (id) => drafts.loadAttachments(id),
    keepAttachments(id, blocks) {
      if (removed.has(id)) return;
      const keep = keepers.get(id) ?? createAttachmentKeeper(id, media(id), drafts, log);
      keepers.set(id, keep);
      const kept = keep(blocks).finally(() => keeping.delete(kept));
      keeping.add(kept);
    },
    media,
    flush,
    async dispose() {
      await Promise.all([...[...writers.values()].map((writer) => writer.close()), ...keeping]);
      await index.flush();
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
