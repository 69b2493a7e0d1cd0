import type { CallState, TurnCall } from '../conversation/calls';
import type { ChangeSet } from '../review/changeSet';
import type { CallChange, CheckedCall, ToolReply } from '../tools/toolbox';
import { isToolError } from '../util/toolError';
import type { Decision } from './answers';
import type { CallDependencies } from './checkCall';
import { deniedReply } from './deniedReply';

/** A call that asks, and how it is shown. */
interface AskingCall {
  readonly turnId: string;
  readonly call: TurnCall;
  readonly checked: Extract<CheckedCall, { readonly verdict: 'ask' | 'allowed' }>;
  readonly asking: Extract<CallState, { readonly state: 'asking' }>;
  readonly change: (state: CallState) => void;
  /** Resolves when the like of it is allowed for the chat, so that nothing of it needs an answer. */
  readonly allowedForChat: Promise<void>;
  /** Told that the person allows the like of it for the chat. */
  readonly onAllowForChat: () => void;
}

/** What came of it: other arguments, or everything was decided; or the turn was stopped when a part was made already. */
export type Reviewed =
  | Extract<Decision, { readonly type: 'edit' }>
  | { readonly type: 'decided'; readonly reply: ToolReply }
  | { readonly type: 'stopped'; readonly reply: ToolReply };

/**
 * Lets the person decide on the change that a call proposes part by part, here or in the editor, until nothing is left
 * to decide. What is accepted is made at once; the model is told when all is decided.
 * @returns `undefined` for a call that is allowed or denied as a whole
 */
export async function reviewCall(
  { turnId, call, checked, asking, change, allowedForChat, onAllowForChat }: AskingCall,
  { reviews, answers, chat, dispatch }: CallDependencies,
  signal: AbortSignal,
): Promise<Reviewed | undefined> {
  if (checked.review === undefined || reviews === undefined) return undefined;
  let proposed: CallChange;
  try {
    proposed = await checked.review.open();
  } catch (error) {
    if (!isToolError(error)) throw error;
    return { type: 'decided', reply: failedReply(error.message) };
  }
  const { concerns } = asking.preview;
  const open = (await reviews()).propose({ chat, turnId, callKey: call.key, concerns }, proposed);
  const over = new AbortController();
  try {
    signal.throwIfAborted();
    const asNow = (): CallState => ({
      ...asking,
      preview: { ...asking.preview, facts: open.facts ?? asking.preview.facts },
      review: open.review,
    });
    let shown = open.facts;
    change(asNow());
    open.onDidChange(() => {
      if (signal.aborted) return;
      // A long change is not sent anew with each decision.
      if (open.facts === shown)
        dispatch([{ type: 'callReviewed', turnId, callKey: call.key, review: open.review }]);
      else change(asNow());
      shown = open.facts;
    });
    let reason: string | undefined;
    let others: readonly Promise<Decision>[] = [
      allowedForChat.then(() => ({ type: 'allow', forChat: false })),
    ];
    const settled = open.settled.then((set) => ({ type: 'settled', set }) as const);
    for (;;) {
      const waiting = answers.decision(call.key, AbortSignal.any([signal, over.signal]));
      const said = await Promise.race([settled, waiting, ...others]);
      switch (said.type) {
        case 'settled':
          return { type: 'decided', reply: replyOf(said.set, proposed.reply, reason) };
        case 'edit':
          // What was accepted of the change as it was is made already.
          if (!open.review.parts.some(({ decision }) => decision === 'accepted')) return said;
          break;
        case 'part':
          open.decide(said.part, said.decision);
          break;
        case 'allow':
          others = [];
          if (said.forChat) onAllowForChat();
          open.decide(undefined, 'accepted');
          break;
        case 'deny':
          ({ reason } = said);
          open.decide(undefined, 'rejected');
          break;
        default:
          return said satisfies never;
      }
    }
  } catch (error) {
    const isMade = open.review.parts.some(({ decision }) => decision === 'accepted');
    if (!signal.aborted || !isMade) throw error;
    return { type: 'stopped', reply: stoppedReply(proposed.reply(open.set)) };
  } finally {
    over.abort();
    open.withdraw();
  }
}

function replyOf(
  set: ChangeSet | undefined,
  reply: (decided: ChangeSet) => ToolReply,
  reason: string | undefined,
): ToolReply {
  if (set === undefined) return deniedReply(reason ?? '');
  const said = reply(set);
  if (reason === undefined) return said;
  if (said.outcome === 'denied') return deniedReply(reason);
  if (reason.trim() === '') return said;
  return {
    ...said,
    content: [
      ...said.content,
      { type: 'text', text: `The person rejected the rest, and said: ${reason.trim()}` },
    ],
  };
}

function stoppedReply(said: ToolReply): ToolReply {
  const text = 'Then the person stopped the answer. What is not decided yet was not made.';
  return { ...said, content: [...said.content, { type: 'text', text }] };
}

function failedReply(message: string): ToolReply {
  return { outcome: 'failed', summary: message, content: [{ type: 'text', text: message }] };
}
