import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { besides, count, perFile } from './listing';
import type { CodeSymbol } from './codePorts';
import { defineTool } from './tool';

/** As many symbols are listed. */
const mostFound = 100;
const mostOfFile = 400;

/** Finds functions, classes and the like: all of a file, or those of a name. */
export const findSymbols = defineTool({
  name: 'find_symbols',
  description:
    'Functions, classes, types and other declarations: the outline of a file (path), or those of the workspace with a name like query.',
  effect: 'read',
  timeLimitMs: 30_000,
  input: z.strictObject({
    path: z.string().optional().describe('File to outline.'),
    query: z.string().optional().describe('Name, or letters of it. With a path: only those of that file.'),
  }),
  title: ({ path, query = '' }) =>
    path === undefined
      ? `Find symbols named ${query}`
      : query === ''
        ? `Outline ${path}`
        : `Find symbols named ${query} in ${path}`,
  async plan({ path, query = '' }, { guard, languages }) {
    if (path === undefined && query.trim() === '') throw new ToolError('Give a path, a query, or both.');
    const place = path === undefined ? undefined : await guard.pass(path, 'read');
    return {
      facts: [
        ...(place === undefined ? [] : [{ kind: 'path', label: 'File', path: place.name } as const]),
        ...(query === '' ? [] : [{ kind: 'text', label: 'Name', text: query } as const]),
      ],
      async run({ signal }) {
        const found =
          place === undefined
            ? await languages.workspaceSymbols(query, signal)
            : await languages.documentSymbols(place, signal);
        const symbols =
          place === undefined ? found.items : found.items.filter(({ name }) => isLike(name, query));
        const most = place === undefined ? mostFound : mostOfFile;
        const rest = symbols.slice(most);
        const lines = symbols.slice(0, most).map(place === undefined ? foundLine : outlineLine);
        return {
          output: [
            ...(symbols.length === 0 ? ['No symbol was found.'] : []),
            ...lines,
            ...(rest.length > 0 ? [cut(rest, place !== undefined)] : []),
            ...besides(found),
          ].join('\n'),
          summary: count(symbols.length, 'symbol'),
        };
      },
    };
  },
});

function isLike(name: string, query: string): boolean {
  return name.toLowerCase().includes(query.trim().toLowerCase());
}

function foundLine({ file, firstLine, kind, name, container }: CodeSymbol): string {
  return `${file}:${firstLine}: ${kind} ${name}${container === '' ? '' : ` (in ${container})`}`;
}

function outlineLine({ firstLine, lastLine, kind, name, depth }: CodeSymbol): string {
  const lines = firstLine === lastLine ? String(firstLine) : `${firstLine}-${lastLine}`;
  return `${'  '.repeat(depth)}${lines}: ${kind} ${name}`;
}

function cut(rest: readonly CodeSymbol[], ofFile: boolean): string {
  return ofFile
    ? `… ${rest.length} more, from line ${rest[0]?.firstLine ?? 0} on. Give a query to see them.`
    : `… ${rest.length} more, in ${perFile(rest)}. Give more of the name, or the path of one of these files.`;
}
