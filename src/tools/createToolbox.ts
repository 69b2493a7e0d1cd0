import type { Content, FunctionTool, JsonObject } from '../api/types';
import type { CallFact, CallOutcome, CallPreview } from '../conversation/calls';
import type { ChangeSet } from '../review/changeSet';
import type { Logger } from '../util/log';
import { isToolError, ToolError } from '../util/toolError';
import { visibleText } from '../util/visibleText';
import { createGuard, type CallGuard, type GuardPorts } from './guard';
import { decide, type Rule } from './policy';
import type { ToolHost } from './ports';
import type { Plan, Tool, ToolOutput } from './tool';
import type {
  CallReviewing,
  CheckedCall,
  Toolbox,
  ToolChoice,
  ToolContext,
  ToolReply,
  ToolRequest,
  ToolRun,
} from './toolbox';

/** What the gate stands on. */
export interface ToolboxPorts {
  readonly tools: () => readonly Tool[];
  readonly trusted: () => boolean;
  /** Whether the person has switched a tool on or off; `undefined` for the usual. */
  readonly isOn: (name: string) => boolean | undefined;
  /** The rules of the user's settings, by the names of tools. */
  readonly rule: (name: string) => Rule | undefined;
  readonly guard: GuardPorts;
  /** Makes what a tool can reach, for one call. */
  readonly host: (guard: CallGuard, context: ToolContext) => ToolHost;
  readonly log: Logger;
}

/** Milliseconds a run may take unless its tool says otherwise. */
const usualTimeLimitMs = 60_000;
/** As many characters of a result reach the model, whatever the tool made of it. */
export const resultLimit = 60_000;

/**
 * The functions that the model may call, and the one gate that every call passes:
 * known → trusted → arguments → rule → paths (within the workspace, not ignored) → what exactly it will do →
 * protected or odd → allowed, asked for, or refused. An exception at any of these means no.
 */
export function createToolbox(ports: ToolboxPorts): Toolbox {
  const on = (): readonly Tool[] =>
    ports.trusted() ? ports.tools().filter((tool) => ports.isOn(tool.name) ?? tool.onByDefault) : [];
  return {
    list: () => ports.tools().map((tool) => choiceOf(tool, ports)),
    declarations: () => on().map(declaration),
    async check(request, context, signal) {
      try {
        return await pass(request, context, on(), ports, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!isToolError(error)) ports.log.error(error instanceof Error ? error : String(error));
        const message = isToolError(error)
          ? error.message
          : `${request.name} could not be checked, so it was not run.`;
        return refused(titleOf(request, on()), message);
      }
    },
  };
}

function declaration({ name, description, parameters }: Tool): FunctionTool {
  return { type: 'function', name, description, parameters };
}

function choiceOf(tool: Tool, { isOn, rule }: ToolboxPorts): ToolChoice {
  const { name, description, effect, onByDefault } = tool;
  return {
    name,
    description,
    isOn: isOn(name) ?? onByDefault,
    onByDefault,
    rule: decide({ effect, trusted: true, rule: rule(name), remembered: false, concerned: false }),
    // Four characters of English or JSON are about one token.
    tokens: Math.ceil(JSON.stringify(declaration(tool)).length / 4),
  };
}

async function pass(
  request: ToolRequest,
  context: ToolContext,
  tools: readonly Tool[],
  ports: ToolboxPorts,
  signal: AbortSignal,
): Promise<CheckedCall> {
  if (!ports.trusted()) throw new ToolError('This workspace is not trusted, so no function can be used.');
  const tool = tools.find(({ name }) => name === request.name);
  if (tool === undefined) throw new ToolError(unknownName(request.name, tools));
  const call = tool.open(argumentsOf(request));
  const rule = ports.rule(tool.name);
  if (rule === 'deny')
    throw new ToolError(`The person's settings do not allow ${tool.name}. Go on without it.`);

  const guard = createGuard(ports.guard);
  const plan = await call.plan(ports.host(guard, context), signal);
  signal.throwIfAborted();
  const permission =
    plan.permission === undefined ? { key: tool.name, words: `every use of ${tool.name}` } : plan.permission;
  const facts = plan.facts ?? [];
  const concerns = [...(plan.concerns ?? []), ...guard.concerns, ...oddCharacters(call.title, facts)];
  const effect = plan.effect ?? tool.effect;
  const decision = decide({
    effect,
    trusted: ports.trusted(),
    rule,
    remembered: permission !== null && context.permissions.some(({ key }) => key === permission.key),
    concerned: concerns.length > 0,
  });
  if (decision === 'deny') throw new ToolError(`${tool.name} is not allowed here.`);
  const preview: CallPreview = {
    title: visibleText(call.title),
    facts,
    concerns,
    ...(permission === null || concerns.length > 0 ? {} : { remember: permission.words }),
  };
  return {
    verdict: decision === 'allow' ? 'allowed' : 'ask',
    title: preview.title,
    parallel: effect === 'read',
    preview,
    permissionKey: permission?.key,
    run: (run) => runPlan(tool, plan, run, ports.log),
    review: reviewOf(plan),
  };
}

