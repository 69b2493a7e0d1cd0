import type { Change } from './diffLines';
import type { FileText } from './fileText';
import type { Place, Wanted } from './place';
import { createReindent } from './reindent';
import { withoutLineEnd } from './splitLines';
import { pieces, weave } from './weave';

/**
 * The text that replaces a place in the file whose lines are those of the old text, apart from white space and from what
 * has drifted.
 */
export function weaveFound(
  file: FileText,
  { oldText, newText }: Wanted,
  { start, end }: Place,
  drift: readonly Change[] = [],
): string {
  const region = file.text.slice(start, end);
  const regionLines = pieces(region);
  // The old text may end with a line end that the last line of the file does not have; then the new one has none either.
  const isOpen = end === file.text.length && oldText.endsWith('\n') && regionLines.at(-1) !== '';
  const lines = (text: string): readonly string[] =>
    (isOpen && text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  const oldLines = lines(oldText);
  const newLines = lines(newText);
  return weave({
    region,
    oldLines,
    newLines,
    drift,
    reindent: createReindent(
      oldLines,
      realLines(oldLines.length, regionLines, drift),
      newLines,
      file.indentUnit,
    ),
    lineEnd: file.lineEndAt(start),
  });
}

/** For each line of the old text the one in the file, unless it has drifted. */
function realLines(
  count: number,
  regionLines: readonly string[],
  drift: readonly Change[],
): readonly (string | undefined)[] {
  const real: (string | undefined)[] = [];
  let more = 0;
  for (const { oldStart, oldEnd, newEnd } of drift) {
    while (real.length < oldStart) real.push(withoutLineEnd(regionLines[real.length + more] ?? ''));
    while (real.length < oldEnd) real.push(undefined);
    more = newEnd - oldEnd;
  }
  while (real.length < count) real.push(withoutLineEnd(regionLines[real.length + more] ?? ''));
  return real;
}
