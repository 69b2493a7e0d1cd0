import * as z from 'zod';
import { counted } from './numberedLines';
import { visibleName } from '../util/visibleText';
import { defineTool } from './tool';

/** As many files are named, unless more are wanted, and at most. */
const usualMost = 100;
const mostFiles = 1000;

/** Finds files by a glob. */
export const findFiles = defineTool({
  name: 'find_files',
  description:
    'Find files of the workspace by a glob, such as "**/*.test.ts" or "src/**". Ignored files are left out.',
  effect: 'read',
  input: z.strictObject({
    glob: z.string().min(1).describe('A glob without a slash is looked for in every folder.'),
    path: z.string().optional().describe('Folder to look in. The glob is relative to it.'),
    order: z.enum(['newest', 'path']).optional().describe('newest first (default), or by path.'),
    limit: z.int().min(1).max(mostFiles).optional().describe(`${usualMost} if left out.`),
  }),
  title: ({ glob, path }) => `Find ${glob}${path === undefined ? '' : ` in ${path}`}`,
  async plan({ glob, path, order = 'newest', limit = usualMost }, { guard, search }) {
    const below = path === undefined || path === '.' ? undefined : await guard.pass(path, 'read');
    return {
      facts: [
        { kind: 'text', label: 'Glob', text: glob },
        ...(below === undefined ? [] : [{ kind: 'path', label: 'Folder', path: below.name } as const]),
      ],
      async run({ signal }) {
        const { items, cut } = await search.files({ glob, below, order, most: limit }, signal);
        if (items.length === 0) return { output: noFiles(glob), summary: 'no files' };
        return {
          output: [
            ...items.map(visibleName),
            ...(cut ? [`… There are more than ${limit}. Narrow the glob, or raise limit.`] : []),
          ].join('\n'),
          summary: `${counted(items.length, 'file')}${cut ? ', and more' : ''}`,
        };
      },
    };
  },
});

function noFiles(glob: string): string {
  return `No file matches ${glob}. What Git ignores is only looked through when path names it.`;
}
