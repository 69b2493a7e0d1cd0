import * as z from 'zod';
import type { Content } from '../api/types';
import { ToolError } from '../util/toolError';
import { numberedLines } from './numberedLines';
import type { FileContent } from './ports';
import { notebookText } from './notebookText';
import { defineTool, type ToolOutput } from './tool';

/** The most bytes of a picture or a document: a request takes 20 MB with everything in it. */
const largestMedia = 5_000_000;

/** Reads a file, or some lines of it. */
export const readFile = defineTool({
  name: 'read_file',
  description:
    'Read a file of the workspace as the editor has it: text with line numbers, notebooks by cell, pictures and PDF as they are. Long files come in parts.',
  effect: 'read',
  input: z.strictObject({
    path: z.string().describe('File, relative to the workspace folder.'),
    firstLine: z.int().min(1).optional().describe('First line (in a notebook: cell), counted from 1.'),
    lastLine: z.int().min(1).optional().describe('Last line, inclusive.'),
  }),
  title: ({ path, firstLine, lastLine }) => `Read ${path}${rangeWords(firstLine, lastLine)}`,
  async plan({ path, firstLine = 1, lastLine }, { guard, files }) {
    const place = await guard.pass(path, 'read');
    if (lastLine !== undefined && lastLine < firstLine)
      throw new ToolError(`lastLine (${lastLine}) is before firstLine (${firstLine}).`);
    const range = { first: firstLine, last: lastLine };
    return {
      facts: [{ kind: 'path', label: 'File', path: place.name }],
      async run() {
        const cells = await files.notebook(place);
        if (cells !== undefined) return notebookText(place.name, cells, range);
        const content = await files.content(place);
        if (content.kind === 'text')
          return numberedLines(
            content.isUnsaved ? `${place.name} (not saved yet)` : place.name,
            content.text,
            range,
          );
        if (content.kind === 'unknown') throw new ToolError(binaryWords(place.name, content.what));
        return media(place.name, content);
      },
    };
  },
});

function rangeWords(first: number | undefined, last: number | undefined): string {
  if (first === undefined && last === undefined) return '';
  if (last === undefined) return ` from line ${first ?? 1}`;
  return (first ?? 1) === last ? `, line ${last}` : `, lines ${first ?? 1}-${last}`;
}

function binaryWords(name: string, what: string | undefined): string {
  const type = what === undefined ? 'binary' : `binary (${what})`;
  return `${name} is ${type}, so it has no text to read. Only its name and size can be known.`;
}

function media(
  name: string,
  { kind, mimeType, bytes }: Exclude<FileContent, { readonly kind: 'text' | 'unknown' }>,
): ToolOutput {
  const size = `${Math.ceil(bytes.length / 1000)} KB`;
  if (bytes.length > largestMedia)
    throw new ToolError(
      `${name} (${mimeType}) has ${size}; as a picture or document at most ${largestMedia / 1000} KB can be read. The person can attach it.`,
    );
  const block: Content = { type: kind, data: Buffer.from(bytes).toString('base64'), mime_type: mimeType };
  return { output: [{ type: 'text', text: `${name} (${mimeType}, ${size}):` }, block], summary: size };
}
