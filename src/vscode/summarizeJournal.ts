import type { ConversationEvent } from '../conversation/events';
import { currentVersion, headerOf, parseLine } from '../conversation/journal';
import { reduce } from '../conversation/reduce';
import { questionOf } from '../conversation/select';
import { emptyConversation } from '../conversation/state';
import type { ConversationSummary } from '../session/chats';

const newline = 0x0a;
/** As much of the first question as the list searches, in UTF-16 units. */
const longestQuestion = 300;
const longestType = 16;
/** What the lines of a journal begin with that say anything about how it is listed. */
const linePattern = /^\{"type":"(turnStarted|turnEnded|turnFailed|imported|renamed|pinned)"/;
const lineStart = '{"type":""'.length + longestType;

/**
 * What the list shows of a conversation, from the bytes of its journal. Only the few lines that matter are parsed;
 * the pieces of the answers, nearly all of the file, are passed over.
 * @returns `undefined` when there is nothing to list: no turn, or a journal of another version.
 */
export function summarizeJournal(bytes: Buffer): Omit<ConversationSummary, 'id'> | undefined {
  const firstEnd = bytes.indexOf(newline);
  const header = headerOf(parseLine(bytes.toString('utf8', 0, firstEnd < 0 ? bytes.length : firstEnd)));
  if (header !== undefined && header.journal !== currentVersion) return undefined;
  let conversation = emptyConversation('', 0);
  const timed: (readonly [from: number, to: number])[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from);
    const to = end < 0 ? bytes.length : end;
    const type = linePattern.exec(bytes.toString('latin1', from, Math.min(to, from + lineStart)))?.[1];
    if (type !== undefined) {
      const lists = type === 'renamed' || type === 'pinned';
      if (!lists) timed.push([from, to]);
      // Of the turns only the first one counts here.
      if (lists || conversation.turns.length === 0) {
        const event = parse(bytes, from, to);
        if (event !== undefined) conversation = reduce(conversation, event);
      }
    }
    from = to + 1;
  }
  const first = conversation.turns[0];
  if (first === undefined) return undefined;
  return {
    title: conversation.title,
    question: questionOf(first).slice(0, longestQuestion).replace(/\s+/g, ' ').trim(),
    pinned: conversation.pinned === true,
    changedAt: lastTime(bytes, timed) ?? first.startedAt,
  };
}

/** When the last turn began or ended; a torn line is passed over. */
function lastTime(bytes: Buffer, lines: readonly (readonly [number, number])[]): number | undefined {
  for (const [from, to] of lines.toReversed()) {
    const event = parse(bytes, from, to);
    if (event === undefined) continue;
    if ('at' in event) return event.at;
    const last = event.type === 'imported' ? event.turns.at(-1) : undefined;
    if (last !== undefined) return last.endedAt ?? last.startedAt;
  }
  return undefined;
}

function parse(bytes: Buffer, from: number, to: number): ConversationEvent | undefined {
  try {
    return JSON.parse(bytes.toString('utf8', from, to)) as ConversationEvent;
  } catch {
    return undefined; // Torn; loading the conversation counts it.
  }
}
