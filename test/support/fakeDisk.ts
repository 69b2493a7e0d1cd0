import type { GuardPorts } from '../../src/tools/guard';
import type { Root } from '../../src/tools/paths';

/** A disk of names: files, folders and links, each by its absolute path. A link leads to another path. */
export interface FakeDisk {
  readonly files: ReadonlySet<string>;
  readonly links: Map<string, string>;
}

/** What a guard needs of such a disk. */
export function diskPorts(
  roots: readonly Root[],
  { files, links }: FakeDisk,
  rules: Partial<GuardPorts> = {},
): GuardPorts {
  const exists = (path: string): boolean =>
    [...files].some((file) => file === path || file.startsWith(`${path}/`));
  return {
    roots: () => roots,
    style: 'posix',
    async realPath(absolute) {
      let real = '';
      for (const part of absolute.split('/').slice(1)) {
        real = `${real}/${part}`;
        for (let hops = 0; links.has(real); hops += 1) {
          if (hops > 10) throw new Error('ELOOP');
          real = links.get(real) ?? real;
        }
      }
      return exists(real || '/') ? real || '/' : undefined;
    },
    whyHidden: async () => undefined,
    isUnlisted: async () => false,
    isReadonly: () => false,
    ...rules,
  };
}
