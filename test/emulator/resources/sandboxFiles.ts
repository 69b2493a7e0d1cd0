import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TarEntry } from './tar';

/** A file or folder of a sandbox, as its listing shows it. */
export interface SandboxEntry {
  readonly name: string;
  /** From the root of the sandbox, without a slash in front: `workspace/src/main.py`. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes. */
  readonly size: number;
  readonly created: Date;
  readonly modified: Date;
}

/** A sandbox's path as a place on this machine; one that climbs out ends at the root. A relative one is in `workspace`. */
export function placeOf(root: string, inside: string, base = ''): string {
  const normal = path.posix.normalize(`/${inside.startsWith('/') ? inside : path.posix.join(base, inside)}`);
  return path.join(root, normal);
}

/** Writes a file and the folders above it. */
export async function writeInside(place: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, content);
}

/** What is at a place; undefined when nothing is. */
export async function entryAt(root: string, place: string): Promise<SandboxEntry | undefined> {
  const found = await stat(place).catch(() => undefined);
  if (!found) return undefined;
  return {
    name: path.basename(place),
    path: path.relative(root, place).replaceAll('\\', '/'),
    isFolder: found.isDirectory(),
    size: found.isDirectory() ? 0 : found.size,
    created: found.birthtime,
    modified: found.mtime,
  };
}

/** What is in a folder, sorted by path; with everything below it when asked for. */
export async function entriesIn(
  root: string,
  folder: string,
  recursive: boolean,
): Promise<readonly SandboxEntry[]> {
  const names = (await readdir(folder)).sort();
  const entries: SandboxEntry[] = [];
  for (const name of names) {
    const place = path.join(folder, name);
    const entry = await entryAt(root, place);
    if (!entry) continue;
    entries.push(entry);
    if (recursive && entry.isFolder) entries.push(...(await entriesIn(root, place, true)));
  }
  return entries;
}

/** A folder and everything below it, for an archive. */
export async function archiveEntries(root: string, folder: string): Promise<readonly TarEntry[]> {
  const entries: TarEntry[] = [];
  for (const entry of await entriesIn(root, folder, true)) {
    const content = entry.isFolder ? undefined : await readFile(path.join(root, entry.path));
    entries.push({ path: entry.path, ...(content === undefined ? {} : { content }) });
  }
  return entries;
}
