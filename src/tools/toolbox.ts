import type { Content, FunctionTool, JsonObject } from '../api/types';
import type { CallOutcome, CallPreview, Permission, PersonQuestion } from '../conversation/calls';
import type { ChangeSet } from '../review/changeSet';
import type { ReviewableChange } from './reviewableChange';

/** A call as the model makes it; its arguments are text when that text was no JSON. */
export interface ToolRequest {
  readonly name: string;
  readonly arguments: JsonObject | string | undefined;
}

/** Whose call it is. */
export interface ToolContext {
  readonly chatId: string;
  readonly callKey: string;
  /** The turn that makes it; absent where there is no turn that could be taken back. */
  readonly turnId?: string;
  /** What the person has allowed for this chat. */
  readonly permissions: readonly Permission[];
}

/** What a running call may use. */
export interface ToolRun {
  readonly signal: AbortSignal;
  /** Shows more of what it prints. */
  readonly print: (text: string) => void;
  /** Asks the person and waits for the answer. */
  readonly ask: (question: PersonQuestion) => Promise<string>;
  /** Aborted when the person wants the call to go on in the background. */
  readonly moved: AbortSignal;
}

/** A change of one file that a call proposes, with what is said of it when everything about it was decided. */
export interface CallChange extends Omit<ReviewableChange, 'output'> {
  readonly reply: (decided: ChangeSet) => ToolReply;
}

/** Given when a call is the change of a file, which can be decided on part by part instead of being run. */
export interface CallReviewing {
  /** The files that it is about, each by what tells it from all others. */
  readonly files: readonly string[];
  /** @throws ToolError when a file cannot be read any more. */
  readonly open: () => Promise<CallChange>;
}

/** What came of a call, with a face for the model and one for the person. */
export interface ToolReply {
  readonly outcome: CallOutcome;
  /** For the person, in a few words. */
  readonly summary: string;
  /** For the model. */
  readonly content: readonly Content[];
  /** What it printed, for the person. */
  readonly output?: string;
}

/**
 * What became of a call at the gate. The object that was shown is the one that runs: `run` does what `preview` says, or
 * replies that this can no longer be done.
 */
export type CheckedCall =
  | {
      readonly verdict: 'refused';
      readonly title: string;
      readonly parallel: boolean;
      readonly reply: ToolReply;
    }
  | {
      readonly verdict: 'ask' | 'allowed';
      readonly title: string;
      /** Whether it only reads, so that it may run beside others. */
      readonly parallel: boolean;
      readonly preview: CallPreview;
      /** What *Allow for this chat* adds to the permissions. */
      readonly permissionKey?: string | undefined;
      /** Never throws but for the signal. */
      readonly run: (run: ToolRun) => Promise<ToolReply>;
      readonly review?: CallReviewing | undefined;
    };

/** A function as a person chooses it. */
export interface ToolChoice {
  readonly name: string;
  readonly description: string;
  /** Whether it is declared now. */
  readonly isOn: boolean;
  readonly onByDefault: boolean;
  /** What happens to a call of it when nothing is unusual. */
  readonly rule: 'allow' | 'ask' | 'deny';
  /** About as many tokens its declaration adds to each request. */
  readonly tokens: number;
}

/** The functions that the model may call, and the gate in front of them. */
export interface Toolbox {
  /** All functions there are, whether they are on or not. */
  list(): readonly ToolChoice[];
  /** What is declared to the service now. Empty in a workspace that is not trusted. */
  declarations(): readonly FunctionTool[];
  /** Takes a call through the gate. What goes wrong there refuses it; throws only the reason of the signal. */
  check(request: ToolRequest, context: ToolContext, signal: AbortSignal): Promise<CheckedCall>;
}
