import { decisionOf, type FileChange, partsOf, type SettledPart } from './changeSet';
import { placesOfHunks } from './placesOfHunks';

/** The parts of a change that were decided on, as they are remembered when the change goes on without them. */
export function settledParts(file: FileChange): readonly SettledPart[] {
  const places = placesOfHunks(file);
  return partsOf(file).flatMap((part): readonly SettledPart[] => {
    const decision = decisionOf(file, part);
    if (decision === 'pending') return [];
    const place = places.find(({ hunk }) => hunk.id === part);
    return [{ decision, part, lines: place?.lines, firstLine: place?.firstLine }];
  });
}
