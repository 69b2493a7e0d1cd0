import { decisionOf, type FileChange } from './changeSet';
import { type HunkPlace, placesOfHunks } from './placesOfHunks';

/** The hunks that nobody has decided about, where they are in the file as it would be with all of them. */
export function proposedPlaces(file: FileChange): readonly HunkPlace[] {
  const pending = file.hunks.filter(({ id }) => decisionOf(file, id) === 'pending').map(({ id }) => id);
  const all = new Set(pending);
  const accepted = Object.fromEntries(pending.map((id) => [id, 'accepted' as const]));
  return placesOfHunks({ ...file, decisions: { ...file.decisions, ...accepted } })
    .filter(({ hunk }) => all.has(hunk.id))
    .map((place) => ({ ...place, decision: 'pending' }));
}

/** Where a line of the file as it is now would be in the file with all that is pending; both counted from 0. */
export function proposedLineOf(file: FileChange, line: number): number {
  const proposed = new Map(proposedPlaces(file).map((place) => [place.hunk.id, place]));
  const now = placesOfHunks(file).findLast(
    ({ decision, lines: { first } }) => decision === 'pending' && first - 1 <= line,
  );
  const then = now === undefined ? undefined : proposed.get(now.hunk.id);
  if (now === undefined || then === undefined) return line;
  // Within what would be replaced it is the beginning of that.
  return line < now.lines.last ? then.lines.first - 1 : line - now.lines.last + then.lines.last;
}
