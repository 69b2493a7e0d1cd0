import * as z from 'zod';
import { besides, count, perFile } from './listing';
import type { CodeLocation, SymbolFindings } from './codePorts';
import { defineTool } from './tool';

/** As many places are listed. */
const mostPlaces = 100;
const longestHover = 6000;

const looks = {
  definition: { call: 'definition', one: 'definition', several: 'definitions' },
  references: { call: 'references', one: 'reference', several: 'references' },
  implementations: { call: 'implementations', one: 'implementation', several: 'implementations' },
  type_definition: { call: 'typeDefinition', one: 'type definition', several: 'type definitions' },
} as const;

/**
 * Asks the language server about a symbol. One function for all that can be asked: five would repeat the same three
 * arguments in every request.
 */
export const lookUpSymbol = defineTool({
  name: 'look_up_symbol',
  description:
    'Ask the language server about a symbol: where it is defined or used (references), what implements it, where its type is defined, or its signature and documentation (hover). Exacter than a search for text.',
  effect: 'read',
  timeLimitMs: 30_000,
  input: z.strictObject({
    what: z.enum(['definition', 'references', 'implementations', 'type_definition', 'hover']),
    symbol: z.string().min(1).describe('Its name as the code has it.'),
    path: z.string().describe('A file that declares or uses it.'),
    line: z.int().min(1).optional().describe('A line of that file with it, if known. Counted from 1.'),
  }),
  title: ({ what, symbol, path }) =>
    what === 'hover'
      ? `Look up ${symbol} of ${path}`
      : `Find the ${looks[what].several} of ${symbol} of ${path}`,
  async plan({ what, symbol, path, line }, { guard, languages }) {
    const place = await guard.pass(path, 'read');
    const use = { place, symbol, line };
    return {
      facts: [
        { kind: 'path', label: 'File', path: place.name },
        { kind: 'text', label: 'Symbol', text: symbol },
      ],
      async run({ signal }) {
        if (what === 'hover') {
          const { at, text } = await languages.hover(use, signal);
          if (text === '')
            return {
              output: `Nothing is known of ${symbol} (${place.name}:${at}).`,
              summary: 'nothing known',
            };
          const more = text.length - longestHover;
          return {
            output: `${symbol} (${place.name}:${at}):\n${text.slice(0, longestHover)}${more > 0 ? `\n… cut: ${more} more characters` : ''}`,
            summary: 'its signature',
          };
        }
        const { call, one, several } = looks[what];
        const found = await languages.look(call, use, mostPlaces, signal);
        const number = found.items.length;
        return {
          output: placesText(found, `${several} of ${symbol} (${place.name}:${found.at})`),
          summary: number === 0 ? `no ${several}` : count(number, one, several),
        };
      },
    };
  },
});

function placesText(found: SymbolFindings, title: string): string {
  const shown = found.items.slice(0, mostPlaces);
  const rest = found.items.slice(mostPlaces);
  return [
    shown.length === 0 ? `No ${title} in the workspace.` : `The ${title}:`,
    ...shown.map(({ file, line, text }: CodeLocation) => `${file}:${line}: ${text}`),
    ...(rest.length > 0
      ? [`… ${rest.length} more, in ${perFile(rest)}. Search the text of these files.`]
      : []),
    ...besides(found),
  ].join('\n');
}
