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
