import { type ChangeSet, type Content, type FileChange, isNothing } from './changeSet';
import { lineCounts } from './hunks';
import { countLineEnds } from './lineStarts';
import { lineEndOf } from './splitLines';

/** How many lines a change adds and removes; none if it is not about text. */
export interface LineCounts {
  readonly added: number;
  readonly removed: number;
}

/** The lines that the change of a file adds and removes. */
export function lineCountsOf({ base, proposed, hunks }: FileChange): LineCounts {
  if (base?.kind === 'text' && proposed?.kind === 'text') return lineCounts(hunks);
  return { added: linesIn(proposed), removed: linesIn(base) };
}

/** What a change set is, for the person: `3 files, +20 −4`. */
export function sizeInWords({ files }: ChangeSet): string {
  const left = files.filter((file) => !isNothing(file));
  let added = 0;
  let removed = 0;
  for (const file of left) {
    const counts = lineCountsOf(file);
    added += counts.added;
    removed += counts.removed;
  }
  const lines = added + removed === 0 ? '' : `, +${added} −${removed}`;
  return `${left.length} ${left.length === 1 ? 'file' : 'files'}${lines}`;
}

function linesIn(content: Content | undefined): number {
  if (content?.kind !== 'text' || content.text === '') return 0;
  return countLineEnds(content.text) + (lineEndOf(content.text) === '' ? 1 : 0);
}
