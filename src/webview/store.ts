import { reduce } from '../conversation/reduce';
import type { Conversation, Turn } from '../conversation/state';
import { without } from '../protocol/without';
import type { FoundItems, FromPanel, PanelStatus, ToPanel } from '../protocol/messages';

/** All that the panel shows. */
export interface PanelState {
  /** `undefined` until the first snapshot. */
  readonly conversation: Conversation | undefined;
  /** Whether there are earlier turns of the branch that is shown, which can be asked for. */
  readonly more: boolean;
  /** `undefined` until the first status. */
  readonly status: PanelStatus | undefined;
  readonly draft: string;
  /** Counts the requests to put the cursor into the composer. */
  readonly focusRequests: number;
  /** The answer to the latest search of what could be attached. */
  readonly found?: FoundItems;
}

/** The panel's state and the ways to change it. */
export interface Store {
  get(): PanelState;
  receive(message: ToPanel): void;
  setDraft(draft: string): void;
  /** Calls `listener` once a frame in which the state has changed; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** How many messages are let pass before a snapshot that did not come is asked for again. */
const patience = 30;

/**
 * Creates a store. Messages are folded at once, with the reducer of the extension; `schedule` decides when listeners
 * hear of it. When the numbers of the messages have a gap, a new snapshot is asked for and events wait for it.
 */
export function createStore(options: {
  readonly post: (message: FromPanel) => void;
  readonly schedule: (notify: () => void) => void;
}): Store {
  let state: PanelState = {
    conversation: undefined,
    more: false,
    status: undefined,
    draft: '',
    focusRequests: 0,
  };
  let seq: number | undefined;
  let ignored = 0;
  /** The snapshot before the message that made the panel ask for another one. */
  let askedSince = 0;
  let scheduled = false;
  let greeted = false;
  const listeners = new Set<() => void>();

  const change = (changes: Partial<PanelState>): void => {
    state = { ...state, ...changes };
    if (scheduled) return;
    scheduled = true;
    options.schedule(() => {
      scheduled = false;
      for (const listener of listeners) listener();
    });
  };

  /** Applies a message of the conversation, if it is the next one. */
  const receiveNext = (
    { seq: number, since = 0 }: { readonly seq: number; readonly since?: number },
    changes: (conversation: Conversation) => Partial<PanelState>,
  ): void => {
    const { conversation } = state;
    if (seq !== undefined && number <= seq) return;
    if (seq === undefined || conversation === undefined || number !== seq + 1) {
      seq = undefined;
      if (ignored % patience === 0 || since > askedSince) {
        options.post({ type: 'resync' });
        askedSince = since;
      }
      ignored += 1;
      return;
    }
    seq = number;
    change(changes(conversation));
  };

  return {
    get: () => state,
    setDraft: (draft) => change({ draft }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    receive(message) {
      switch (message.type) {
        case 'snapshot':
          seq = message.seq;
          ignored = 0;
          askedSince = 0;
          change({ conversation: message.conversation, more: message.more ?? false });
          break;
        case 'events':
          receiveNext(message, (conversation) => ({
            conversation: message.events.reduce(reduce, conversation),
          }));
          break;
        case 'turns':
          receiveNext(message, (conversation) => ({
            conversation: { ...conversation, turns: withTurns(conversation.turns, message.turns) },
            more: message.more,
          }));
          break;
        case 'status':
          change({ status: message.status });
          break;
        case 'draft':
          // What was typed before the extension had answered the first time stands behind what it remembers.
          change({ draft: greeted ? message.text : message.text + state.draft });
          greeted = true;
          break;
        case 'sent':
          change({ draft: without(message.text, state.draft) });
          break;
        case 'contextFound':
          change({ found: { query: message.query, items: message.items } });
          break;
        case 'focusInput':
          change({
            draft: inFront(message.text ?? '', state.draft),
            focusRequests: state.focusRequests + 1,
          });
          break;
        default:
          // A message of a newer extension, while an old page is still open.
          break;
      }
    },
  };
}

function withTurns(
  turns: readonly Turn[],
  added: readonly { readonly at: number; readonly turn: Turn }[],
): readonly Turn[] {
  const all = [...turns];
  for (const { at, turn } of added) all.splice(at, 0, turn);
  return all;
}

function inFront(text: string, draft: string): string {
  if (text === '' || draft === '') return text + draft;
  return /\s$/.test(text) ? text + draft : `${text}\n${draft}`;
}
