import { type Content, decisionOf, type FileChange, kindOf, wholeFile } from './changeSet';
import { applyHunks } from './hunks';

/** A file as it is: where, and what is in it; `undefined` when there is none. */
export interface FileState {
  readonly path: string;
  readonly content: Content | undefined;
}

/**
 * What a file is when the parts that were accepted are written, and no others.
 * @param pending `accepted`: as if everything were accepted about which nothing was decided
 */
export function outcomeOf(file: FileChange, pending: 'accepted' | 'rejected' = 'rejected'): FileState {
  const isOn = (part: string): boolean => {
    const decision = decisionOf(file, part);
    return decision === 'accepted' || (decision === 'pending' && pending === 'accepted');
  };
  const { path, oldPath = path, base, proposed, hunks } = file;
  const kind = kindOf(file);
  if (kind === 'added' || kind === 'deleted') return { path, content: isOn(wholeFile) ? proposed : base };
  const ownPath = kind === 'renamed' && !isOn(wholeFile) ? oldPath : path;
  if (base?.kind === 'text' && proposed?.kind === 'text') {
    const on = new Set(hunks.map(({ id }) => id).filter(isOn));
    return { path: ownPath, content: { kind: 'text', text: applyHunks(base.text, hunks, on) } };
  }
  return { path: ownPath, content: isOn(wholeFile) ? proposed : base };
}
