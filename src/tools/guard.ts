import path from 'node:path';
import { ToolError } from '../util/toolError';
import { isWithin, locate, type PathStyle, relativeTo, type Root } from './paths';
import { whyProtected } from './protectedPaths';

/** What the guard needs to know of the world. */
export interface GuardPorts {
  readonly roots: () => readonly Root[];
  readonly style: PathStyle;
  /** The path with every link followed; `undefined` when nothing is there. */
  readonly realPath: (absolute: string) => Promise<string | undefined>;
  /** Why a file may not be used (kept from the model, or a secret by its name); `undefined` when it may. */
  readonly whyHidden: (root: Root, relative: string, kind?: EntryKind) => Promise<string | undefined>;
  /** Whether it is left out of listings and searches, as what Git ignores is. */
  readonly isUnlisted: (root: Root, relative: string, kind?: EntryKind) => Promise<boolean>;
  /** Whether the editor's settings name the file as read-only. */
  readonly isReadonly: (root: Root, relative: string) => boolean;
}

/** What a name stands for, where that is known: some rules hold for folders only. A file unless it is said. */
export type EntryKind = 'file' | 'folder';

declare const passed: unique symbol;

/** A place of the workspace that the guard has let pass. Files are reached by nothing else. */
export interface Place {
  readonly [passed]: true;
  readonly root: Root;
  /** The path in its folder, with slashes; empty for the folder itself. */
  readonly relative: string;
  /** What the person and the model call it: with the folder's name where there are several folders. */
  readonly name: string;
  /** Absolute, with every link followed; the nearest existing folder's, when the file does not exist. */
  readonly real: string;
  /** Absolute, as the workspace has it. */
  readonly absolute: string;
  /** Where it leads with every link followed: the folder of the workspace, and the path in it. */
  readonly target: { readonly root: Root; readonly relative: string };
  readonly access: Access;
}
export type Access = 'read' | 'write';

/** Lets places of one call pass, and collects what is unusual about them. */
export interface CallGuard {
  /**
   * @param given a path as the model wrote it
   * @throws ToolError when it is outside of the workspace, ignored, secret, or cannot be told.
   */
  readonly pass: (given: string, access: Access) => Promise<Place>;
  /**
   * Whether a listing or a search may name a path.
   * @param below what is looked through; when Git ignores that itself, what Git ignores in it is named
   */
  readonly shows: (root: Root, relative: string, kind?: EntryKind, below?: Place) => Promise<boolean>;
  /** What the person should know before the call is made. */
  readonly concerns: readonly string[];
}

/** Creates the guard of one call. */
export function createGuard(ports: GuardPorts): CallGuard {
  const concerns: string[] = [];
  return {
    concerns,
    async pass(given, access) {
      const place = await resolve(given, access, ports);
      if (access === 'write') {
        const why = await whyAsked(place, ports);
        if (why !== undefined && !concerns.includes(why)) concerns.push(why);
      }
      return place;
    },
    shows: (root, relative, kind, below) => isShown(ports, root, relative, kind, below),
  };
}

/** Whether a listing or a search may name a path; see `CallGuard.shows`. */
export async function isShown(
  ports: GuardPorts,
  root: Root,
  relative: string,
  kind: EntryKind = 'file',
  below?: Place,
): Promise<boolean> {
  if ((await ports.whyHidden(root, relative, kind)) !== undefined) return false;
  if (!(await ports.isUnlisted(root, relative, kind))) return true;
  return below !== undefined && ports.isUnlisted(below.target.root, below.target.relative, 'folder');
}

/**
 * Whether a place still leads where it led when it was let pass: a link may have been put in its way since.
 * @throws ToolError when it does not.
 */
export async function recheck(place: Place, ports: GuardPorts): Promise<void> {
  // What leads to the same file is where it was; only the folders and the rules may have changed.
  if ((await realPathOf(place.absolute, ports)) === place.real) return recheckRules(place, ports);
  const now = await resolve(place.absolute, place.access, ports);
  if (now.real !== place.real)
    throw new ToolError(`"${place.name}" now leads to another place than when the call was checked.`);
}

/**
 * Whether the folders of the workspace and its rules still let a place pass, for one who knows what it leads to.
 * @throws ToolError when they do not.
 */
export async function recheckRules(place: Place, ports: GuardPorts): Promise<void> {
  const { root } = locate(place.absolute, ports.roots(), ports.style);
  await refuseHidden(place.name, { root, relative: place.relative }, place.target, ports);
}

async function resolve(given: string, access: Access, ports: GuardPorts): Promise<Place> {
  const { style } = ports;
  const roots = ports.roots();
  const { root, absolute } = locate(given, roots, style);
  const real = await realPathOf(absolute, ports);
  const realRoot = await containing(real, roots, ports);
  if (realRoot === undefined)
    throw new ToolError(
      `"${given}" leads out of the workspace through a link. Only files within it can be used.`,
    );
  const relative = relativeTo(root.path, absolute, style);
  // A link within the workspace must not be a way around a rule, and neither must its name.
  const realRelative = relativeTo(realRoot.path, real, style);
  const target = { root: realRoot.root, relative: realRelative };
  await refuseHidden(given, { root, relative }, target, ports);
  return {
    root,
    relative,
    name: roots.length > 1 ? [root.name, relative].filter((part) => part !== '').join('/') : relative || '.',
    real,
    absolute,
    target,
    access,
  } as Place;
}

/** @throws ToolError when a rule keeps a path, or what it leads to, from the model. */
async function refuseHidden(
  given: string,
  named: { readonly root: Root; readonly relative: string },
  target: Place['target'],
  { whyHidden }: GuardPorts,
): Promise<void> {
  const isSame = named.root === target.root && named.relative === target.relative;
  const hidden =
    (await whyHidden(named.root, named.relative)) ??
    (isSame ? undefined : await whyHidden(target.root, target.relative));
  if (hidden !== undefined)
    throw new ToolError(`"${given}" cannot be used: ${hidden}. Ask the person to attach it if you need it.`);
}

/** Follows the links of a path; of one that does not exist, those of its nearest existing folder. */
async function realPathOf(absolute: string, { realPath, style }: GuardPorts): Promise<string> {
  const flavor = style === 'win32' ? path.win32 : path.posix;
  const missing: string[] = [];
  for (let at = absolute; ; at = flavor.dirname(at)) {
    const real = await realPath(at);
    if (real !== undefined) return missing.length === 0 ? real : flavor.join(real, ...missing);
    const parent = flavor.dirname(at);
    if (parent === at) throw new ToolError(`"${absolute}" is on no disk that can be read.`);
    missing.unshift(flavor.basename(at));
  }
}

async function containing(
  real: string,
  roots: readonly Root[],
  { realPath, style }: GuardPorts,
): Promise<{ readonly root: Root; readonly path: string } | undefined> {
  for (const root of roots) {
    // No folder above a path without links is a link.
    const folder = isWithin(real, root.path, style) ? root.path : ((await realPath(root.path)) ?? root.path);
    if (isWithin(real, folder, style)) return { root, path: folder };
  }
  return undefined;
}

async function whyAsked(place: Place, ports: GuardPorts): Promise<string | undefined> {
  const why = whyProtected(place.relative) ?? whyProtected(place.target.relative);
  if (why !== undefined) return `${place.name} ${why}.`;
  return ports.isReadonly(place.root, place.relative) ? `${place.name} is marked as read-only.` : undefined;
}
