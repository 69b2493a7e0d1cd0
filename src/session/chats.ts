import type { ConversationEvent, ListingEvent } from '../conversation/events';
import { emptyConversation, type Conversation, type InputBlock } from '../conversation/state';
import type { ChatFile } from './chatFile';
import { createDraft, type Draft } from './draft';
import type { KeptAttachment } from './keptAttachment';
import { eventsOf, keepMedia } from './takeIn';
import type { MediaStore } from './media';
import { createOutbox, type Outbox } from './outbox';
import { createSession, type Session, type SessionDependencies } from './session';
import type { Uploads } from './uploads';

/** A conversation in the list of earlier ones. */
export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** The beginning of the first question, in one line. */
  readonly question: string;
  readonly pinned: boolean;
  /** Milliseconds since the epoch, of the beginning or end of its last turn. */
  readonly changedAt: number;
}

/** Where conversations are kept. */
export interface ConversationStore {
  /** Those with at least one turn, newest first. */
  list(): Promise<readonly ConversationSummary[]>;
  /** Whether that id is taken, also by a conversation that was removed since the window was opened. */
  has(id: string): Promise<boolean>;
  /** `undefined` when there is none of that id, or nothing of it can be read. */
  load(id: string): Promise<Conversation | undefined>;
  /** Queues events for writing, in order. Never throws: what fails is told to `onFailure` of the store. */
  record(conversation: Pick<Conversation, 'id' | 'createdAt'>, events: readonly ConversationEvent[]): void;
  /** Writes what was recorded of a conversation and closes its file, until more is recorded. */
  release(id: string): Promise<void>;
  /**
   * Deletes a conversation with its media and draft. What is still recorded of it is left out.
   * @throws when a file cannot be deleted.
   */
  remove(id: string): Promise<void>;
  media(id: string): MediaStore;
  /** The text that stood in the composer of that conversation; empty when there was none. */
  loadDraft(id: string): string;
  keepDraft(id: string, text: string): void;
  /** What was attached to the draft of that conversation. */
  loadAttachments(id: string): readonly KeptAttachment[];
  keepAttachments(id: string, blocks: readonly InputBlock[]): void;
  /** Resolves when everything that was recorded is written. */
  flush(): Promise<void>;
}

/** A conversation, the session that drives it and the draft of its next message. */
export interface Chat {
  readonly id: string;
  readonly session: Session;
  readonly draft: Draft;
  /** The way of the draft into the conversation. */
  readonly outbox: Outbox;
  readonly media: MediaStore;
}

/** The chats that are open in this window. */
export interface Chats {
  /** A new, empty chat. It reaches the disk with its first turn. */
  create(): Chat;
  /** The chat of that id, loaded when it is not open yet; `undefined` when there is no such conversation. */
  open(id: string): Promise<Chat | undefined>;
  /**
   * The chat that a panel showed when the window was closed or reloaded. One of which nothing was sent yet never
   * reached the disk: it comes back empty, with what stood in its composer and was attached to it. Never fails: a chat
   * that cannot be read is replaced by an empty one that says so.
   */
  restore(id: string | undefined): Promise<Chat>;
  readonly all: readonly Chat[];
  /** Renames or pins a chat, whether it is open or not. */
  relist(id: string, event: ListingEvent): Promise<void>;
  /**
   * Stops a chat and deletes it with everything that is kept of it on this computer.
   * @throws when a file cannot be deleted.
   */
  remove(id: string): Promise<void>;
  /**
   * Opens a chat that came as a file, under its own id, or under a new one when that is taken.
   * @throws when its media cannot be written.
   */
  takeIn(file: ChatFile): Promise<Chat>;
  /** Calls the listener after events of any chat. Returns the way to stop that. */
  onEvents(listener: (chat: Chat, events: readonly ConversationEvent[]) => void): () => void;
  /** Ends every running turn here; what runs in the background goes on at the service. */
  dispose(): void;
}

/** What may become the name of a file. */
const plainId = /^[\w-]{1,64}$/;

