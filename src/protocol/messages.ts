import type { ConversationEvent } from '../conversation/events';
import type { Conversation, Origin, Turn } from '../conversation/state';
import type { UploadState } from '../conversation/uploadState';

/** An attachment that waits in the composer. */
export interface PendingAttachment {
  readonly id: string;
  readonly origin: Origin;
  /** How far it has come, when it goes to the service by itself. */
  readonly upload?: UploadState;
}

/** Everything the panel shows beside the conversation. Always sent whole. */
export interface PanelStatus {
  /** `google`: the real service; `local`: something on this machine, such as the emulator; `other`: another host. */
  readonly service: { readonly kind: 'google' | 'local' | 'other'; readonly origin: string };
  readonly hasKey: boolean;
  readonly model: string;
  readonly thinkingLevel: string;
  /** Whether the settings let the service store turns; a conversation may differ. */
  readonly store: boolean;
  /** Whether the workspace is trusted; where it is not, only explicit attachments are sent. */
  readonly trusted: boolean;
  readonly attachments: readonly PendingAttachment[];
  /** The names of the uploads that the message waits for, when it is to be sent as soon as they are ready. */
  readonly waitsFor?: readonly string[];
  /** A sentence about something that could not be attached or done; shown above the composer until the next action. */
  readonly notice?: string;
  /** Prefix of the URLs of the conversation's media files, ending in a slash. */
  readonly mediaBase: string;
}

export type ToPanel =
  /** The conversation; with `more`, only the end of the branch that is shown. */
  | {
      readonly type: 'snapshot';
      readonly seq: number;
      readonly conversation: Conversation;
      readonly more?: boolean;
    }
  /** Turns that were missing, each with its place in the list once those before it are in; `more` are to be had. */
  | {
      readonly type: 'turns';
      readonly seq: number;
      readonly since?: number;
      readonly turns: readonly { readonly at: number; readonly turn: Turn }[];
      readonly more: boolean;
    }
  /**
   * `seq` counts the messages since the snapshot, from its number on; a gap makes the panel ask for another snapshot.
   * `since` is the number of that snapshot: a panel that still waits for it sees that it was lost.
   */
  | {
      readonly type: 'events';
      readonly seq: number;
      readonly since?: number;
      readonly events: readonly ConversationEvent[];
    }
  | { readonly type: 'status'; readonly status: PanelStatus }
  /** Replaces what stands in the composer: after a reload, or because another chat is shown. */
  | { readonly type: 'draft'; readonly text: string }
  /** Takes a text that waited, and was sent now, from the front of what stands in the composer. */
  | { readonly type: 'sent'; readonly text: string }
  /** Puts the cursor into the composer, and `text` in front of the draft when there is one. */
  | { readonly type: 'focusInput'; readonly text?: string }
  | ({ readonly type: 'contextFound' } & FoundItems);

/** Something that a word of the composer may mean. */
export interface ContextItem {
  readonly id: string;
  readonly kind: 'file' | 'editor' | 'folder' | 'symbol' | 'problems' | 'changes' | 'terminal' | 'prompt';
  readonly label: string;
  /** The path of a file or folder, the place of a symbol; what else it is. */
  readonly detail: string;
}

/** The answer to the search of that number; a later one of the same number has more in it. */
export interface FoundItems {
  readonly query: number;
  readonly items: readonly ContextItem[];
}

/** A code block of an answer: the n-th fenced block of the part, counted from 0. */
export interface BlockReference {
  readonly turnId: string;
  /** `round.step.content`, each counted from 0. */
  readonly partKey: string;
  readonly block: number;
}

/** A call of one of our functions, by the key that its state is kept under. */
export interface CallReference {
  readonly turnId: string;
  readonly callKey: string;
}

/** A call that asks for approval; what `callMark` makes of what was shown binds the answer to it. */
export interface ShownCall extends CallReference {
  readonly mark: string;
}

/** A file that the panel has the bytes of. */
export interface GivenFile {
  readonly name: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** The bytes as base64; absent when there are more than a message takes. */
  readonly data?: string;
}

