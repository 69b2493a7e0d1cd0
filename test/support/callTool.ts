import assert from 'node:assert/strict';
import type { Content, JsonObject } from '../../src/api/types';
import type { GuardPorts } from '../../src/tools/guard';
import type { Tool } from '../../src/tools/tool';
import type { ToolReply } from '../../src/tools/toolbox';
import { checkTool, type CallSetting } from './checkTool';
import { diskPorts } from './fakeDisk';

/** What came of a call: what the model reads, and what the person sees. */
export interface CalledTool {
  readonly outcome: ToolReply['outcome'];
  readonly text: string;
  readonly content: readonly Content[];
  readonly summary: string;
  readonly title: string;
}

const never = new AbortController().signal;

/** Files for `callTool` to find, all in the workspace folder `app`. */
export function appDisk(files: readonly string[], rules: Partial<GuardPorts> = {}): GuardPorts {
  return diskPorts(
    [{ name: 'app', path: '/ws/app' }],
    { files: new Set(files.map((file) => `/ws/app/${file}`)), links: new Map() },
    rules,
  );
}

/** Calls a tool that needs no question through the gate, as the model does, and runs it. */
export async function callTool(
  tool: Tool,
  given: JsonObject,
  host: NonNullable<CallSetting['host']>,
  disk: GuardPorts = appDisk([]),
): Promise<CalledTool> {
  const checked = await checkTool(tool, given, { host, disk });
  assert.ok(checked.verdict !== 'ask', 'it was asked for');
  const { outcome, content, summary } =
    checked.verdict === 'refused'
      ? checked.reply
      : await checked.run({ signal: never, moved: never, print: () => {}, ask: async () => '' });
  const text = content.map((block) => (block.type === 'text' ? block.text : `[${block.type}]`)).join('\n');
  return { outcome, text, content, summary, title: checked.title };
}
