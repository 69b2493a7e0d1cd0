import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { commandReport } from './commandReport';
import { defineTool } from './tool';

/** Tells how a command goes that was moved to the background. */
export const readCommandOutput = defineTool({
  name: 'read_command_output',
  description: 'Tell whether a command or task in the background has ended, and what it has printed.',
  effect: 'read',
  input: z.strictObject({
    id: z.string().describe('The id that was told when it went on in the background.'),
  }),
  title: ({ id }) => `Read the output of command ${id}`,
  async plan({ id }, { terminals, context }) {
    const find = () => {
      const result = terminals.output(context.chatId, id);
      if (result === undefined) throw new ToolError(`There is no command "${id}" in the background.`);
      return result;
    };
    find();
    return {
      async run() {
        const result = find();
        const report = commandReport(result, 0);
        // That the command failed is not a failure of reading its output.
        return { ...report, failed: false };
      },
    };
  },
});
