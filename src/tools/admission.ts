import path from 'node:path';
import { isShown, type GuardPorts, type Place } from './guard';
import type { Root } from './paths';

/** Whether what a search came upon may be named; by its path in the workspace folder. */
export type Admits = (relative: string) => Promise<boolean>;

/**
 * Decides about what a search of a workspace folder comes upon: it must be shown by the rules, and be where it was found
 * without a link on the way, since a search follows none.
 * @param below what is searched; the workspace folder when there is none
 */
export async function createAdmission(
  root: Root,
  below: Place | undefined,
  ports: GuardPorts,
): Promise<Admits> {
  const flavor = ports.style === 'win32' ? path.win32 : path.posix;
  const folder = (await ports.realPath(root.path)) ?? root.path;
  return async (relative) => {
    if (!(await isShown(ports, root, relative, 'file', below))) return false;
    const absolute = flavor.join(folder, ...relative.split('/'));
    try {
      return (await ports.realPath(absolute)) === absolute;
    } catch {
      return false;
    }
  };
}
