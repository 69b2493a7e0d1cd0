import type { FunctionResultStep, JsonObject } from '../api/types';
import type { CallOutcome, CallPreview, CallState, Permission, TurnCall } from '../conversation/calls';
import type { ConversationEvent } from '../conversation/events';
import type { CheckedCall, ToolContext, Toolbox, ToolReply } from '../tools/toolbox';
import type { Logger } from '../util/log';
import { storeResult, type MediaStore } from './media';
import type { Answers } from './answers';

/** As many calls that only read run at once. */
const readsAtOnce = 8;

/** What running the calls of a turn needs. */
export interface CallDependencies {
  readonly toolbox: Toolbox;
  readonly answers: Answers;
  readonly media: MediaStore;
  readonly chatId: string;
  readonly permissions: () => readonly Permission[];
  /** The functions that this turn may call; absent when it may call all that are declared. */
  readonly allowedTools?: readonly string[] | undefined;
  readonly dispatch: (events: readonly ConversationEvent[]) => void;
  readonly log: Logger;
}

/**
 * Answers calls of the model, each with exactly one result: those that only read run side by side, the others one after
 * the other in the order of the calls. Whatever goes wrong with a call is its result, so that the model can go on.
 * @throws the reason of the signal when that is aborted.
 */
export async function runCalls(
  turnId: string,
  calls: readonly TurnCall[],
  dependencies: CallDependencies,
  signal: AbortSignal,
): Promise<void> {
  const checked = await Promise.all(
    calls.map(async (call) => ({ call, check: await check(call, argumentsOf(call), dependencies, signal) })),
  );
  signal.throwIfAborted();
  const atOnce = checked.filter(({ check: { verdict, parallel } }) => verdict !== 'ask' && parallel);
  const inOrder = checked.filter((each) => !atOnce.includes(each));
  const waiting = atOnce.slice();
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await answer(turnId, next.call, next.check, dependencies, signal);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
  for (const { call } of inOrder) {
    // What ran before may have changed what this one does: it is looked at again.
    const fresh = await check(call, argumentsOf(call), dependencies, signal);
    await answer(turnId, call, fresh, dependencies, signal);
  }
}

async function check(
  { step, key }: TurnCall,
  given: JsonObject | string | undefined,
  { toolbox, permissions, chatId, allowedTools }: CallDependencies,
  signal: AbortSignal,
): Promise<CheckedCall> {
  const context: ToolContext = { chatId, callKey: key, permissions: permissions() };
  if (allowedTools !== undefined && !allowedTools.includes(step.name)) {
    const message = `${step.name} may not be called here. These may: ${allowedTools.join(', ') || 'none'}.`;
    return {
      verdict: 'refused',
      title: step.name,
      parallel: true,
      reply: failedReply(message, 'not allowed here'),
    };
  }
  const found = await toolbox.check({ name: step.name, arguments: given }, context, signal);
  signal.throwIfAborted();
  return found;
}

/** Brings one call to its end. */
async function answer(
  turnId: string,
  call: TurnCall,
  first: CheckedCall,
  dependencies: CallDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { answers, dispatch, media } = dependencies;
  const change = (state: CallState): void => {
    signal.throwIfAborted();
    dispatch([{ type: 'callChanged', turnId, callKey: call.key, call: state }]);
  };
  let edited: JsonObject | undefined;
  const end = async (title: string, reply: ToolReply): Promise<void> => {
    answers.over(call.key);
    signal.throwIfAborted();
    const result = await storeResult(resultStep(call, told(reply, edited)), media);
    const { outcome, summary, output } = reply;
    change({
      state: 'answered',
      outcome,
      title,
      summary,
      result,
      ...(output === undefined ? {} : { output }),
      ...(edited === undefined ? {} : { arguments: edited }),
    });
  };

  let checked = first;
  let problem: string | undefined;
  while (checked.verdict === 'ask') {
    const { preview } = checked;
    change({
      state: 'asking',
      preview,
      arguments: edited ?? objectOf(argumentsOf(call)),
      ...(problem === undefined ? {} : { problem }),
    });
    const said = await answers.decision(call.key, signal);
    if (said.type === 'deny') {
      await end(preview.title, deniedReply(said.reason));
      return;
    }
    if (said.type === 'edit') {
      const fresh = await check(call, said.arguments, dependencies, signal);
      problem = fresh.verdict === 'refused' ? messageOf(fresh.reply) : undefined;
      if (fresh.verdict === 'refused') continue;
      // What was changed is shown anew, also what would be allowed unasked: what runs is always what was seen.
      checked = { ...fresh, verdict: 'ask' };
      edited = said.arguments;
      continue;
    }
    if (said.forChat) remember(preview, checked.permissionKey, dispatch);
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

/** The arguments as they came: an object, or text that is not JSON. */
function argumentsOf({ step }: TurnCall): JsonObject | string | undefined {
  return step.arguments;
}

function objectOf(given: JsonObject | string | undefined): JsonObject {
  return typeof given === 'object' ? given : {};
}

function resultStep(
  { step }: TurnCall,
  { outcome, output: _output, ...reply }: ToolReply,
): FunctionResultStep {
  return {
    type: 'function_result',
    call_id: step.id ?? '',
    name: step.name,
    result: reply.content,
    ...(outcome === 'done' ? {} : { is_error: true }),
  };
}

function failedReply(message: string, summary: string, outcome: CallOutcome = 'refused'): ToolReply {
  return { outcome, summary, content: [{ type: 'text', text: message }] };
}

function deniedReply(reason: string): ToolReply {
  const why = reason.trim();
  return failedReply(
    why === ''
      ? 'The person did not allow this call. Do not try it again in another way; go on without it, or say what you need it for.'
      : `The person did not allow this call, and said: ${why}`,
    why === '' ? 'not allowed' : `not allowed: ${why}`,
    'denied',
  );
}
