import type { StepDeltaEvent } from '../api/types';
import type { ConversationEvent } from './events';
import { reduce } from './reduce';
import { emptyConversation, type Conversation } from './state';

/**
 * The journal of a conversation: JSON Lines, appended to and never rewritten.
 *
 * - The first line is the header: `{"journal":1,"id":…,"createdAt":…}`.
 * - A line that is an object is an event.
 * - A line that is an array, `[index, text]` or `[index, text, eventId]`, is a piece of text for that step of the
 *   request that the last `received` line named. Nearly every line is one, which keeps the file as small as its text.
 */
interface Header {
  readonly journal: typeof currentVersion;
  readonly id: string;
  readonly createdAt: number;
}

/** The version that this extension writes, and the only one that it reads. */
export const currentVersion = 1;

/** Which request the next piece of text belongs to. */
interface Place {
  readonly turnId: string;
  readonly round: number;
}

/** Writes events as lines. Keeps the place between calls, so one writer serves one file from a fresh `received` line on. */
export function createJournalEncoder(): (events: readonly ConversationEvent[]) => string {
  let place: Place | undefined;
  return (events) => {
    let text = '';
    for (const event of events) {
      if (event.type === 'callPrinted') continue;
      const piece = event.type === 'received' && samePlace(place, event) ? pieceOf(event.event) : undefined;
      text += `${JSON.stringify(piece ?? event)}\n`;
      if (event.type === 'received') place = { turnId: event.turnId, round: event.round };
    }
    return text;
  };
}

/** The first line of a new journal. */
export function journalHeader(conversation: Pick<Conversation, 'id' | 'createdAt'>): string {
  const header: Header = { journal: currentVersion, id: conversation.id, createdAt: conversation.createdAt };
  return `${JSON.stringify(header)}\n`;
}

/** The version in the header of a journal; `undefined` when the header is torn or is none. */
export function journalVersion(firstLine: string): number | undefined {
  const header = parse(firstLine);
  return typeof header === 'object' &&
    header !== null &&
    'journal' in header &&
    typeof header.journal === 'number'
    ? header.journal
    : undefined;
}

/** What a journal holds, and how many of its lines could not be read (a torn last line is the usual one). */
export interface LoadedJournal {
  readonly conversation: Conversation;
  readonly lost: number;
}

/**
 * Folds the text of a journal. Lines that are torn or unknown are left out and counted.
 * @returns `undefined` when even the header cannot be read.
 */
export function loadJournal(text: string): LoadedJournal | undefined {
  const lines = text.split('\n');
  const header = parse(lines[0] ?? '');
  if (!isHeader(header)) return undefined;
  let conversation = emptyConversation(header.id, header.createdAt);
  let place: Place | undefined;
  let lost = 0;
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || line === '') continue;
    const event = eventOf(parse(line), place);
    if (event === undefined) {
      lost += 1;
      continue;
    }
    if (event.type === 'received') place = event;
    conversation = reduce(conversation, event);
  }
  return { conversation, lost };
}

function samePlace(place: Place | undefined, event: Place): boolean {
  return place !== undefined && place.turnId === event.turnId && place.round === event.round;
}

/** The short form of a delta that is nothing but text. */
function pieceOf(event: { readonly event_type: string }): readonly (string | number)[] | undefined {
  if (event.event_type !== 'step.delta') return undefined;
  const { index, delta, event_id: eventId, ...rest } = event as StepDeltaEvent;
  if (delta.type !== 'text' || Object.keys(delta).length !== 2 || Object.keys(rest).length !== 1)
    return undefined;
  return eventId === undefined ? [index, delta.text] : [index, delta.text, eventId];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): value is Header {
  return (
    typeof value === 'object' && value !== null && 'journal' in value && value.journal === currentVersion
  );
}

const eventTypes = new Set<ConversationEvent['type']>([
  'turnStarted',
  'received',
  'turnEnded',
  'turnFailed',
  'queued',
  'unqueued',
  'imported',
  'waited',
  'noted',
  'callChanged',
  'limitReached',
  'limitLifted',
  'instructed',
  'permitted',
  'revoked',
  'renamed',
  'pinned',
  'headMoved',
]);

function eventOf(value: unknown, place: Place | undefined): ConversationEvent | undefined {
  if (Array.isArray(value)) {
    const [index, text, eventId] = value as readonly unknown[];
    if (place === undefined || typeof index !== 'number' || typeof text !== 'string') return undefined;
    return {
      type: 'received',
      turnId: place.turnId,
      round: place.round,
      event: {
        event_type: 'step.delta',
        index,
        delta: { type: 'text', text },
        ...(typeof eventId === 'string' ? { event_id: eventId } : {}),
      },
    };
  }
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  const event = value as ConversationEvent;
  return eventTypes.has(event.type) ? event : undefined;
}
