import { ToolError } from '../util/toolError';
import { cellMarker } from './notebookSource';
import { counted, type LineRange } from './numberedLines';
import type { NotebookCell } from './ports';
import type { ToolOutput } from './tool';

/** As many characters of a notebook are read at once, of one cell, and of what a cell has printed. */
const mostCharacters = 50_000;
const longestCell = 20_000;
const longestOutput = 4000;

/**
 * Cells of a notebook for the model, as many as fit, and how to go on. The range counts cells.
 * @throws ToolError when there are not so many.
 */
export function notebookText(name: string, cells: readonly NotebookCell[], range: LineRange): ToolOutput {
  const total = cells.length;
  if (total === 0) return { output: `${name} is a notebook without cells.`, summary: 'no cells' };
  if (range.first > total) throw new ToolError(`${name} is a notebook with only ${counted(total, 'cell')}.`);
  const wanted = cells.slice(range.first - 1, range.last);
  const shown: string[] = [];
  let characters = 0;
  for (const cell of wanted) {
    const text = cellText(cell, range.first + shown.length);
    characters += text.length + 1;
    if (characters > mostCharacters && shown.length > 0) break;
    shown.push(text);
  }
  const last = range.first + shown.length - 1;
  return {
    output: [
      `${name}, a notebook, cells ${range.first}-${last} of ${total}:`,
      ...shown,
      ...(shown.length < wanted.length ? [`… Cut at cell ${last}. Go on with firstLine: ${last + 1}.`] : []),
    ].join('\n'),
    summary: shown.length === total ? counted(total, 'cell') : `cells ${range.first}–${last} of ${total}`,
  };
}

function cellText({ language, text, output }: NotebookCell, number: number): string {
  return [
    cellMarker(number, language),
    cut(text, longestCell),
    ...(output.trim() === '' ? [] : [`--- output of cell ${number}`, cut(output.trimEnd(), longestOutput)]),
  ].join('\n');
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}\n… (${text.length - most} more characters)`;
}
