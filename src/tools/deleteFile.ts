import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { contentAt, reviewableChange } from './reviewableChange';
import { defineTool } from './tool';

/** Deletes a file, or a folder with all that is in it. */
export const deleteFile = defineTool({
  name: 'delete_file',
  description: 'Delete a file, or a folder with all that is in it. The person is asked first.',
  effect: 'edit',
  onByDefault: false,
  input: z.strictObject({ path: z.string() }),
  title: ({ path }) => `Delete ${path}`,
  async plan({ path }, host, checkSignal) {
    const { guard, files, changes } = host;
    const place = await guard.pass(path, 'write');
    if (place.relative === '') throw new ToolError('A workspace folder itself cannot be deleted.');
    const facts = await files.stat(place);
    if (facts === undefined) throw new ToolError(`${place.name} does not exist.`);
    const isFolder = facts.kind === 'folder';
    const count = isFolder ? (await files.list(place)).length : 0;
    return {
      facts: [{ kind: 'path', label: isFolder ? `Folder with ${count} entries` : 'File', path: place.name }],
      // What is deleted is named each time.
      permission: null,
      ...(facts.kind === 'file' && {
        review: {
          places: [place],
          open: async () =>
            reviewableChange(
              { place, before: await contentAt(place, files), after: undefined },
              host,
              checkSignal,
            ),
        },
      }),
      async run({ signal }) {
        const made = await changes.apply({ kind: 'delete', place }, signal);
        return { output: made.told, summary: made.summary, failed: made.rejected };
      },
    };
  },
});
