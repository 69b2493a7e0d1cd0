import { coalesce } from '../conversation/coalesce';
import type { ConversationEvent } from '../conversation/events';
import { path } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';
import { eventForPanel, inputForPanel, turnForPanel } from './forPanel';
import type { ToPanel } from './messages';

/** How long events wait for company: one frame of a display. */
const frameMs = 16;
/** As many turns of the shown branch come first; all of a long conversation would take its time. */
const firstTurns = 20;
/** As many more of it come each time that the panel asks. */
const moreTurns = 100;
/** A panel with more turns than this begins anew with the next question, which brings its reader to the end anyway. */
const keptTurns = 100;

/** What carries a conversation to one panel. */
export interface Feed {
  /** Sends the conversation, of a long one only its end; what was waiting is part of it. */
  snapshot(): void;
  /** Sends some more of the turns before that end. Before the first snapshot it does nothing. */
  more(): void;
  /** Sends events, together with those of the same frame. Before the first snapshot it does nothing. */
  push(events: readonly ConversationEvent[]): void;
  /** Forgets what waits. */
  dispose(): void;
}

/**
 * Creates a feed. A panel that misses a message sees a gap in the numbers and asks for another snapshot, so that the
 * channel may lose anything.
 * @param current the conversation as it is now, with all events that were pushed.
 */
export function createFeed(current: () => Conversation, post: (message: ToPanel) => void): Feed {
  let seq = 0;
  let started = false;
  /** The number of the latest snapshot. */
  let since = 0;
  /** The ids of the turns that were not sent. */
  const missing = new Set<string>();
  const isMissing = ({ id }: Turn): boolean => missing.has(id);
  let waiting: ConversationEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const clear = (): void => {
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
  };
  const flush = (): void => {
    const events = coalesce(waiting).map(eventForPanel);
    clear();
    seq += 1;
    post({ type: 'events', seq, since, events });
  };
  const snapshot = (): void => {
    clear();
    started = true;
    seq += 1;
    since = seq;
    const conversation = current();
    const shown = path(conversation);
    const turns = beside(conversation, shown.slice(-firstTurns));
    missing.clear();
    for (const { id } of conversation.turns) missing.add(id);
    for (const { id } of turns) missing.delete(id);
    post({
      type: 'snapshot',
      seq,
      conversation: {
        ...conversation,
        turns: turns.map(turnForPanel),
        queue: conversation.queue.map(inputForPanel),
      },
      more: shown.some(isMissing),
    });
  };

  const lacksTurns = (): boolean => {
    if (missing.size === 0) return false;
    const shown = path(current()).slice(-firstTurns);
    // Before the first message it is the turns that begin the conversation that lead back.
    return shown.length === 0 || shown.some(isMissing);
  };
  const hasManyTurns = (): boolean => current().turns.length - missing.size > keptTurns;

  return {
    snapshot,
    more() {
      if (!started) return;
      // What waits for these turns is in them already. It goes first: a panel passes over what it has no turn for.
      if (waiting.length > 0) flush();
      const conversation = current();
      const wanted = path(conversation).filter(isMissing);
      const turns = beside(conversation, wanted.slice(-moreTurns)).filter(isMissing);
      for (const { id } of turns) missing.delete(id);
      const sent = conversation.turns.filter((turn) => !isMissing(turn));
      seq += 1;
      post({
        type: 'turns',
        seq,
        since,
        turns: turns.map((turn) => ({ at: sent.indexOf(turn), turn: turnForPanel(turn) })),
        more: wanted.length > moreTurns,
      });
    },
    push(events) {
      if (!started) return;
      if ((events.some(movesHead) && lacksTurns()) || (events.some(beginsTurn) && hasManyTurns())) {
        snapshot();
        return;
      }
      waiting.push(...events);
      timer ??= setTimeout(flush, frameMs);
    },
    dispose: clear,
  };
}

function beginsTurn({ type }: ConversationEvent): boolean {
  return type === 'turnStarted';
}

function movesHead({ type }: ConversationEvent): boolean {
  return type === 'turnStarted' || type === 'headMoved' || type === 'imported';
}

/**
 * Turns of the shown branch, with all that a panel needs to show them: their other versions, what continues the last of
 * all, and what runs.
 */
function beside(conversation: Conversation, turns: readonly Turn[]): readonly Turn[] {
  const parents = new Set(turns.map(({ parentId }) => parentId)).add(conversation.headId);
  return conversation.turns.filter(({ parentId, status }) => parents.has(parentId) || status === 'running');
}
