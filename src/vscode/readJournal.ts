import { currentVersion } from '../conversation/journal';
import { createJournalFold } from '../conversation/journalFold';
import { emptyConversation, type Conversation } from '../conversation/state';
import type { Logger } from '../util/log';
import { readLines } from './readLines';

/**
 * What can be had of a journal; a line of the log says what could not. The id is that of the file, whatever stands in
 * it, because that is where the conversation goes on.
 * @returns `undefined` for the journal of another version, which is left alone.
 * @throws when the file cannot be read.
 */
export async function readJournal(file: string, id: string, log: Logger): Promise<Conversation | undefined> {
  const fold = createJournalFold();
  let empty = true;
  for await (const lines of readLines(file)) {
    empty &&= lines.every((line) => line === '');
    fold.add(lines);
  }
  if (empty) {
    log.warn(`The journal of chat ${id} is empty: the editor ended before anything was written.`);
    return emptyConversation(id, 0);
  }
  const { version, conversation, lost } = fold.end();
  if (version !== undefined && version !== currentVersion) {
    log.error(
      `The journal of chat ${id} is of version ${version}; this version of the extension reads ${currentVersion}. It is left as it is.`,
    );
    return undefined;
  }
  if (lost > 0) {
    const lines = lost === 1 ? '1 line' : `${lost} lines`;
    log.warn(`${lines} of the journal of chat ${id} could not be read; everything else is there.`);
  }
  // Without a header the time can be had elsewhere.
  const createdAt = version === undefined ? (conversation.turns[0]?.startedAt ?? 0) : conversation.createdAt;
  return { ...conversation, id, createdAt };
}
