import { type ChangeSet, type Decision, type FileChange, partsOf } from './changeSet';

/** What is decided on: one part of one file, one file, or, without a path, everything. */
export interface DecisionTarget {
  readonly path?: string;
  /** The id of a hunk, or `wholeFile`. */
  readonly part?: string;
}

/**
 * The set with a decision about some of its parts; `pending` takes one back. Parts in conflict are accepted only when
 * they are named.
 */
export function decide(set: ChangeSet, { path, part }: DecisionTarget, decision: Decision): ChangeSet {
  const files = set.files.map((file) =>
    path === undefined || file.path === path ? decideFile(file, part, decision) : file,
  );
  return files.some((file, at) => file !== set.files[at]) ? { ...set, files } : set;
}

/** One file with a decision about one of its parts or, without one, about all. */
export function decideFile(file: FileChange, part: string | undefined, decision: Decision): FileChange {
  const parts = partsOf(file).filter((each) =>
    part === undefined
      ? decision !== 'accepted' || !file.conflicts.some((conflict) => conflict.part === each)
      : each === part,
  );
  const changed = parts.filter((each) => (file.decisions[each] ?? 'pending') !== decision);
  if (changed.length === 0) return file;
  return {
    ...file,
    decisions: { ...file.decisions, ...Object.fromEntries(changed.map((each) => [each, decision])) },
  };
}
