import { currentVersion, journalHeader, journalVersion, loadJournal } from '../conversation/journal';
import { emptyConversation, type Conversation } from '../conversation/state';
import type { Logger } from '../util/log';

/**
 * What can be had of a journal; a line of the log says what could not. The id is that of the file, whatever stands in
 * it, because that is where the conversation goes on.
 * @returns `undefined` for the journal of another version, which is left alone.
 */
export function readJournal(text: string, id: string, log: Logger): Conversation | undefined {
  if (text.trim() === '') {
    log.warn(`The journal of chat ${id} is empty: the editor ended before anything was written.`);
    return emptyConversation(id, 0);
  }
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const version = journalVersion(firstLine);
  if (version !== undefined && version !== currentVersion) {
    log.error(
      `The journal of chat ${id} is of version ${version}; this version of the extension reads ${currentVersion}. It is left as it is.`,
    );
    return undefined;
  }
  let loaded = loadJournal(text);
  if (loaded === undefined) {
    // Only the header is broken. What it said can be had elsewhere.
    loaded = loadJournal(journalHeader({ id, createdAt: 0 }) + text);
    if (loaded === undefined) return undefined;
    const createdAt = loaded.conversation.turns[0]?.startedAt ?? 0;
    loaded = { ...loaded, conversation: { ...loaded.conversation, createdAt } };
  }
  const { conversation, lost } = loaded;
  if (lost > 0) {
    const lines = lost === 1 ? '1 line' : `${lost} lines`;
    log.warn(`${lines} of the journal of chat ${id} could not be read; everything else is there.`);
  }
  return { ...conversation, id };
}
