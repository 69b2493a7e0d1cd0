import {
  type Content,
  decisionOf,
  type FileChange,
  isSameContent,
  partsOf,
  type PartConflict,
  wholeFile,
} from './changeSet';
import { decideFile } from './decide';
import { hunksOf, hunksOfDiff } from './hunks';
import { merge3 } from './merge3';
import { outcomeOf } from './outcome';
import { settledParts } from './settledParts';

/** So many accepted parts are tried when it is looked for one that was undone. */
const mostUndone = 50;

/**
 * A change of a file that may have been changed by others: what is left to decide, as a change of what is in the file
 * now. Lines that were changed by others and by the proposal are a conflict. What was decided is remembered. The same
 * change when the file is what it should be: its base, with what was accepted.
 * @param current what is in the file now, where it is now; `undefined` when there is none
 */
export function rebaseFile(file: FileChange, current: Content | undefined): FileChange {
  const { path, content: expected } = outcomeOf(file);
  if (isSameContent(expected, current)) return file;
  const undone = withoutUndone(file, current);
  if (undone !== undefined) return undone;
  const goal = outcomeOf(file, 'accepted');
  const rest: FileChange = {
    path: goal.path,
    ...(goal.path === path || current === undefined ? {} : { oldPath: path }),
    base: current,
    proposed: goal.content,
    hunks: [],
    decisions: {},
    conflicts: [],
    settled: [...file.settled, ...settledParts(file)],
  };
  const isDecided = partsOf(file).every((part) => decisionOf(file, part) !== 'pending');
  if (isDecided || isSameContent(goal.content, current)) return { ...rest, proposed: current };
  if (current?.kind === 'text' && goal.content?.kind === 'text') {
    return mergeTexts(rest, expected, current.text, goal.content.text);
  }
  const kind = current === undefined ? 'gone' : expected === undefined ? 'exists' : 'changed';
  return { ...rest, conflicts: [{ part: wholeFile, kind }] };
}

function mergeTexts(
  rest: FileChange,
  expected: Content | undefined,
  current: string,
  proposed: string,
): FileChange {
  if (expected?.kind !== 'text') {
    // There is nothing that both came from, so that everything that differs is a conflict.
    const hunks = hunksOf(current, proposed);
    const kind = expected === undefined ? 'exists' : 'changed';
    return { ...rest, hunks, conflicts: hunks.map(({ id }): PartConflict => ({ part: id, kind })) };
  }
  const { text, diff, conflicts } = merge3(expected.text, current, proposed);
  const hunks = hunksOfDiff(diff);
  return {
    ...rest,
    proposed: { kind: 'text', text },
    hunks,
    conflicts: conflicts.map(({ change, base }): PartConflict => {
      const hunk = hunks.find(
        ({ newStart, newEnd, oldStart, oldEnd }) =>
          newStart <= change.newStart &&
          change.newEnd <= newEnd &&
          oldStart <= change.oldStart &&
          change.oldEnd <= oldEnd,
      );
      return { part: hunk?.id ?? wholeFile, kind: 'changed', base };
    }),
  };
}

/** The change when the file is only what it was before some of it was accepted: then that is undecided again. */
function withoutUndone(file: FileChange, current: Content | undefined): FileChange | undefined {
  const accepted = partsOf(file).filter((part) => decisionOf(file, part) === 'accepted');
  const undone = (parts: readonly string[]): FileChange =>
    parts.reduce((each, part) => decideFile(each, part, 'pending'), file);
  if (accepted.length > 0 && isSameContent(file.base, current)) return undone(accepted);
  const one = accepted
    .slice(0, mostUndone)
    .find((part) => isSameContent(outcomeOf(undone([part])).content, current));
  return one === undefined ? undefined : undone([one]);
}
