import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { defineTool } from './tool';

/** Renames or moves a file or a folder. */
export const renameFile = defineTool({
  name: 'rename_file',
  description: 'Rename or move a file or folder within the workspace. The person is asked first.',
  effect: 'edit',
  onByDefault: false,
  input: z.strictObject({ path: z.string(), newPath: z.string() }),
  title: ({ path, newPath }) => `Rename ${path} to ${newPath}`,
  async plan({ path, newPath }, { guard, files, changes }) {
    const place = await guard.pass(path, 'write');
    const to = await guard.pass(newPath, 'write');
    if (place.relative === '') throw new ToolError('A workspace folder itself cannot be renamed.');
    if ((await files.stat(place)) === undefined) throw new ToolError(`${place.name} does not exist.`);
    // Only the case of a name may change on a disk where both are the same file.
    if (place.real !== to.real && (await files.stat(to)) !== undefined)
      throw new ToolError(`${to.name} exists already.`);
    return {
      facts: [
        { kind: 'path', label: 'From', path: place.name },
        { kind: 'path', label: 'To', path: to.name },
      ],
      async run({ signal }) {
        const made = await changes.apply({ kind: 'rename', place, to }, signal);
        return { output: made.told, summary: made.summary, failed: made.rejected };
      },
    };
  },
});
