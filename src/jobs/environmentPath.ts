import { refusal } from './refusal';
import type { Staged } from './stage';

/**
 * Where files of the workspace are in an environment. A path of the workspace is relative to its folder; with several
 * folders it begins with the name of one. In the environment the same path is below `/workspace`, so that
 * `src/cart.ts` is `/workspace/src/cart.ts`, and with several folders `shop/src/cart.ts` is `/workspace/shop/src/cart.ts`.
 */
export const environmentRoot = '/workspace';

const below = 'workspace/';

/** The absolute path in an environment of a file of the workspace. */
export function toEnvironment(path: string): string {
  return `${environmentRoot}/${path}`;
}

/**
 * Whether a path below `/workspace` is one of the workspace. With several folders it has to begin with the name of one,
 * and to go on: what an agent puts beside them belongs to none.
 */
export function isInFolders(path: string, folders: readonly string[]): boolean {
  if (folders.length <= 1) return folders.length === 1;
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

/**
 * What was staged, with the paths below `/workspace`. An archive or a listing names its files from the root of the
 * environment (`workspace/a.txt`); then what is elsewhere is refused. An archive of the folder may also name them from
 * there (`a.txt`): it does when nothing in it is in a folder `workspace`.
 */
export function belowWorkspace(staged: Staged): Staged {
  const isRooted = staged.files.some(({ path }) => path.startsWith(below));
  const outside = isRooted ? staged.files.filter(({ path }) => !path.startsWith(below)) : [];
  const files = isRooted ? staged.files.filter(({ path }) => path.startsWith(below)) : staged.files;
  return {
    ...staged,
    files: files.map((file) => ({ ...file, path: withoutRoot(file.path) })),
    leftOut: staged.leftOut.map(withoutRoot),
    refusals: [
      ...staged.refusals.map((each) => ({ ...each, path: withoutRoot(each.path) })),
      ...outside.map(({ path }) => refusal(path, 'outside')),
    ],
  };
}

function withoutRoot(path: string): string {
  return path.replace(/^(?:\.\/)*workspace\//, '');
}
