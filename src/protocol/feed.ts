import { coalesce } from '../conversation/coalesce';
import type { ConversationEvent } from '../conversation/events';
import type { Conversation, InputBlock } from '../conversation/state';
import type { ToPanel } from './messages';

/** How long events wait for company: one frame of a display. */
const frameMs = 16;

/** What carries a conversation to one panel. */
export interface Feed {
  /** Sends the whole conversation; what was waiting is part of it. */
  snapshot(): void;
  /** Sends events, together with those of the same frame. Before the first snapshot it does nothing. */
  push(events: readonly ConversationEvent[]): void;
  /** Forgets what waits. */
  dispose(): void;
}

/**
 * Creates a feed. A panel that misses a message sees a gap in the numbers and asks for another snapshot, so that the
 * channel may lose anything.
 */
export function createFeed(current: () => Conversation, post: (message: ToPanel) => void): Feed {
  let seq = 0;
  let started = false;
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

  return {
    snapshot() {
      clear();
      started = true;
      seq += 1;
      post({ type: 'snapshot', seq, conversation: conversationForPanel(current()) });
    },
    push(events) {
      if (!started) return;
      waiting.push(...events);
      timer ??= setTimeout(flush, frameMs);
    },
    dispose: clear,
  };
}

/** The panel shows attachments as chips: their text stays in the extension. */
function conversationForPanel(conversation: Conversation): Conversation {
  return {
    ...conversation,
    turns: conversation.turns.map(inputForPanel),
    queue: conversation.queue.map(inputForPanel),
  };
}

function eventForPanel(event: ConversationEvent): ConversationEvent {
  if (event.type === 'turnStarted' || event.type === 'queued') return inputForPanel(event);
  return event.type === 'imported' ? { ...event, turns: event.turns.map(inputForPanel) } : event;
}

function inputForPanel<T extends { readonly input: readonly InputBlock[] }>(holder: T): T {
  return { ...holder, input: holder.input.map(blockForPanel) };
}

function blockForPanel(block: InputBlock): InputBlock {
  return block.origin !== undefined && block.content.type === 'text'
    ? { ...block, content: { type: 'text', text: '' } }
    : block;
}