export interface ChatsDependencies extends Omit<SessionDependencies, 'record' | 'media'> {
  readonly uploads: Pick<Uploads, 'start'>;
  /** Attaches to a draft again what was attached when the window was closed; what is gone is named in its notice. */
  readonly attachAgain: (
    chat: Pick<Chat, 'draft' | 'media'>,
    kept: readonly KeptAttachment[],
  ) => Promise<void>;
}

/** Creates the registry. */
export function createChats(store: ConversationStore, dependencies: ChatsDependencies): Chats {
  const chats = new Map<string, Chat>();
  const loading = new Map<string, Promise<Chat | undefined>>();

  const listeners = new Set<(chat: Chat, events: readonly ConversationEvent[]) => void>();
  const add = (conversation: Conversation): Chat => {
    const media = store.media(conversation.id);
    const session = createSession(conversation, {
      ...dependencies,
      record: (events) => store.record(conversation, events),
      media,
    });
    const draft = createDraft({
      newId: dependencies.newId,
      uploads: dependencies.uploads,
      text: store.loadDraft(conversation.id),
      keepText: (text) => store.keepDraft(conversation.id, text),
      keepBlocks: (blocks) => store.keepAttachments(conversation.id, blocks),
    });
    const chat: Chat = { id: conversation.id, session, draft, outbox: createOutbox(draft, session), media };
    session.onEvents((events) => {
      for (const listener of listeners) listener(chat, events);
    });
    chats.set(chat.id, chat);
    const kept = store.loadAttachments(chat.id);
    if (kept.length > 0) {
      dependencies
        .attachAgain(chat, kept)
        .then(() => store.keepAttachments(chat.id, draft.blocks))
        .catch((error: unknown) => dependencies.log.error(error instanceof Error ? error : String(error)));
    }
    return chat;
  };

  const create = (): Chat => add(emptyConversation(dependencies.newId(), dependencies.now()));
  const open = async (id: string): Promise<Chat | undefined> => {
    const opened = chats.get(id);
    if (opened !== undefined) return opened;
    // Two panels that ask at once get the same chat.
    const pending =
      loading.get(id) ??
      store
        .load(id)
        .then((conversation) => (conversation === undefined ? undefined : add(conversation)))
        .finally(() => loading.delete(id));
    loading.set(id, pending);
    return pending;
  };

  return {
    create,
    open,
    async restore(id) {
      if (id === undefined) return create();
      try {
        const opened = await open(id);
        if (opened !== undefined) return opened;
      } catch (error) {
        dependencies.log.error(error instanceof Error ? error : String(error));
        const empty = create();
        empty.draft.note('The chat that was open here cannot be read. The log says more (Gemini: Show Log).');
        return empty;
      }
      // One that was deleted must not come back under its id.
      const free = plainId.test(id) && !(await store.has(id));
      return chats.get(id) ?? (free ? add(emptyConversation(id, dependencies.now())) : create());
    },
    get all() {
      return [...chats.values()];
    },
    async relist(id, event) {
      // One that is just being loaded would not hear of it.
      const chat = chats.get(id) ?? (await loading.get(id));
      if (chat !== undefined) {
        chat.session.relist(event);
        return;
      }
      store.record({ id, createdAt: dependencies.now() }, [event]);
      await store.release(id);
    },
    async remove(id) {
      const chat = chats.get(id) ?? (await loading.get(id));
      chats.delete(id);
      chat?.session.stop();
      for (const attachment of chat?.draft.attachments ?? []) chat?.draft.remove(attachment.id);
      await store.remove(id);
    },
    async takeIn(file) {
      const own = file.conversation.id;
      const id = plainId.test(own) && !(await store.has(own)) ? own : dependencies.newId();
      const conversation = await keepMedia(file, store.media(id));
      store.record({ id, createdAt: conversation.createdAt }, eventsOf(conversation));
      await store.release(id);
      return chats.get(id) ?? add({ ...conversation, id });
    },
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      for (const chat of chats.values()) chat.session.leave();
    },
  };
}
