import type { GuardPorts } from '../../src/tools/guard';
import type { PathStyle, Root } from '../../src/tools/paths';
import { noRules, verdictOf, withIgnoreFile, type IgnoreFileName } from '../../src/util/ignoreRules';
import { belongsToGit } from '../../src/vscode/tools/belongsToGit';

export type System = 'Linux' | 'macOS' | 'Windows';

/** A machine with one workspace folder, `shop`, and files beside it. */
export interface FakeMachine {
  readonly system: System;
  readonly root: Root;
  /** What the guard needs of it: the rules of names and of ignore files are the real ones. */
  readonly guard: GuardPorts;
  /** Lets a name of the workspace lead to another absolute path from now on. */
  readonly link: (relative: string, target: string) => void;
  /** The absolute path of a file outside of the workspace, in the home folder. */
  readonly outside: (name: string) => string;
}

/**
 * Creates one. Its disk knows upper and lower case as the system does, and on Windows short names such as `VSCODE~1`.
 * @param files relative to the workspace folder, with slashes
 * @param beside relative to the home folder
 */
export function fakeMachine(
  system: System,
  files: readonly string[],
  beside: readonly string[],
  ignoreFiles: Readonly<Partial<Record<IgnoreFileName, string>>> = {},
): FakeMachine {
  const style: PathStyle = system === 'Windows' ? 'win32' : 'posix';
  const home = { Linux: '/home/me', macOS: '/Users/me', Windows: 'C:\\Users\\me' }[system];
  const separator = style === 'win32' ? '\\' : '/';
  const at = (folder: string, name: string): string => [folder, ...name.split('/')].join(separator);
  const root: Root = { name: 'shop', path: at(home, 'shop') };
  const fold = (path: string): string => (system === 'Linux' ? path : path.toLowerCase());

  /** Every file and folder by its folded path: its path as the disk has it. */
  const entries = new Map<string, string>();
  const add = (path: string): void => {
    const parts = path.split(separator);
    for (let length = 1; length <= parts.length; length += 1) {
      const prefix = parts.slice(0, length).join(separator);
      entries.set(fold(prefix), prefix);
    }
  };
  for (const name of files) add(at(root.path, name));
  for (const name of beside) add(at(home, name));
  const links = new Map<string, string>();

  const step = (folder: string, part: string): string => {
    const path = [folder, part].join(separator);
    const target = links.get(fold(path));
    if (target !== undefined) return target;
    const short = style === 'win32' ? longName(folder, part) : undefined;
    return short ?? entries.get(fold(path)) ?? path;
  };
  /** `VSCODE~1` is the first entry of the folder whose letters begin so. */
  const longName = (folder: string, part: string): string | undefined => {
    const [, letters, ending = ''] = /^([a-z]+)~1(\.[a-z]{1,3})?$/i.exec(part) ?? [];
    if (letters === undefined) return undefined;
    const prefix = `${folder}${separator}`;
    return [...entries.values()].find((path) => {
      const name = path.startsWith(prefix) ? path.slice(prefix.length) : separator;
      const plain = name.replace(/^\./, '').toLowerCase();
      return (
        !name.includes(separator) &&
        plain.startsWith(letters.toLowerCase()) &&
        plain.includes(ending.toLowerCase())
      );
    });
  };

  const rules = Object.entries(ignoreFiles).reduce(
    (before, [name, text]) => withIgnoreFile(before, '', { name: name as IgnoreFileName, text }),
    noRules,
  );
  return {
    system,
    root,
    guard: {
      roots: () => [root],
      style,
      async realPath(absolute) {
        const [first = '', ...parts] = absolute.split(separator);
        const real = parts.reduce((folder, part) => (part === '' ? folder : step(folder, part)), first);
        return entries.has(fold(real)) ? real : undefined;
      },
      async whyHidden(_root, relative, kind) {
        if (belongsToGit(relative)) return 'it belongs to Git itself';
        const verdict = verdictOf(kind === 'folder' ? `${relative}/` : relative, rules);
        return verdict.kind === 'secret' || verdict.kind === 'excluded' ? verdict.reason : undefined;
      },
      isUnlisted: async (_root, relative) => verdictOf(relative, rules).kind === 'unlisted',
      isReadonly: () => false,
    },
    link: (relative, target) => void links.set(fold(at(root.path, relative)), target),
    outside: (name) => at(home, name),
  };
}
