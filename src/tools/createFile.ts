import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { reviewableChange } from './reviewableChange';
import { defineTool } from './tool';
import { diffFact } from './unifiedDiff';

/** Makes a new file, with the folders that it needs. */
export const createFile = defineTool({
  name: 'create_file',
  description:
    'Create a new text file, with the folders above it. To change a file that exists, use edit_file. The person reviews it before it is made.',
  effect: 'edit',
  input: z.strictObject({ path: z.string(), content: z.string() }),
  title: ({ path }) => `Create ${path}`,
  async plan({ path, content }, host, checkSignal) {
    const { guard, files, changes } = host;
    const place = await guard.pass(path, 'write');
    if ((await files.stat(place)) !== undefined)
      throw new ToolError(`${place.name} exists already. Change it with edit_file.`);
    const lines = content === '' ? 0 : content.replace(/\r?\n$/, '').split('\n').length;
    return {
      facts: [diffFact(place.name, '', content)],
      review: {
        places: [place],
        open: async () =>
          reviewableChange(
            { place, before: undefined, after: { kind: 'text', text: content } },
            host,
            checkSignal,
          ),
      },
      async run({ signal }) {
        const made = await changes.apply({ kind: 'create', place, text: content }, signal);
        return {
          output: made.told,
          summary: lines === 1 ? '1 line' : `${lines} lines`,
          failed: made.rejected,
        };
      },
    };
  },
});
