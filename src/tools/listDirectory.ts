import * as z from 'zod';
import { visibleName } from '../util/visibleText';
import type { FolderEntry } from './ports';
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
    if (folders.length > 1 && ['', '.', './', '/'].includes(path)) {
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
        const isShown = async ({ name, kind }: FolderEntry): Promise<boolean> => {
          const what = kind === 'folder' ? 'folder' : 'file';
          const { root, relative } = place.target;
          // Where the folder was named through a link, the rules of both of its names hold.
          return (
            (await guard.shows(root, pathIn(relative, name), what, place)) &&
            (place.relative === relative ||
              (await guard.shows(place.root, pathIn(place.relative, name), what, place)))
          );
        };
        const visible = await Promise.all(entries.map(isShown));
        const shown = entries
          .filter((_entry, at) => visible[at])
          .sort(
            (a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || compare(a.name, b.name),
          )
          .map(({ name, kind }) => visibleName(kind === 'folder' ? `${name}/` : name));
        const names = shown.slice(0, mostNames);
        const more = shown.length - names.length;
        return {
          output:
            names.length > 0
              ? [
                  ...names,
                  ...(more > 0 ? [`… ${more} more. List a folder in it, or use find_files.`] : []),
                ].join('\n')
              : entries.length === 0
                ? 'The folder is empty.'
                : 'All that is in it is ignored.',
          summary: shown.length === 1 ? '1 entry' : `${shown.length} entries`,
        };
      },
    };
  },
});

function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
