import type { JsonObject } from '../api/types';
import type { Permission, TurnCall } from '../conversation/calls';
import type { ConversationEvent } from '../conversation/events';
import type { CheckedCall, ToolContext, Toolbox } from '../tools/toolbox';
import type { Logger } from '../util/log';
import type { Answers } from './answers';
import type { CallReviews } from './callReviews';
import type { MediaStore } from './media';

/** What running the calls of a turn needs. */
export interface CallDependencies {
  readonly toolbox: Toolbox;
  readonly answers: Answers;
  /** Absent where changes are allowed or denied as a whole. */
  readonly reviews?: () => Promise<CallReviews>;
  readonly media: MediaStore;
  readonly chat: { readonly id: string; readonly title: string };
  readonly turnId: string;
  readonly permissions: () => readonly Permission[];
  /** The functions that this turn may call; absent when it may call all that are declared. */
  readonly allowedTools?: readonly string[] | undefined;
  readonly dispatch: (events: readonly ConversationEvent[]) => void;
  readonly log: Logger;
}

/**
 * Takes a call through the gate.
 * @param given its arguments as they came: an object, or text that is not JSON
 */
export async function checkCall(
  { step, key }: TurnCall,
  given: JsonObject | string | undefined,
  { toolbox, permissions, chat, turnId, allowedTools }: CallDependencies,
  signal: AbortSignal,
): Promise<CheckedCall> {
  const context: ToolContext = { chatId: chat.id, turnId, callKey: key, permissions: permissions() };
  if (allowedTools !== undefined && !allowedTools.includes(step.name)) {
    const text = `${step.name} may not be called here. These may: ${allowedTools.join(', ') || 'none'}.`;
    return {
      verdict: 'refused',
      title: step.name,
      parallel: true,
      reply: { outcome: 'refused', summary: 'not allowed here', content: [{ type: 'text', text }] },
    };
  }
  const found = await toolbox.check({ name: step.name, arguments: given }, context, signal);
  signal.throwIfAborted();
  return found;
}
