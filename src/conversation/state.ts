import type { Content, InteractionStatus, Step, Usage } from '../api/types';
import type { CallState, Permission } from './calls';

/** Where an attached block came from; what its chip shows. */
export interface Origin {
  readonly kind:
    | 'selection'
    | 'file'
    | 'folder'
    | 'image'
    | 'audio'
    | 'video'
    | 'document'
    | 'problems'
    | 'changes'
    | 'terminal'
    | 'prompt';
  /** What a person calls it: a file name, with line numbers for a selection. */
  readonly name: string;
  /** The workspace-relative path, or the absolute one of a file outside the workspace. */
  readonly path?: string;
  /** The URI that opening the chip shows. */
  readonly uri?: string;
  /** The first line, counted from 1. */
  readonly firstLine?: number;
  /** The last line, inclusive. */
  readonly lastLine?: number;
  readonly languageId?: string;
  /** The type of what is no text. */
  readonly mimeType?: string;
  /** Of a prompt: the only functions that may be called with it. */
  readonly tools?: readonly string[];
  /** Of a PDF, where they could be counted. */
  readonly pages?: number;
  /** Size in bytes of the attached content. */
  readonly bytes: number;
}

/** One block of a turn's input, exactly as it is sent; `origin` is set on attachments. */
export interface InputBlock {
  readonly content: Content;
  readonly origin?: Origin;
}

/** What went wrong, in words for a person, and the button that mends it. */
export interface Failure {
  readonly message: string;
  readonly action: FailureAction;
  /** Status, code and the service's own words, for the details of the alert. */
  readonly detail?: string;
  /** Set when the service may go on with the turn all the same: trying again looks for that first. */
  readonly goesOn?: true;
}
export type FailureAction = 'setApiKey' | 'retry' | 'selectModel' | 'openSettings' | 'showLog';

/** One request of a turn and what came back. */
export interface Round {
  /** The id to chain on; absent when the service stored nothing. */
  readonly interactionId?: string;
  /** Where to take a stream up again, when the service numbers its events. */
  readonly lastEventId?: string;
  readonly status?: InteractionStatus;
  readonly usage?: Usage;
  /** The steps as a unary answer would hold them. Sparse indices of the wire are kept dense, in order of arrival. */
  readonly steps: readonly Step[];
  /** Wire index of each step, parallel to `steps`. */
  readonly indices: readonly number[];
  /** Steps that are still growing: wire index → text of the arguments received so far. */
  readonly open: Readonly<Record<number, string>>;
}

export type TurnStatus = 'running' | 'done' | 'stopped' | 'failed';

/** A message of the person and everything that answered it. Turns form a tree by `parentId`. */
export interface Turn {
  readonly id: string;
  readonly parentId?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly model: string;
  /** Whether the service was asked to keep it. */
  readonly stored: boolean;
  /** Set when the service goes on with it whether somebody listens or not. */
  readonly background?: true;
  /** The only functions that this turn may call; absent when it may call all that are switched on. */
  readonly allowedTools?: readonly string[];
  readonly input: readonly InputBlock[];
  readonly rounds: readonly Round[];
  readonly status: TurnStatus;
  readonly failure?: Failure;
  /** Set while the service has to be asked again: until when that waits (milliseconds since the epoch), and why. */
  readonly waiting?: { readonly until: number; readonly reason: string };
  /** A sentence about how the turn was made, such as that the history was sent again. */
  readonly note?: string;
  /** Where the calls of our functions stand, by their key. */
  readonly calls?: Readonly<Record<string, CallState>>;
  /** Set while the turn has reached a limit and waits for the person to let it go on. */
  readonly limit?: TurnLimit;
  /** The instruction files that were sent along. */
  readonly instructions?: readonly InstructionFile[];
}

/** A limit of the settings that a turn has reached: so many requests, or so many tokens. */
export interface TurnLimit {
  readonly kind: 'rounds' | 'tokens';
  readonly reached: number;
}

/** A file with instructions for the model. */
export interface InstructionFile {
  /** As a person names it: its path in the workspace. */
  readonly name: string;
  readonly uri: string;
  readonly bytes: number;
}

/** A message that waits until the running answer is over. */
export interface QueuedMessage {
  readonly id: string;
  readonly input: readonly InputBlock[];
  readonly allowedTools?: readonly string[];
  readonly background?: true;
}

export interface Conversation {
  readonly id: string;
  readonly createdAt: number;
  readonly title: string;
  /** Set while it stands first in the list of chats. */
  readonly pinned?: true;
  /** Every turn of every branch, in order of creation. */
  readonly turns: readonly Turn[];
  /** The turn at the end of the branch that is shown. */
  readonly headId?: string;
  /** The messages that wait, in the order in which they will be sent. */
  readonly queue: readonly QueuedMessage[];
  /** Whether the service may keep the turns to come, where this chat differs from the settings. */
  readonly store?: boolean;
  /** What the person has allowed for this chat. */
  readonly permissions?: readonly Permission[];
}

/** A conversation with no turn in it. */
export function emptyConversation(id: string, createdAt: number): Conversation {
  return { id, createdAt, title: '', turns: [], queue: [] };
}
