import type { Client } from '../api/client';
import type { Sleep } from '../api/retry';
import type { ConversationEvent } from '../conversation/events';
import type { Conversation, InstructionFile } from '../conversation/state';
import type { Toolbox } from '../tools/toolbox';
import type { Logger } from '../util/log';
import type { Answers } from './answers';
import type { CallReviews } from './callReviews';
import type { MediaStore } from './media';
import type { TurnSettings } from './request';

/** What is sent along with a turn beside what the settings say. */
export interface Instructions {
  readonly text: string;
  readonly files: readonly InstructionFile[];
}

/** What a turn needs of its conversation and of the world. */
export interface TurnDependencies {
  readonly client: () => Promise<Pick<Client, 'stream' | 'resume' | 'get' | 'cancel'>>;
  /** Read at each request. */
  readonly settings: () => TurnSettings;
  readonly media: MediaStore;
  /** The functions that the model may call; `undefined` when there are none. */
  readonly toolbox: () => Promise<Toolbox | undefined>;
  /** Read once a turn. */
  readonly instructions: (signal: AbortSignal) => Promise<Instructions>;
  /** Where changes wait that calls propose; absent where they are allowed or denied as a whole. */
  readonly reviews?: () => Promise<CallReviews>;
  readonly answers: Answers;
  /** The conversation as it is now. */
  readonly current: () => Conversation;
  readonly dispatch: (events: readonly ConversationEvent[]) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How to wait; only tests set it. */
  readonly sleep?: Sleep;
  readonly log: Logger;
}
