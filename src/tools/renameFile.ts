import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { contentAt, reviewableChange } from './reviewableChange';
import { defineTool } from './tool';

/** Renames or moves a file or a folder. */
export const renameFile = defineTool({
  name: 'rename_file',
  description: 'Rename or move a file or folder within the workspace. The person is asked first.',
  effect: 'edit',
  onByDefault: false,
  input: z.strictObject({ path: z.string(), newPath: z.string() }),
  title: ({ path, newPath }) => `Rename ${path} to ${newPath}`,
  async plan({ path, newPath }, host, checkSignal) {
    const { guard, files, changes } = host;
    const place = await guard.pass(path, 'write');
    const to = await guard.pass(newPath, 'write');
    if (place.relative === '') throw new ToolError('A workspace folder itself cannot be renamed.');
    const found = await files.stat(place);
    if (found === undefined) throw new ToolError(`${place.name} does not exist.`);
    // Only the case of a name may change on a disk where both are the same file.
    if (place.real !== to.real && (await files.stat(to)) !== undefined)
      throw new ToolError(`${to.name} exists already.`);
    return {
      facts: [
        { kind: 'path', label: 'From', path: place.name },
        { kind: 'path', label: 'To', path: to.name },
      ],
      // A folder has no text that could be shown, and is renamed as a whole.
      ...(found.kind === 'file' && {
        review: {
          places: [place, to],
          async open() {
            const content = await contentAt(place, files);
            return reviewableChange({ place, to, before: content, after: content }, host, checkSignal);
          },
        },
      }),
      async run({ signal }) {
        const made = await changes.apply({ kind: 'rename', place, to }, signal);
        return { output: made.told, summary: made.summary, failed: made.rejected };
      },
    };
  },
});
