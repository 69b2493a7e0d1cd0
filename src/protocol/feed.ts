import { coalesce } from '../conversation/coalesce';
import type { ConversationEvent } from '../conversation/events';
import { path } from '../conversation/select';
import type { Conversation, InputBlock, Turn } from '../conversation/state';
import type { ToPanel } from './messages';

/** How long events wait for company: one frame of a display. */
const frameMs = 16;
/** As many turns of the shown branch come first; all of a long conversation would take its time. */
const firstTurns = 20;
/** As many more of it come each time that the panel asks. */
const moreTurns = 100;

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
    post({ type: 'events', seq, events });
  };
  const snapshot = (): void => {
    clear();
    started = true;
    seq += 1;
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
        turns: turns.map(inputForPanel),
        queue: conversation.queue.map(inputForPanel),
      },
      more: shown.some(isMissing),
    });
  };

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
        turns: turns.map((turn) => ({ at: sent.indexOf(turn), turn: inputForPanel(turn) })),
        more: wanted.length > moreTurns,
      });
    },
    push(events) {
      if (!started) return;
      if (missing.size > 0 && events.some(movesHead) && path(current()).slice(-firstTurns).some(isMissing)) {
        snapshot();
        return;
      }
      waiting.push(...events);
      timer ??= setTimeout(flush, frameMs);
    },
    dispose: clear,
  };
}

function movesHead({ type }: ConversationEvent): boolean {
  return type === 'headMoved' || type === 'turnStarted' || type === 'imported';
}

/**
 * Turns of the shown branch, with all that a panel needs to show them: their other versions, what continues the last of
 * all, and what runs.
 */
function beside(conversation: Conversation, turns: readonly Turn[]): readonly Turn[] {
  const parents = new Set(turns.map(({ parentId }) => parentId)).add(conversation.headId);
  return conversation.turns.filter(({ parentId, status }) => parents.has(parentId) || status === 'running');
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
