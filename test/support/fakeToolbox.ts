import type { JsonObject } from '../../src/api/types';
import type { CheckedCall, Toolbox, ToolReply, ToolRun } from '../../src/tools/toolbox';

/** A function that the model may call. */
export interface FakeTool {
  readonly effect: 'read' | 'ask' | 'ordered';
  readonly run: (given: JsonObject, run: ToolRun) => Promise<ToolReply>;
  readonly wrong?: (given: JsonObject) => boolean;
}
/** The answer of a function that has done its work. */
export const textReply = (words: string): ToolReply => ({
  outcome: 'done',
  summary: 'done',
  content: [{ type: 'text', text: words }],
});

/** A toolbox without a gate: what is asked for is what a tool says. */
export function boxOf(tools: Readonly<Record<string, FakeTool>>): Toolbox {
  return {
    list: () => [],
    declarations: () =>
      Object.keys(tools).map((name) => ({ type: 'function', name, description: name, parameters: {} })),
    async check({ name, arguments: given }, { permissions }): Promise<CheckedCall> {
      const tool = tools[name];
      const reply = (message: string): ToolReply => ({ ...textReply(message), outcome: 'refused' });
      if (tool === undefined || typeof given === 'string')
        return { verdict: 'refused', title: name, parallel: true, reply: reply(`No ${name}.`) };
      if (tool.wrong?.(given ?? {}) === true)
        return { verdict: 'refused', title: name, parallel: true, reply: reply('Wrong arguments.') };
      const remembered = permissions.some(({ key }) => key === name);
      return {
        verdict: tool.effect === 'ask' && !remembered ? 'ask' : 'allowed',
        title: `Do ${name}`,
        parallel: tool.effect === 'read',
        preview: { title: `Do ${name} ${JSON.stringify(given)}`, facts: [], concerns: [], remember: name },
        permissionKey: name,
        run: (run) => tool.run(given ?? {}, run),
      };
    },
  };
}
