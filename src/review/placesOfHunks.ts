import { type Decision, decisionOf, type FileChange } from './changeSet';
import type { LineRange } from './edit';
import type { Hunk } from './hunks';
import { withoutLineEnd } from './splitLines';

/** Where a hunk is in the file as it is with what was accepted. */
export interface HunkPlace {
  readonly hunk: Hunk;
  readonly decision: Decision;
  /** The new lines of a hunk that was accepted, else those that it would replace. `last` is less than `first` if there are none. */
  readonly lines: LineRange;
  /** The first line that it removes or adds. */
  readonly firstLine: string;
}

/** Where the hunks of a change are. */
export function placesOfHunks(file: FileChange): readonly HunkPlace[] {
  let more = 0;
  return file.hunks.map((hunk): HunkPlace => {
    const decision = decisionOf(file, hunk.id);
    const first = hunk.oldStart + more + 1;
    const removed = hunk.oldEnd - hunk.oldStart;
    const added = hunk.newEnd - hunk.newStart;
    if (decision === 'accepted') more += added - removed;
    const changed = hunk.lines.filter(({ kind }) => kind !== 'context');
    const firstLine = changed.find(({ kind }) => kind === 'added') ?? changed[0];
    return {
      hunk,
      decision,
      lines: { first, last: first + (decision === 'accepted' ? added : removed) - 1 },
      firstLine: withoutLineEnd(firstLine?.text ?? '').trim(),
    };
  });
}
