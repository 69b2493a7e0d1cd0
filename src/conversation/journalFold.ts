import { coalesce } from './coalesce';
import type { ConversationEvent } from './events';
import { currentVersion, eventOf, headerOf, parseLine, type Place } from './journal';
import { reduce } from './reduce';
import { emptyConversation, type Conversation, type Turn } from './state';

/** What a journal holds. */
export interface LoadedJournal {
  /** `undefined` when the header is torn or missing, and with it the id and the time. */
  readonly version: number | undefined;
  /** Nothing of a journal of another version is in it. */
  readonly conversation: Conversation;
  /** How many lines could not be read; a torn last line is the usual one. */
  readonly lost: number;
}

/** Folds a journal that is read in pieces. Lines that are torn or unknown are left out and counted. */
export interface JournalFold {
  /** Takes the next lines. */
  add(lines: readonly string[]): void;
  /** What there was, once all lines are added. */
  end(): LoadedJournal;
}

/** Creates a fold for one journal. */
export function createJournalFold(): JournalFold {
  let version: number | undefined;
  let conversation = emptyConversation('', 0);
  // Nearly every event concerns the newest turn. Folded into the whole list, each would cost a copy of it.
  let earlier: Turn[] = [];
  let place: Place | undefined;
  let atHeader = true;
  let lost = 0;

  const whole = (): Conversation => ({ ...conversation, turns: [...earlier, ...conversation.turns] });
  const apply = (event: ConversationEvent): void => {
    if (event.type === 'turnStarted') {
      for (const turn of conversation.turns) earlier.push(turn);
      conversation = { ...conversation, turns: [] };
    } else if (earlier.length > 0 && !concernsOnly(conversation.turns, event)) {
      conversation = whole();
      earlier = [];
    }
    conversation = reduce(conversation, event);
  };
  const add = (lines: readonly string[]): void => {
    const events: ConversationEvent[] = [];
    for (const line of lines) {
      if (line === '') continue;
      const value = parseLine(line);
      if (atHeader) {
        atHeader = false;
        const header = headerOf(value);
        if (header !== undefined) {
          version = header.journal;
          conversation = emptyConversation(header.id, header.createdAt);
          continue;
        }
      }
      if (version !== undefined && version !== currentVersion) return;
      const event = eventOf(value, place);
      if (event === undefined) {
        lost += 1;
        continue;
      }
      if (event.type === 'received') place = event;
      events.push(event);
    }
    for (const event of coalesce(events)) apply(event);
  };

  return {
    add,
    end: () => ({ version, conversation: whole(), lost }),
  };
}

/** Whether an event can be folded with no other turns at hand. */
function concernsOnly(turns: readonly Turn[], event: ConversationEvent): boolean {
  return 'turnId' in event ? turns.some(({ id }) => id === event.turnId) : event.type !== 'imported';
}
