import type { FileText } from './fileText';
import { findPatterns } from './findPatterns';
import type { Found, Wanted } from './place';
import { weaveFound } from './weaveFound';

/** Where the old texts stand in the file, character by character; only the kind of the line ends does not matter. */
export function findExact(file: FileText, edits: readonly Wanted[]): readonly Found[] {
  return file.lineEnds === 'mixed' ? findInLines(file, edits) : findInText(file, edits);
}

function findInText(file: FileText, edits: readonly Wanted[]): readonly Found[] {
  const { text, lineEnds } = file;
  const asInFile = (wanted: string): string =>
    lineEnds === '\r\n' ? wanted.replaceAll('\n', lineEnds) : wanted;
  const patterns = edits.map(({ oldText, all }) => ({ text: asInFile(oldText), all }));
  const found = findPatterns(text, patterns, file.lineStarts);
  return edits.map(({ newText }, at): Found => {
    const { length } = patterns[at]?.text ?? '';
    return {
      match: 'exact',
      places: (found[at] ?? []).map((start) => ({ start, end: start + length })),
      textFor: () => asInFile(newText),
    };
  });
}

/** In a file whose line ends differ, each line that stays keeps its own. */
function findInLines(file: FileText, edits: readonly Wanted[]): readonly Found[] {
  const view = file.plain;
  const found = findPatterns(
    view.text,
    edits.map(({ oldText, all }) => ({ text: oldText, all })),
    view.starts,
  );
  return edits.map((edit, at): Found => ({
    match: 'exact',
    places: (found[at] ?? []).map((offset) => ({
      start: view.original(offset),
      end: view.original(offset + edit.oldText.length),
    })),
    textFor: (place) => weaveFound(file, edit, place),
  }));
}
