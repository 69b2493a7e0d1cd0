import { type ChangeSet, type Content, type FileChange, isNothing, type SettledPart } from './changeSet';
import { hunksOf } from './hunks';
import { outcomeOf } from './outcome';
import { settledParts } from './settledParts';

/** A change of one file: from what is in it, to what shall be. */
export interface ProposedFile {
  readonly path: string;
  /** Where the file was, if the change renames it. */
  readonly oldPath?: string;
  readonly before: Content | undefined;
  readonly after: Content | undefined;
}

/** A change about which nothing was decided. */
export function createFileChange(
  { path, oldPath, before, after }: ProposedFile,
  settled: readonly SettledPart[] = [],
): FileChange {
  return {
    path,
    ...(oldPath === undefined || oldPath === path ? {} : { oldPath }),
    base: before,
    proposed: after,
    hunks: before?.kind === 'text' && after?.kind === 'text' ? hunksOf(before.text, after.text) : [],
    decisions: {},
    conflicts: [],
    settled,
  };
}

/**
 * The set with one more change. A file that the set changes already goes on from there: `before` is what it becomes when
 * nothing more is rejected ({@link outcomeOf}, with what is pending). What is
 * not accepted yet and the new change become one; a file of which nothing was accepted or rejected and to which nothing
 * is left to be done is in the set no more.
 */
export function proposeFile(set: ChangeSet, proposal: ProposedFile): ChangeSet {
  const place = set.files.findIndex(({ path }) => path === (proposal.oldPath ?? proposal.path));
  const existing = set.files[place];
  if (existing === undefined) return { ...set, files: [...set.files, createFileChange(proposal)] };
  const { path: oldPath, content: before } = outcomeOf(existing);
  const change = createFileChange(
    { path: proposal.path, ...(before === undefined ? {} : { oldPath }), before, after: proposal.after },
    [...existing.settled, ...settledParts(existing)],
  );
  const isOver = isNothing(change) && change.settled.length === 0;
  return { ...set, files: set.files.toSpliced(place, 1, ...(isOver ? [] : [change])) };
}
