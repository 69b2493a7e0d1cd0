import path from 'node:path';
import { isDeviceName } from '../util/deviceNames';
import { ToolError } from '../util/toolError';

/** Which rules the paths of this machine follow. */
export type PathStyle = 'posix' | 'win32';

/** A workspace folder. */
export interface Root {
  /** What the person and the model call it; unique among the folders. */
  readonly name: string;
  /** Absolute, in the style of the machine. */
  readonly path: string;
}

/** A path taken apart, before anything is known of the disk. */
export interface LexicalPlace {
  readonly root: Root;
  /** Absolute and normalized. */
  readonly absolute: string;
}

/**
 * Finds the workspace folder that a path of the model names. With several folders a relative path begins with the name
 * of one. Nothing is read from the disk; see `createGuard` for what follows.
 * @throws ToolError for whatever is not plainly a path within a folder.
 */
export function locate(given: string, roots: readonly Root[], style: PathStyle): LexicalPlace {
  const flavor = style === 'win32' ? path.win32 : path.posix;
  const refuse = (why: string): never => {
    throw new ToolError(`"${given}" cannot be used: ${why}. Paths are relative to the workspace folder.`);
  };
  const first = roots[0];
  if (first === undefined) throw new ToolError('No folder is open, so there are no files.');
  // Control characters would make the path look like another one where it is shown.
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(given)) refuse('it has control characters');
  if (/^(?:\\\\|\/\/)/.test(given)) refuse('network and device paths are not allowed');
  if (given.startsWith('~')) refuse('the home folder is outside of the workspace');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(given)) refuse('it is an address, not a path');
  if (style === 'posix' && /^[a-z]:[\\/]/i.test(given)) refuse('it is a path of another system');

  const normalized = flavor.normalize(given === '' ? '.' : given);
  const absolute = flavor.isAbsolute(normalized);
  if (style === 'win32') refuseOddNames(normalized, absolute, refuse);
  if (absolute) {
    const root = roots.find((each) => isWithin(normalized, each.path, style));
    return { root: root ?? refuse('it is outside of the workspace'), absolute: trimmed(normalized, flavor) };
  }
  if (normalized === '..' || normalized.startsWith(`..${flavor.sep}`))
    refuse('it is outside of the workspace');
  const [head = '', ...rest] = normalized.split(flavor.sep);
  const named = roots.find(({ name }) => name === head);
  if (roots.length > 1 && named !== undefined)
    return { root: named, absolute: trimmed(flavor.join(named.path, ...rest), flavor) };
  if (roots.length > 1) {
    const names = roots.map(({ name }) => name).join(', ');
    throw new ToolError(
      `"${given}" does not begin with a workspace folder. There are several: ${names}. Write for example "${first.name}/${given}".`,
    );
  }
  return { root: first, absolute: trimmed(flavor.join(first.path, normalized), flavor) };
}

function refuseOddNames(normalized: string, absolute: boolean, refuse: (why: string) => never): void {
  const rest = normalized.replace(/^[a-z]:/i, '');
  if (rest !== normalized && !absolute) refuse('it is relative to the folder of a drive');
  for (const segment of rest.split(/[\\/]/)) {
    if (segment.includes(':')) refuse('a colon names a hidden stream');
    if (/[. ]$/.test(segment) && !/^\.{1,2}$/.test(segment)) refuse('a name ends in a dot or a space');
    if (isDeviceName(segment)) refuse(`${segment} is the name of a device`);
  }
}

function trimmed(absolute: string, flavor: path.PlatformPath): string {
  const short = absolute.endsWith(flavor.sep) ? absolute.slice(0, -1) : absolute;
  return short === '' || /^[a-z]:$/i.test(short) ? absolute : short;
}

/** Whether a normalized absolute path is a folder or in it. Upper and lower case count where the system counts them. */
export function isWithin(absolute: string, folder: string, style: PathStyle): boolean {
  const separator = style === 'win32' ? '\\' : '/';
  const fold = (text: string): string =>
    style === 'win32' ? text.toLowerCase().replaceAll('/', '\\') : text;
  const inner = fold(absolute);
  const outer = fold(folder).replace(/[\\/]$/, '');
  return inner === outer || inner.startsWith(outer + separator);
}

/** The path of a file in its folder, with slashes; empty for the folder itself. */
export function relativeTo(folder: string, absolute: string, style: PathStyle): string {
  return style === 'win32'
    ? path.win32.relative(folder, absolute).replaceAll('\\', '/')
    : path.posix.relative(folder, absolute);
}
