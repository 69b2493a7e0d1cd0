import * as z from 'zod';
import { defineTool } from './tool';

/** As many names are listed. */
const mostNames = 500;

/** Lists a folder, without what is ignored. */
export const listDirectory = defineTool({
  name: 'list_directory',
  description: 'List a folder of the workspace. Folders end in a slash; ignored files are left out.',
  effect: 'read',
  input: z.strictObject({
    path: z
      .string()
      .optional()
      .describe('Folder, relative to the workspace folder. The workspace itself if left out.'),
  }),
  title: ({ path = '.' }) => `List ${path}`,
  async plan({ path = '.' }, { guard, files, folders }) {
    if (path === '.' && folders.length > 1) {
      const names = folders.map((name) => `${name}/`);
      return {
        run: async () => ({ output: names.join('\n'), summary: `${names.length} workspace folders` }),
      };
    }
    const place = await guard.pass(path, 'read');
    return {
      facts: [{ kind: 'path', label: 'Folder', path: place.name }],
      async run() {
        const entries = await files.list(place);
        const shown: string[] = [];
        for (const { name, kind } of entries) {
          const relative = [place.relative, name].filter((part) => part !== '').join('/');
          if (await guard.shows(place.root, relative)) shown.push(kind === 'folder' ? `${name}/` : name);
        }
        const names = shown.slice(0, mostNames);
        const more = shown.length - names.length;
        return {
          output:
            names.length === 0
              ? 'Nothing is in it, or all that is in it is ignored.'
              : [
                  ...names,
                  ...(more > 0 ? [`… ${more} more. List a folder below it, or use find_files.`] : []),
                ].join('\n'),
          summary: shown.length === 1 ? '1 entry' : `${shown.length} entries`,
        };
      },
    };
  },
});
