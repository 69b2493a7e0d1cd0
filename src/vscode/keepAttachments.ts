import type { InputBlock } from '../conversation/state';
import type { KeptAttachment } from '../session/keptAttachment';
import type { MediaStore } from '../session/media';
import type { Logger } from '../util/log';
import type { DraftMemory } from './draftMemory';

/** Documents that are in no file, or of which a file may not hold what is attached. */
const unsaved = /^(?:untitled|vscode-notebook-cell):/;

/**
 * The way to keep the attachments of one draft: files by their addresses, texts that are no files in the media folder.
 * What is kept last counts, however long writing takes.
 * @param chatId also the name of the media folder
 */
export function createAttachmentKeeper(
  chatId: string,
  media: MediaStore,
  drafts: DraftMemory,
  log: Logger,
): (blocks: readonly InputBlock[]) => Promise<void> {
  // A text is written once, however often the draft changes.
  const known = new WeakMap<InputBlock, KeptAttachment>();
  let latest: readonly InputBlock[] = [];

  async function keptOf(block: InputBlock): Promise<KeptAttachment | undefined> {
    const { content, origin } = block;
    if (origin === undefined || content.type === 'unknown') return undefined;
    if (content.type !== 'text') return { origin, content };
    const { kind, uri, firstLine } = origin;
    const isFile = kind === 'file' && uri !== undefined && firstLine === undefined && !unsaved.test(uri);
    // What was pasted or dropped lies in the media folder, under a name that says nothing.
    if (isFile && !uri.includes(`/${chatId}/`)) return { origin };
    const kept =
      known.get(block) ??
      ({ origin, text: await media.put(new TextEncoder().encode(content.text), 'text/plain') } as const);
    known.set(block, kept);
    return kept;
  }

  return async (blocks) => {
    latest = blocks;
    try {
      const kept: KeptAttachment[] = [];
      for (const block of blocks) {
        const one = await keptOf(block);
        if (one !== undefined) kept.push(one);
      }
      if (latest === blocks) drafts.keepAttachments(chatId, kept);
    } catch (error) {
      log.warn('The attachments of a draft were not kept.', error);
    }
  };
}
