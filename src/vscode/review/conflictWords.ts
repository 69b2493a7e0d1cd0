import type { PartConflict } from '../../review/changeSet';

/** Why a part does not fit any more, for the person. */
export const conflictWords: Readonly<Record<PartConflict['kind'], string>> = {
  changed: 'These lines were changed meanwhile.',
  exists: 'The file was made meanwhile.',
  gone: 'The file is gone.',
};
