import type { Place } from '../../tools/guard';
import type { Files } from '../../tools/ports';
import { isToolError } from '../../util/toolError';

const longestLine = 200;

/** Reads single lines of files. Remembers the files, so make one for each call. */
export function createLineReader(
  files: Pick<Files, 'text'>,
): (place: Place, line: number) => Promise<string> {
  const known = new Map<string, Promise<readonly string[]>>();
  return async (place, line) => {
    const lines = known.get(place.absolute) ?? readLines(place, files);
    known.set(place.absolute, lines);
    const text = (await lines)[line - 1]?.trim() ?? '';
    return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  };
}

async function readLines(place: Place, files: Pick<Files, 'text'>): Promise<readonly string[]> {
  try {
    return (await files.text(place)).split(/\r\n|\r|\n/);
  } catch (error) {
    if (isToolError(error)) return []; // The place is told without its line.
    throw error;
  }
}
