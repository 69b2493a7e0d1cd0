import type { CheckpointIndex, Touch } from './checkpoints';

/** What going back would do to one file. */
export interface RestoreStep {
  readonly path: string;
  /** Write what was in it; write a file that is gone; delete a file that a turn created. */
  readonly action: 'restore' | 'recreate' | 'delete';
  /** What to write, by its hash. */
  readonly hash: string | undefined;
  /** The mode that it had. */
  readonly mode?: number;
  /** Set when that was in the editor only. */
  readonly isUnsaved?: true;
  /** The hash of what is in it now. */
  readonly current: string | undefined;
  /**
   * Why the person has to be asked first: the file was changed after the turns, or between two of them, by someone else,
   * and that would be lost.
   */
  readonly ask: 'changedLater' | 'changedBetween' | undefined;
}

/** What going back would do. */
export interface RestorePlan {
  /** By file, in the order in which they were touched. A file that is already as it was is not here. */
  readonly steps: readonly RestoreStep[];
  /** Whether one of the turns is so old that what it changed is no longer known. */
  readonly isIncomplete: boolean;
}

/**
 * What it would do to the files to undo turns: each goes back to what it was before the first of them touched it.
 * @param turnIds the turns to undo: one of a chat, and all that came after it
 * @param currentHash the hash of what is in a file now; `undefined` when there is none
 */
export function planRestore(
  index: CheckpointIndex,
  turnIds: ReadonlySet<string>,
  currentHash: (path: string) => string | undefined,
): RestorePlan {
  const byPath = new Map<string, Touch[]>();
  for (const touch of index.touches) {
    if (!turnIds.has(touch.turnId)) continue;
    const others = byPath.get(touch.path);
    if (others === undefined) byPath.set(touch.path, [touch]);
    else others.push(touch);
  }
  const steps: RestoreStep[] = [];
  for (const [path, touches] of byPath) {
    const { before: wanted, mode, isUnsaved } = touches[0] ?? {};
    const current = currentHash(path);
    if (current === wanted) continue;
    const isBroken = touches.some(({ before }, at) => at > 0 && before !== touches[at - 1]?.after);
    const isChanged = current !== touches.at(-1)?.after;
    steps.push({
      path,
      action: wanted === undefined ? 'delete' : current === undefined ? 'recreate' : 'restore',
      hash: wanted,
      ...(mode === undefined ? {} : { mode }),
      ...(isUnsaved === undefined ? {} : { isUnsaved }),
      current,
      ask: isChanged ? 'changedLater' : isBroken ? 'changedBetween' : undefined,
    });
  }
  return { steps, isIncomplete: index.forgotten.some((turnId) => turnIds.has(turnId)) };
}
