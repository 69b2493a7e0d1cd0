import * as z from 'zod';
import { ToolError } from '../util/toolError';
import { visibleName } from '../util/visibleText';
import { counted } from './numberedLines';
import type { TextMatch } from './ports';
import { defineTool } from './tool';

/** As many matching lines are shown, unless more are wanted, and at most. */
const usualMost = 100;
const mostLines = 500;
/** As many characters of them. */
const mostCharacters = 50_000;
const mostContext = 10;

/** Finds lines by their text. */
export const searchText = defineTool({
  name: 'search_text',
  description:
    'Search the text of the workspace, line by line, with ripgrep. Ignored files are left out; what is not saved yet counts.',
  effect: 'read',
  input: z.strictObject({
    pattern: z.string().min(1).describe('Regular expression, unless literal is set.'),
    literal: z.boolean().optional().describe('Take the pattern as plain text.'),
    caseSensitive: z.boolean().optional().describe('false if left out.'),
    wholeWords: z.boolean().optional(),
    path: z.string().optional().describe('Folder or file to search. The globs are relative to it.'),
    include: z.array(z.string()).optional().describe('Globs of the files to search, such as "*.ts".'),
    exclude: z.array(z.string()).optional().describe('Globs of files to leave out.'),
    context: z.int().min(0).max(mostContext).optional().describe('Lines to show around each match.'),
    limit: z.int().min(1).max(mostLines).optional().describe(`Matching lines; ${usualMost} if left out.`),
  }),
  title: ({ pattern, path }) => `Search for ${pattern}${path === undefined ? '' : ` in ${path}`}`,
  async plan(input, { guard, search }) {
    const { pattern, literal = false, caseSensitive = false, wholeWords = false, path } = input;
    const { include = [], exclude = [], context = 0, limit = usualMost } = input;
    if (pattern.includes('\0')) throw new ToolError('The pattern has a NUL character.');
    const below = path === undefined || path === '.' ? undefined : await guard.pass(path, 'read');
    return {
      facts: [
        { kind: 'text', label: literal ? 'Text' : 'Regular expression', text: pattern },
        ...(below === undefined ? [] : [{ kind: 'path', label: 'In', path: below.name } as const]),
      ],
      async run({ signal }) {
        const { items, cut } = await search.text(
          {
            pattern,
            isRegex: !literal,
            caseSensitive,
            wholeWords,
            include,
            exclude,
            below,
            context,
            most: limit,
          },
          signal,
        );
        if (items.length === 0) return { output: nothingFound, summary: 'nothing found' };
        return shown(items, cut);
      },
    };
  },
});

const nothingFound =
  'Nothing was found. What Git ignores is only searched when path names it, and files that are binary never are.';

function shown(items: readonly TextMatch[], cut: boolean) {
  const lines: string[] = [];
  let characters = 0;
  let matches = 0;
  let files = 0;
  let before: TextMatch | undefined;
  let fits = true;
  for (const item of items) {
    const isNewFile = item.file !== before?.file;
    // Where lines between two pieces are not shown.
    const isApart = !isNewFile && before !== undefined && item.line > before.line + 1;
    const added = [
      ...(isNewFile ? [visibleName(item.file)] : isApart && isBeside(item, before) ? ['--'] : []),
      `${item.line}${item.isMatch ? ':' : '-'} ${item.text}`,
    ];
    characters += added.reduce((sum, line) => sum + line.length + 1, 0);
    fits = characters <= mostCharacters || lines.length === 0;
    if (!fits) break;
    lines.push(...added);
    if (isNewFile) files += 1;
    if (item.isMatch) matches += 1;
    before = item;
  }
  const more = cut || !fits;
  if (more)
    lines.push(`… There are more. Narrow the pattern, path or include${fits ? ', or raise limit' : ''}.`);
  return {
    output: lines.join('\n'),
    summary: `${counted(matches, 'line')} in ${counted(files, 'file')}${more ? ', and more' : ''}`,
  };
}

/** Whether there is context around the matches, so that pieces need to be told apart. */
function isBeside(item: TextMatch, before: TextMatch | undefined): boolean {
  return !item.isMatch || before?.isMatch === false;
}
