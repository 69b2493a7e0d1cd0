import type { StepDeltaEvent } from '../api/types';
import type { ConversationEvent } from './events';
import type { Conversation } from './state';

/**
 * The journal of a conversation: JSON Lines, appended to and never rewritten.
 *
 * - The first line is the header: `{"journal":1,"id":…,"createdAt":…}`.
 * - A line that is an object is an event.
 * - A line that is an array, `[index, text]` or `[index, text, eventId]`, is a piece of text for that step of the
 *   request that the last `received` line named. Nearly every line is one, which keeps the file as small as its text.
 */
export interface JournalHeader {
  /** The version. */
  readonly journal: number;
  readonly id: string;
  readonly createdAt: number;
}

/** The version that this extension writes, and the only one that it reads. */
export const currentVersion = 1;

/** Which request the next piece of text belongs to. */
export interface Place {
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
  const header: JournalHeader = {
    journal: currentVersion,
    id: conversation.id,
    createdAt: conversation.createdAt,
  };
  return `${JSON.stringify(header)}\n`;
}

/** The value of a line; `undefined` when the line is torn. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The header of a journal, of whatever version; `undefined` when its first line is torn or none. */
export function headerOf(firstLine: unknown): JournalHeader | undefined {
  return isObject(firstLine) && typeof firstLine['journal'] === 'number'
    ? (firstLine as unknown as JournalHeader)
    : undefined;
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

const eventTypes = new Set<ConversationEvent['type']>([
  'turnStarted',
  'received',
  'turnEnded',
  'turnFailed',
  'turnTakenUp',
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
  'storeSwitched',
  'headMoved',
]);

/** The event of a line; `undefined` when it is none. */
export function eventOf(value: unknown, place: Place | undefined): ConversationEvent | undefined {
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
  if (!isObject(value)) return undefined;
  const event = value as unknown as ConversationEvent;
  return eventTypes.has(event.type) ? event : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
