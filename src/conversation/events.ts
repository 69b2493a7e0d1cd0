import type { InteractionEvent } from '../api/types';
import type { CallReview, CallState, Permission } from './calls';
import type { Failure, InputBlock, InstructionFile, Turn, TurnLimit } from './state';

/**
 * Everything that can happen to a conversation. The same events are folded by the extension and by the panel, and
 * are what the journal holds. Times are milliseconds since the epoch.
 */
export type ConversationEvent =
  | {
      readonly type: 'turnStarted';
      readonly turnId: string;
      readonly parentId?: string;
      readonly at: number;
      readonly model: string;
      readonly stored: boolean;
      readonly background?: true;
      readonly allowedTools?: readonly string[];
      readonly input: readonly InputBlock[];
    }
  /** One event of the wire, as it came, in the given request of the turn (counted from 0). */
  | {
      readonly type: 'received';
      readonly turnId: string;
      readonly round: number;
      readonly event: InteractionEvent;
    }
  | {
      readonly type: 'turnEnded';
      readonly turnId: string;
      readonly at: number;
      readonly status: 'done' | 'stopped';
    }
  /** What had ended is looked at again: the service may have gone on with it. */
  | { readonly type: 'turnTakenUp'; readonly turnId: string }
  | { readonly type: 'turnFailed'; readonly turnId: string; readonly at: number; readonly failure: Failure }
  /** A request failed in a way that passes; it is made again at `until`. */
  | { readonly type: 'waited'; readonly turnId: string; readonly until: number; readonly reason: string }
  /** Something about how the turn was made that its reader should know. */
  | { readonly type: 'noted'; readonly turnId: string; readonly note: string }
  /** Where a call of one of our functions stands now. */
  | {
      readonly type: 'callChanged';
      readonly turnId: string;
      readonly callKey: string;
      readonly call: CallState;
    }
  /** Parts of the change that an asking call proposes were decided on. */
  | {
      readonly type: 'callReviewed';
      readonly turnId: string;
      readonly callKey: string;
      readonly review: CallReview;
    }
  /** A running call has printed something. Not kept in the journal: what it printed is part of how it ends. */
  | {
      readonly type: 'callPrinted';
      readonly turnId: string;
      readonly callKey: string;
      readonly text: string;
    }
  /** The turn waits for the person to let it go on, or goes on. */
  | { readonly type: 'limitReached'; readonly turnId: string; readonly limit: TurnLimit }
  | { readonly type: 'limitLifted'; readonly turnId: string }
  /** These instruction files go along with the turn. */
  | { readonly type: 'instructed'; readonly turnId: string; readonly files: readonly InstructionFile[] }
  /** The person has allowed something for the rest of this chat, or has taken that back. */
  | { readonly type: 'permitted'; readonly permission: Permission }
  | { readonly type: 'revoked'; readonly key: string }
  /** A message was written while an answer ran; it waits for its turn. */
  | {
      readonly type: 'queued';
      readonly messageId: string;
      readonly input: readonly InputBlock[];
      readonly allowedTools?: readonly string[];
      readonly background?: true;
    }
  /** A waiting message was sent or withdrawn. */
  | { readonly type: 'unqueued'; readonly messageId: string }
  /** Turns that were made in another conversation, parents before their children; the last of them is shown. */
  | { readonly type: 'imported'; readonly turns: readonly Turn[]; readonly headId: string | undefined }
  | { readonly type: 'renamed'; readonly title: string }
  /** Whether it stands first in the list of chats. */
  | { readonly type: 'pinned'; readonly pinned: boolean }
  /** Whether the service may keep the turns to come; without a value it is as the settings say. */
  | { readonly type: 'storeSwitched'; readonly store?: boolean }
  | { readonly type: 'headMoved'; readonly headId: string | undefined };

/** What changes how a conversation is listed, and nothing of its turns. */
export type ListingEvent = Extract<ConversationEvent, { readonly type: 'renamed' | 'pinned' }>;
