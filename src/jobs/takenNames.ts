import type { RefusalReason } from './refusal';

interface Taken {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** The paths that were taken, so that no two of them mean the same place on any system. */
export interface TakenNames {
  /** Takes a path with the folders above it; says why not, and takes nothing, when another one is in its way. */
  take(path: string, kind: Taken['kind']): RefusalReason | undefined;
}

/** None taken yet. */
export function createTakenNames(): TakenNames {
  const taken = new Map<string, Taken>();
  return {
    take(path, kind) {
      const names = path.split('/');
      const wanted = names.map((_name, at): Taken => {
        const isLast = at === names.length - 1;
        return { path: names.slice(0, at + 1).join('/'), kind: isLast ? kind : 'folder' };
      });
      for (const each of wanted) {
        const existing = taken.get(folded(each.path));
        if (existing === undefined) continue;
        if (existing.path !== each.path) return 'sameLetters';
        if (existing.kind !== each.kind) return 'fileAndFolder';
        if (each.kind === 'file') return 'duplicate';
      }
      for (const each of wanted) taken.set(folded(each.path), each);
      return undefined;
    },
  };
}

/** A path as systems see it that tell neither capitals nor the ways to write an accent apart. */
function folded(path: string): string {
  return path.normalize('NFKC').toLowerCase().normalize('NFKC');
}
