import path from 'node:path';
import { createAdmission, type Admits } from '../../tools/admission';
import { plainGlob } from '../../tools/globs';
import { recheck, type GuardPorts } from '../../tools/guard';
import { isWithin, type Root } from '../../tools/paths';
import type { TextQuery } from '../../tools/ports';
import type { SearchedFolder } from './ripgrepSearch';
import { ignoreFilesOf, searchSettings } from './searchSettings';
import { isRootOnDisk } from './uriOf';

/** One workspace folder, and what of it is looked through. */
export interface LookedFolder {
  readonly root: Root;
  /** The path in it; empty for all of it. */
  readonly below: string;
  /** Globs relative to it. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether what Git ignores is looked through, too, as it was named. */
  readonly unlisted: boolean;
  /** Where all are looked through, a workspace folder within another one is so by itself. */
  readonly owns: (relative: string) => boolean;
  readonly admits: Admits;
  /** What the model calls a file in it. */
  readonly nameOf: (relative: string) => string;
  /** For ripgrep; `undefined` where it cannot look. */
  readonly searched: SearchedFolder | undefined;
}

/**
 * The folders that a query is about, each with its part of it.
 * @throws ToolError when a glob is wrong.
 */
export async function searchFolders(
  query: Pick<TextQuery, 'include' | 'exclude' | 'below'>,
  guard: GuardPorts,
  ripgrep: string | undefined,
): Promise<readonly LookedFolder[]> {
  const { below } = query;
  if (below !== undefined) await recheck(below, guard);
  const roots = guard.roots();
  const plain = (globs: readonly string[]) =>
    globs.map((glob) => plainGlob(glob, roots, guard.style, below?.target.relative));
  const [include, exclude] = [plain(query.include), plain(query.exclude)];
  const folders: LookedFolder[] = [];
  for (const root of roots) {
    if (below !== undefined && below.target.root.path !== root.path) continue;
    const own = (globs: typeof include): readonly string[] =>
      globs.flatMap((each) => (each.root === undefined || each.root.path === root.path ? [each.glob] : []));
    // All that is wanted may be in another folder.
    if (include.length > 0 && own(include).length === 0) continue;
    folders.push(await look(root, { below, include: own(include), exclude: own(exclude) }, guard, ripgrep));
  }
  return folders;
}

async function look(
  root: Root,
  { below, include, exclude }: Pick<TextQuery, 'include' | 'exclude' | 'below'>,
  guard: GuardPorts,
  ripgrep: string | undefined,
): Promise<LookedFolder> {
  const roots = guard.roots();
  const admitted = await createAdmission(root, below, guard);
  const unlisted = below !== undefined && (await guard.isUnlisted(root, below.target.relative, 'folder'));
  const owns = (relative: string): boolean =>
    below !== undefined || isInnermost(root, relative, roots, guard);
  const folder = {
    root,
    unlisted,
    below: below?.target.relative ?? '',
    include,
    exclude,
    owns,
    admits: async (relative: string) => owns(relative) && admitted(relative),
    nameOf: (relative: string) => (roots.length > 1 ? `${root.name}/${relative}` : relative),
  };
  if (ripgrep === undefined || !isRootOnDisk(root)) return { ...folder, searched: undefined };
  const real = (await guard.realPath(root.path)) ?? root.path;
  const settings = searchSettings(root);
  return {
    ...folder,
    searched: {
      ...folder,
      binary: ripgrep,
      folder: real,
      exclude: unlisted ? exclude : [...exclude, ...settings.exclude],
      encoding: settings.encoding,
      ignoreFiles: await ignoreFilesOf(real, unlisted),
    },
  };
}

function isInnermost(root: Root, relative: string, roots: readonly Root[], { style }: GuardPorts): boolean {
  const absolute = path.join(root.path, relative);
  return !roots.some(
    (other) => other.path.length > root.path.length && isWithin(absolute, other.path, style),
  );
}
