import { ToolError } from '../util/toolError';
import { isWithin, relativeTo, type PathStyle, type Root } from './paths';

/** A glob as ripgrep and the editor both read it: relative to a workspace folder, with slashes. */
export interface PlainGlob {
  /** The only folder that it is meant for; absent when for all. */
  readonly root?: Root;
  readonly glob: string;
}

/**
 * A glob as a model writes it, made relative to a workspace folder. One without a slash is looked for in every folder.
 * @param below where it is relative to: a path in the workspace folder; empty for the folder itself
 * @throws ToolError when it is none, or would leave the folder.
 */
export function plainGlob(given: string, roots: readonly Root[], style: PathStyle, below = ''): PlainGlob {
  const refuse = (why: string): never => {
    throw new ToolError(`The glob "${given}" cannot be used: ${why}.`);
  };
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(given)) refuse('it has control characters');
  if (given.startsWith('!')) refuse('it begins with "!"; name what is left out as such');
  const slashed = style === 'win32' ? given.replaceAll('\\', '/') : given;
  const { root, glob: inRoot } = withoutRoot(slashed, roots, style);
  const inner = inRoot.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '/**');
  if (inner === '' || inner === '.') refuse('it is empty');
  if (inner.split('/').includes('..')) refuse('it leaves the folder');
  if (/^[a-z]:\//i.test(inner)) refuse('it is outside of the workspace');
  const anywhere = inner.includes('/') || inner === '**' ? inner : `**/${inner}`;
  const glob = root === undefined && below !== '' ? `${escapedGlob(below)}/${anywhere}` : anywhere;
  return root === undefined ? { glob } : { root, glob };
}

/** An absolute glob, or one that begins with the name of one of several folders, is meant for that folder. */
function withoutRoot(glob: string, roots: readonly Root[], style: PathStyle): PlainGlob {
  const absolute = roots.find(({ path }) => isWithin(glob, path, style));
  if (absolute !== undefined) return { root: absolute, glob: relativeTo(absolute.path, glob, style) || '**' };
  const slash = glob.indexOf('/');
  const named =
    roots.length > 1 && slash > 0 ? roots.find(({ name }) => name === glob.slice(0, slash)) : undefined;
  return named === undefined ? { glob } : { root: named, glob: glob.slice(slash + 1) || '**' };
}

/** A path as a glob that only that path matches. */
export function escapedGlob(path: string): string {
  return path.replace(/[*?[\]{}]/g, '[$&]');
}

/** The folder that globs keep to, as far as that can be told; empty for the workspace folder itself. */
export function folderOfGlobs(globs: readonly string[]): string {
  const [first = [], ...others] = globs.map((glob) => {
    const segments = glob.split('/').slice(0, -1);
    const wild = segments.findIndex((segment) => /[*?[\]{}!\\]/.test(segment));
    return segments.slice(0, wild === -1 ? undefined : wild);
  });
  const apart = first.findIndex((segment, at) => others.some((other) => other[at] !== segment));
  return first.slice(0, apart === -1 ? undefined : apart).join('/');
}

/** Globs that take, beside what they name, all that is in the folders they name. */
export function withContents(globs: readonly string[]): readonly string[] {
  return globs.flatMap((glob) => (/[*?\]}][^/]*$/.test(glob) ? [glob] : [glob, `${glob}/**`]));
}

/** Whether a glob takes every file of a folder, so that it need not be asked. */
export function takesAllOf(glob: string, folder: string): boolean {
  return ['**', '**/*', '**/**'].some((rest) => glob === (folder === '' ? rest : `${folder}/${rest}`));
}
