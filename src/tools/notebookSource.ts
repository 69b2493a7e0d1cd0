import { withLineFeeds } from '../review/lineEnds';
import { ToolError } from '../util/toolError';
import type { Place } from './guard';
import type { Files, NotebookCell } from './ports';

/** A cell as a notebook's source tells it. */
export interface SourceCell {
  /** Its number when the source was made, counted from 1; a cell without one is new. */
  readonly number: number | undefined;
  readonly language: string;
  readonly text: string;
}

/** The line that begins a cell. */
const marker = /^--- cell(?: (\d+))? \(([^()]*)\)$/;

/** The line that begins a cell of a notebook, wherever its text is shown or edited. */
export function cellMarker(number: number, language: string): string {
  return `--- cell ${number} (${language})`;
}

/**
 * The text by which a notebook is edited: its cells, each after a line that names it. It is what is read of a notebook,
 * without what the cells have printed.
 * @throws ToolError when a cell has such a line itself.
 */
export function notebookSource(
  name: string,
  cells: readonly Pick<NotebookCell, 'language' | 'text'>[],
): string {
  const texts = cells.map(({ text }) => withLineFeeds(text));
  const odd = texts.findIndex((text) => text.split('\n').some((line) => marker.test(line)));
  if (odd >= 0)
    throw new ToolError(
      `Cell ${odd + 1} of ${name} has a line that looks like the beginning of a cell, so the notebook cannot be edited here.`,
    );
  return cells.map(({ language }, at) => `${cellMarker(at + 1, language)}\n${texts[at] ?? ''}`).join('\n');
}

/**
 * The text by which a file is edited: its own, or that of the cells of a notebook.
 * @throws ToolError when it holds anything else.
 */
export async function editedText(place: Place, files: Pick<Files, 'notebook' | 'text'>): Promise<string> {
  const cells = await files.notebook(place);
  return cells === undefined ? files.text(place) : notebookSource(place.name, cells);
}

/** Whether a text is the source of a notebook. */
export function isNotebookSource(text: string): boolean {
  return text === '' || marker.test(text.split('\n', 1)[0] ?? '');
}

/**
 * The cells of a source. One that was copied is new.
 * @throws ToolError when there is text before the first cell.
 */
export function parseNotebookSource(name: string, source: string): readonly SourceCell[] {
  const cells: { number: number | undefined; language: string; lines: string[] }[] = [];
  const seen = new Set<number>();
  for (const line of source === '' ? [] : source.split('\n')) {
    const found = marker.exec(line);
    if (found !== null) {
      const number = found[1] === undefined || seen.has(Number(found[1])) ? undefined : Number(found[1]);
      if (number !== undefined) seen.add(number);
      cells.push({ number, language: found[2] ?? '', lines: [] });
    } else if (cells.length > 0) {
      cells.at(-1)?.lines.push(line);
    } else if (line.trim() !== '') {
      throw new ToolError(
        `${name} is a notebook: its text begins with a line such as "--- cell (python)", before the text of the first cell.`,
      );
    }
  }
  return cells.map(({ lines, ...cell }) => ({ ...cell, text: lines.join('\n') }));
}