export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'resync' }
  /** Asks for earlier turns of the branch that is shown. */
  | { readonly type: 'fetchTurns' }
  | { readonly type: 'send'; readonly text: string }
  /** What stands in the composer now. */
  | { readonly type: 'draftChanged'; readonly conversationId: string; readonly text: string }
  /** Sends nothing when the uploads are ready that a message waits for. */
  | { readonly type: 'cancelSend' }
  | { readonly type: 'stop' }
  | { readonly type: 'retry'; readonly turnId: string }
  /** Sends the text with the attachments of a turn, as another version of it. */
  | { readonly type: 'editMessage'; readonly turnId: string; readonly text: string }
  /** Shows the conversation up to a turn, so that the next message continues there. */
  | { readonly type: 'branch'; readonly turnId: string }
  /** Brings files or chat back to before a turn, after showing what that would do. */
  | { readonly type: 'restore'; readonly turnId: string }
  /** Shows the branch that goes through a turn. */
  | { readonly type: 'showVersion'; readonly turnId: string }
  /** Begins a new chat with everything up to a turn. */
  | { readonly type: 'newChatFrom'; readonly turnId: string }
  /** Takes a waiting message back into the composer. */
  | { readonly type: 'withdraw'; readonly messageId: string }
  | { readonly type: 'sendQueued'; readonly messageId: string }
  | { readonly type: 'newChat' }
  | { readonly type: 'showHistory' }
  | { readonly type: 'attach' }
  | { readonly type: 'removeAttachment'; readonly id: string }
  | { readonly type: 'openAttachment'; readonly id: string }
  | { readonly type: 'retryUpload'; readonly id: string }
  /** Opens what the n-th input block of a turn came from. */
  | { readonly type: 'openOrigin'; readonly turnId: string; readonly input: number }
  | { readonly type: 'setApiKey' }
  | { readonly type: 'selectModel' }
  /** Lets the service keep the turns to come, or not. */
  | { readonly type: 'switchStore'; readonly store: boolean }
  | { readonly type: 'openSettings' }
  | { readonly type: 'showLog' }
  | { readonly type: 'manageTrust' }
  | { readonly type: 'copyAnswer'; readonly turnId: string }
  | ({ readonly type: 'copyCode' } & BlockReference)
  | ({ readonly type: 'insertCode' } & BlockReference)
  /** Shows what the code would change in the file that it belongs to. */
  | ({ readonly type: 'applyCode' } & BlockReference)
  | { readonly type: 'openLink'; readonly href: string }
  /** Attaches pictures of the clipboard, or files that were dropped from outside of the editor. */
  | { readonly type: 'attachBytes'; readonly files: readonly GivenFile[] }
  /** Attaches what was dropped from within the editor. */
  | { readonly type: 'attachUris'; readonly uris: readonly string[] }
  /** Searches what could be attached; searches are numbered in their order. */
  | {
      readonly type: 'findContext';
      readonly query: number;
      readonly text: string;
      /** `/` searches prompts; `#` everything else. */
      readonly sign: '#' | '/';
    }
  /** What the person says to a call that asks: that it may run, this once or with all of its like in this chat. */
  | ({ readonly type: 'allowCall'; readonly forChat: boolean } & ShownCall)
  /** The reason, which may be empty, goes to the model. */
  | ({ readonly type: 'denyCall'; readonly reason: string } & ShownCall)
  /** The arguments, as the text of a JSON object, that the call is to be made with. */
  | ({ readonly type: 'editCall'; readonly arguments: string } & ShownCall)
  /** What the person says to a part of the change that a call proposes. */
  | ({
      readonly type: 'decidePart';
      readonly part: string;
      readonly decision: 'accepted' | 'rejected';
    } & CallReference)
  /** Answers the question that a call asks. */
  | ({ readonly type: 'answerCall'; readonly text: string } & CallReference)
  | ({ readonly type: 'moveCall' } & CallReference)
  /** Opens all that is known of a call in an editor. */
  | ({ readonly type: 'openCall' } & CallReference)
  /** Opens the change that the n-th fact of a call shows. */
  | ({ readonly type: 'openDiff'; readonly fact: number } & CallReference)
  /** Opens all changes that wait, one below the other. */
  | { readonly type: 'reviewChanges' }
  /** Lets a turn go on beyond the limit that it has reached. */
  | { readonly type: 'goOn'; readonly turnId: string }
  /** Opens the n-th file with instructions that went along with a turn. */
  | { readonly type: 'openInstructions'; readonly turnId: string; readonly at: number }
  /** Attaches an item that was found last. */
  | { readonly type: 'attachContext'; readonly id: string };

export type MessageOf<K extends FromPanel['type']> = Extract<FromPanel, { readonly type: K }>;
/** One handler for each message; a missing one does not compile. */
export type Handlers = { readonly [K in FromPanel['type']]: (message: MessageOf<K>) => void | Promise<void> };
