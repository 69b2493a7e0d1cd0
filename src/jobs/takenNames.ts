import type { RefusalReason } from './refusal';

type Kind = 'file' | 'folder';

/** The last name of a path, as it was written, and what it is. The names in front of it have entries of their own. */
interface Taken {
  readonly name: string;
  readonly kind: Kind;
}

/** The paths that were taken, so that no two of them mean the same place on any system. */
export interface TakenNames {
  /** Takes a path with the folders above it; says why not, and takes nothing, when another one is in its way. */
  take(path: string, kind: Kind): RefusalReason | undefined;
}

/**
 * None taken yet.
 * @param most so many files and folders are remembered, so that deep paths do not fill the memory
 */
export function createTakenNames(most = Infinity): TakenNames {
  const taken = new Map<string, Taken>();
  return {
    take(path, kind) {
      const names = path.split('/');
      const added: (readonly [string, Taken])[] = [];
      let key = '';
      for (const [at, name] of names.entries()) {
        key += `/${folded(name)}`;
        const wanted: Taken = { name, kind: at === names.length - 1 ? kind : 'folder' };
        const existing = taken.get(key);
        if (existing === undefined) added.push([key, wanted]);
        else if (existing.name !== name) return 'sameLetters';
        else if (existing.kind !== wanted.kind) return 'fileAndFolder';
        else if (wanted.kind === 'file') return 'duplicate';
      }
      if (taken.size + added.length > most) return 'many';
      for (const [each, entry] of added) taken.set(each, entry);
      return undefined;
    },
  };
}

/** A name as systems see it that tell neither capitals nor the ways to write an accent apart. */
function folded(name: string): string {
  // By way of the capitals, because only they make `ß` two letters.
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