function argumentsOf({ arguments: given }: ToolRequest): JsonObject {
  if (typeof given === 'string')
    throw new ToolError(`The arguments are not a JSON object. They were: ${given.slice(0, 500)}`);
  return given ?? {};
}

function unknownName(name: string, tools: readonly Tool[]): string {
  const names = tools.map((tool) => tool.name);
  return names.length === 0
    ? `There is no function "${name}": functions are switched off.`
    : `There is no function "${name}". There are: ${names.join(', ')}.`;
}

/** Characters that nobody sees, or that turn the text around, in what the person is to judge. */
function oddCharacters(title: string, facts: readonly CallFact[]): readonly string[] {
  const texts = [title, ...facts.flatMap((fact) => Object.values(fact).map(String))];
  return texts.some((text) => visibleText(text) !== text)
    ? ['It has characters that are invisible or change the direction of the text; they are written out.']
    : [];
}

async function runPlan(tool: Tool, plan: Plan, run: ToolRun, log: Logger): Promise<ToolReply> {
  const limit = tool.timeLimitMs ?? usualTimeLimitMs;
  const timer = new AbortController();
  const timeout =
    limit === 0
      ? undefined
      : setTimeout(
          () =>
            timer.abort(new ToolError(`${tool.name} took longer than ${limit / 1000} s and was stopped.`)),
          limit,
        );
  try {
    const signal = AbortSignal.any([run.signal, timer.signal]);
    return replyOf(await untilAborted(plan.run({ ...run, signal }), signal));
  } catch (error) {
    run.signal.throwIfAborted();
    if (!isToolError(error)) log.error(error instanceof Error ? error : String(error));
    const message = isToolError(error)
      ? error.message
      : `${tool.name} failed: ${error instanceof Error ? error.message : String(error)}`;
    return failure('failed', message);
  } finally {
    clearTimeout(timeout);
  }
}

/** A tool that does not listen to its signal is waited for no longer. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Stopped.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function replyOf({ output, summary, failed = false, printed }: ToolOutput): ToolReply {
  const blocks: readonly Content[] = typeof output === 'string' ? [{ type: 'text', text: output }] : output;
  return {
    outcome: failed ? 'failed' : 'done',
    summary,
    content: blocks.map(asReceived),
    ...(printed === undefined ? {} : { output: printed }),
  };
}

/** Text with its hidden characters written out, so that nothing in a file can speak to the model unseen. */
function asReceived(block: Content): Content {
  if (block.type !== 'text') return block;
  const text = visibleText(block.text);
  if (text.length <= resultLimit) return { ...block, text: text === '' ? '(empty)' : text };
  return {
    ...block,
    text: `${text.slice(0, resultLimit)}\n… cut: ${text.length - resultLimit} more characters. Ask for a smaller part.`,
  };
}

function reviewOf({ review }: Plan): CallReviewing | undefined {
  if (review === undefined) return undefined;
  return {
    files: review.places.map(({ real }) => real),
    async open() {
      const { output, ...change } = await review.open();
      const reply = (decided: ChangeSet): ToolReply => {
        const { isRejected, ...told } = output(decided);
        const said = replyOf(told);
        return isRejected ? { ...said, outcome: 'denied' } : said;
      };
      return { ...change, reply };
    },
  };
}

function failure(outcome: CallOutcome, message: string): ToolReply {
  return { outcome, summary: firstLine(message), content: [{ type: 'text', text: message }] };
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

function refused(title: string, message: string): CheckedCall {
  return { verdict: 'refused', title, parallel: true, reply: failure('refused', message) };
}

/** What a call that was refused is called: by its arguments when they can be read, else by its name. */
function titleOf(request: ToolRequest, tools: readonly Tool[]): string {
  const tool = tools.find(({ name }) => name === request.name);
  try {
    const title = tool?.open(argumentsOf(request)).title;
    if (title !== undefined) return visibleText(title);
  } catch {
    // Its arguments are what was refused.
  }
  return visibleText(request.name === '' ? 'A call without a name' : request.name);
}
