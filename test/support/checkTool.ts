import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/api/types';
import type { Permission } from '../../src/conversation/calls';
import { createToolbox } from '../../src/tools/createToolbox';
import type { GuardPorts } from '../../src/tools/guard';
import type { Rule } from '../../src/tools/policy';
import type { ToolHost } from '../../src/tools/ports';
import type { Tool } from '../../src/tools/tool';
import type { CheckedCall, ToolReply, ToolRun } from '../../src/tools/toolbox';
import { silentLogger } from '../../src/util/log';

const never = new AbortController().signal;

/** Where a call is made. */
export interface CallSetting {
  /** The parts of the editor that the tool may use. */
  readonly host?: Partial<Omit<ToolHost, 'guard' | 'context'>>;
  readonly disk: GuardPorts;
  readonly rule?: Rule;
  readonly permissions?: readonly Permission[];
}

/** Takes a call of a tool through the gate. */
export function checkTool(
  tool: Tool,
  given: JsonObject,
  { host = {}, disk, rule, permissions = [] }: CallSetting,
): Promise<CheckedCall> {
  const toolbox = createToolbox({
    tools: () => [tool],
    trusted: () => true,
    isOn: () => true,
    rule: () => rule,
    guard: disk,
    host: (guard, context) =>
      ({ folders: disk.roots().map(({ name }) => name), ...host, guard, context }) as ToolHost,
    log: silentLogger,
  });
  return toolbox.check(
    { name: tool.name, arguments: given },
    { chatId: 'c', callKey: 'k', permissions },
    never,
  );
}

/** What came of a call: how it ended, what the model reads, and what the person sees. */
export interface RanTool {
  readonly outcome: ToolReply['outcome'];
  readonly text: string;
  readonly summary: string;
  readonly output: string | undefined;
}

/** Runs a call as if the person had allowed it; of one that was refused, what the model is told. */
export async function runChecked(checked: CheckedCall, run: Partial<ToolRun> = {}): Promise<RanTool> {
  const { outcome, content, summary, output } =
    checked.verdict === 'refused'
      ? checked.reply
      : await checked.run({ signal: never, moved: never, print: () => {}, ask: async () => '', ...run });
  const text = content.map((block) => (block.type === 'text' ? block.text : `[${block.type}]`)).join('\n');
  return { outcome, text, summary, output };
}

/** The sentences that say what is unusual about a call. */
export function concernsOf(checked: CheckedCall): readonly string[] {
  assert.ok(checked.verdict !== 'refused', 'it was refused');
  return checked.preview.concerns;
}
