import { coalesce } from '../conversation/coalesce';
import type { ConversationEvent } from '../conversation/events';
import { path } from '../conversation/select';
import type { Conversation, InputBlock, Turn } from '../conversation/state';
import type { ToPanel } from './messages';

/** How long events wait for company: one frame of a display. */
const frameMs = 16;
/** As many turns of the shown branch come first; all of a long conversation would take its time. */
const firstTurns = 20;
/** As many more turns come each time. */
const moreTurns = 100;

/** What carries a conversation to one panel. */
export interface Feed {
  /** Sends the conversation, of a long one only what is shown first; what was waiting is part of it. */
  snapshot(): void;
  /** Sends some of the turns that the panel does not have yet; does nothing when it has them all. */
  more(): void;
  /** Sends events, together with those of the same frame. Before the first snapshot it does nothing. */
  push(events: readonly ConversationEvent[]): void;
  /** Forgets what waits. */
  dispose(): void;
}

/**
 * Creates a feed. Its messages are numbered: a panel that misses one asks for a snapshot.
 * @param current the conversation as it is now, with all events that were pushed.
 */
export function createFeed(current: () => Conversation, post: (message: ToPanel) => void): Feed {
  let seq = 0;
  let started = false;
  /** The ids of the turns that the panel does not have yet. */
  const missing = new Set<string>();
  let waiting: ConversationEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const clear = (): void => {
    waiting = [];
    clearTimeout(timer);
    timer = undefined;
  };
  const flush = (): void => {
    const events = coalesce(waiting).map(eventForPanel);
    clear();
    seq += 1;
    post({ type: 'events', seq, events });
  };
  const snapshot = (): void => {
    clear();
    started = true;
    seq += 1;
    const conversation = current();
    const first = firstOf(conversation);
    missing.clear();
    for (const turn of conversation.turns) if (!first.has(turn)) missing.add(turn.id);
    post({
      type: 'snapshot',
      seq,
      conversation: {
        ...conversation,
        turns: [...first].map(inputForPanel),
        queue: conversation.queue.map(inputForPanel),
      },
      missing: missing.size,
    });
  };

  return {
    snapshot,
    more() {
      const { turns } = current();
      const isMissing = (turn: Turn | undefined): boolean => turn !== undefined && missing.has(turn.id);
      const last = turns.findLastIndex(isMissing);
      if (last < 0) return;
      // What waits for these turns is in them already. It goes first: a panel passes over what it has no turn for.
      if (waiting.length > 0) flush();
      let first = last;
      while (last - first + 1 < moreTurns && isMissing(turns[first - 1])) first -= 1;
      const found = turns.slice(first, last + 1);
      for (const { id } of found) missing.delete(id);
      seq += 1;
      post({
        type: 'turns',
        seq,
        turns: found.map(inputForPanel),
        // Everything that is still missing stands before them.
        at: first - missing.size,
        missing: missing.size,
      });
    },
    push(events) {
      if (!started) return;
      if (events.some((event) => needs(event, missing))) {
        snapshot();
        return;
      }
      waiting.push(...events);
      timer ??= setTimeout(flush, frameMs);
    },
    dispose: clear,
  };
}

/** Whether a panel without these turns cannot follow the event. */
function needs(event: ConversationEvent, missing: ReadonlySet<string>): boolean {
  if (event.type === 'headMoved') return event.headId !== undefined && missing.has(event.headId);
  return event.type === 'imported' && missing.size > 0;
}

/**
 * The turns that are shown first, in order: the end of the branch that is shown, with the other versions of each turn
 * and what continues the last one, and whatever runs. With them everything that is seen works at once.
 */
function firstOf(conversation: Conversation): ReadonlySet<Turn> {
  const { turns, headId } = conversation;
  const parents = new Set(
    path(conversation)
      .slice(-firstTurns)
      .map(({ parentId }) => parentId),
  ).add(headId);
  return new Set(turns.filter(({ parentId, status }) => parents.has(parentId) || status === 'running'));
}

function eventForPanel(event: ConversationEvent): ConversationEvent {
  if (event.type === 'turnStarted' || event.type === 'queued') return inputForPanel(event);
  return event.type === 'imported' ? { ...event, turns: event.turns.map(inputForPanel) } : event;
}

/** The panel shows attachments as chips: their text stays in the extension. */
function inputForPanel<T extends { readonly input: readonly InputBlock[] }>(holder: T): T {
  return { ...holder, input: holder.input.map(blockForPanel) };
}

function blockForPanel(block: InputBlock): InputBlock {
  return block.origin !== undefined && block.content.type === 'text'
    ? { ...block, content: { type: 'text', text: '' } }
    : block;
}
