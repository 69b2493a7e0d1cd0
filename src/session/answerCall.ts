import type { FunctionResultStep, JsonObject } from '../api/types';
import type { CallPreview, CallState, TurnCall } from '../conversation/calls';
import type { CheckedCall, ToolReply } from '../tools/toolbox';
import { resultStep } from './callResult';
import type { ChatAllowances } from './chatAllowances';
import { type CallDependencies, checkCall } from './checkCall';
import { deniedReply } from './deniedReply';
import { storeResult } from './media';
import { reviewCall } from './reviewCall';

/** What answering a call needs. */
export interface AnsweringDependencies extends CallDependencies {
  /** What was allowed for the chat since the calls were checked. */
  readonly allowances: ChatAllowances;
}

/**
 * Brings one call to its end.
 * @throws the reason of the signal when that is aborted. What was made by then the call has been answered with.
 */
export async function answerCall(
  turnId: string,
  call: TurnCall,
  first: CheckedCall,
  dependencies: AnsweringDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { answers, allowances, dispatch, media } = dependencies;
  const change = (state: CallState): void => {
    signal.throwIfAborted();
    dispatch([{ type: 'callChanged', turnId, callKey: call.key, call: state }]);
  };
  let edited: JsonObject | undefined;
  const answered = (title: string, reply: ToolReply, result: FunctionResultStep): CallState => ({
    state: 'answered',
    outcome: reply.outcome,
    title,
    summary: reply.summary,
    result,
    ...(reply.output === undefined ? {} : { output: reply.output }),
    ...(edited === undefined ? {} : { arguments: edited }),
  });
  const end = async (title: string, reply: ToolReply): Promise<void> => {
    answers.over(call.key);
    signal.throwIfAborted();
    const result = await storeResult(resultStep(call, told(reply, edited)), media);
    change(answered(title, reply, result));
  };

  let checked = first;
  let problem: string | undefined;
  while (checked.verdict === 'ask') {
    const { preview } = checked;
    const asking = {
      state: 'asking',
      preview,
      arguments: edited ?? objectOf(call.step.arguments),
      ...(problem === undefined ? {} : { problem }),
    } as const;
    const { permissionKey } = checked;
    const onAllowForChat = (): void => {
      remember(preview, permissionKey, dispatch);
      if (permissionKey !== undefined) allowances.allow(permissionKey);
    };
    const allowedForChat =
      preview.remember === undefined || permissionKey === undefined
        ? new Promise<void>(() => {})
        : allowances.allowed(permissionKey);
    const reviewed = await reviewCall(
      { turnId, call, checked, asking, change, allowedForChat, onAllowForChat },
      dependencies,
      signal,
    );
    if (reviewed === undefined) change(asking);
    const said = reviewed ?? (await answers.decision(call.key, signal));
    if (said.type === 'stopped') {
      const result = resultStep(call, told(said.reply, edited));
      const state = answered(preview.title, said.reply, result);
      dispatch([{ type: 'callChanged', turnId, callKey: call.key, call: state }]);
      throw signal.reason;
    }
    if (said.type === 'decided') {
      await end(preview.title, said.reply);
      return;
    }
    if (said.type === 'deny') {
      await end(preview.title, deniedReply(said.reason));
      return;
    }
    if (said.type === 'edit') {
      const fresh = await checkCall(call, said.arguments, dependencies, signal);
      problem = fresh.verdict === 'refused' ? messageOf(fresh.reply) : undefined;
      if (fresh.verdict === 'refused') continue;
      // What was changed is shown anew, also what would be allowed unasked: what runs is always what was seen.
      checked = { ...fresh, verdict: 'ask' };
      edited = said.arguments;
      continue;
    }
    if (said.type === 'part') continue;
    if (said.forChat) onAllowForChat();
    checked = { ...checked, verdict: 'allowed' };
  }
  if (checked.verdict === 'refused') {
    await end(checked.title, checked.reply);
    return;
  }

  const { title } = checked;
  change({ state: 'running', title, output: '' });
  const reply = await checked.run({
    signal,
    print: (text) => dispatch([{ type: 'callPrinted', turnId, callKey: call.key, text }]),
    ask: async (question) => {
      change({ state: 'questioning', title, question });
      const words = await answers.words(call.key, signal);
      change({ state: 'running', title, output: '' });
      return words;
    },
    moved: answers.moved(call.key),
  });
  await end(title, reply);
}

function remember(
  { remember: words }: CallPreview,
  key: string | undefined,
  dispatch: CallDependencies['dispatch'],
): void {
  if (words !== undefined && key !== undefined) dispatch([{ type: 'permitted', permission: { key, words } }]);
}

/** What the model is told of a call that ran with other arguments than its own. */
function told(reply: ToolReply, edited: JsonObject | undefined): ToolReply {
  if (edited === undefined || reply.outcome === 'denied') return reply;
  const text = `The person changed the arguments of this call to ${JSON.stringify(edited)}.`;
  return { ...reply, content: [{ type: 'text', text }, ...reply.content] };
}

function messageOf({ content, summary }: ToolReply): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('\n') || summary;
}

function objectOf(given: JsonObject | string | undefined): JsonObject {
  return typeof given === 'object' ? given : {};
}
