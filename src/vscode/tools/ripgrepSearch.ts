import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Admits } from '../../tools/admission';
import { folderOfGlobs, takesAllOf } from '../../tools/globs';
import type { Bounded, FileQuery, TextPattern } from '../../tools/ports';
import { runRipgrep } from './ripgrep';
import { linesOfMessage, type FoundLine, type RipgrepMessage } from './ripgrepMessages';

/** One workspace folder, and what of it is searched. */
export interface SearchedFolder {
  /** Ripgrep's. */
  readonly binary: string;
  /** Absolute, with every link followed. */
  readonly folder: string;
  /** The path in it that is looked through: a folder or a file; empty for all of it. */
  readonly below: string;
  /** Files of rules that ripgrep would not find by itself, by their paths in the folder. */
  readonly ignoreFiles: readonly string[];
  /** Globs that a file must match one of, relative to the folder; any when empty. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether what Git ignores is searched, too. */
  readonly unlisted: boolean;
  /** The encoding of the settings, where that is not UTF-8. */
  readonly encoding?: string | undefined;
  /** Decides about each file that is found. */
  readonly admits: Admits;
}

export interface FoundFile {
  readonly relative: string;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** Finds files by name, the newest first or in the order of their paths. */
export async function findFilesIn(
  searched: SearchedFolder,
  { order, most }: Pick<FileQuery, 'order' | 'most'>,
  signal: AbortSignal,
): Promise<Bounded<FoundFile>> {
  const found: string[] = [];
  const sort = order === 'newest' ? '--sortr=modified' : '--sort=path';
  const args = ['--files', '--null', sort, ...(await commonArguments(searched))];
  await runRipgrep(
    { binary: searched.binary, folder: searched.folder, args, separator: '\0' },
    async (records) => {
      for (let at = 0; at < records.length && found.length <= most;) {
        const next = records.slice(at, at + most + 1 - found.length).map((record) => plain(String(record)));
        const admitted = await Promise.all(next.map(searched.admits));
        found.push(...next.filter((_relative, index) => admitted[index]));
        at += next.length;
      }
      return found.length <= most;
    },
    signal,
  );
  const items = await Promise.all(
    found.slice(0, most).map(async (relative) => ({
      relative,
      changedAt: order === 'newest' ? await changedAt(path.join(searched.folder, relative)) : 0,
    })),
  );
  return { items, cut: found.length > most };
}

/** Finds lines of files by their text. */
export async function findTextIn(
  searched: SearchedFolder,
  query: TextPattern,
  signal: AbortSignal,
): Promise<Bounded<FoundLine>> {
  const collector = createCollector(query.most, searched.admits);
  const args = ['--json', ...patternArguments(query), ...(await commonArguments(searched))];
  await runRipgrep(
    { binary: searched.binary, folder: searched.folder, args, separator: '\n' },
    collector.take,
    signal,
  );
  return collector.found();
}

/** Finds lines of a text that is in no file. */
export async function findTextInText(
  { binary, folder }: Pick<SearchedFolder, 'binary' | 'folder'>,
  query: TextPattern,
  { relative, text }: { readonly relative: string; readonly text: string },
  signal: AbortSignal,
): Promise<Bounded<FoundLine>> {
  const collector = createCollector(query.most, async () => true);
  const args = ['--json', '--no-config', ...patternArguments(query), '-'];
  await runRipgrep({ binary, folder, args, input: text, separator: '\n' }, collector.take, signal);
  const { items, cut } = collector.found();
  return { items: items.map((item) => ({ ...item, relative })), cut };
}

interface Collector {
  readonly found: () => Bounded<FoundLine>;
  readonly take: (records: readonly Buffer[]) => Promise<boolean>;
}

/** Collects the lines of the files that are admitted, until there are enough. */
function createCollector(most: number, admits: Admits): Collector {
  const items: FoundLine[] = [];
  let matches = 0;
  let cut = false;
  let isAdmitted = false;
  return {
    found: () => ({ items, cut }),
    async take(records) {
      for (const record of records) {
        const message = JSON.parse(String(record)) as RipgrepMessage;
        if (message.type === 'begin') isAdmitted = await admits(plain(message.data.path?.text ?? ''));
        if ((message.type !== 'match' && message.type !== 'context') || !isAdmitted) continue;
        if (message.type === 'match') {
          cut = matches >= most;
          if (cut) return false;
          matches += 1;
        }
        items.push(...linesOfMessage(message, plain(message.data.path?.text ?? '')));
      }
      return true;
    },
  };
}

/** The flags go by their long names, and what comes from outside behind `=`, so that nothing of it is a flag. */
function patternArguments(query: TextPattern): readonly string[] {
  return [
    query.caseSensitive ? '--case-sensitive' : '--ignore-case',
    ...(query.wholeWords ? ['--word-regexp'] : []),
    // Look-around and back references need the other engine.
    ...(query.isRegex ? ['--engine=auto'] : ['--fixed-strings']),
    ...(/\n|\\n/.test(query.pattern) && query.isRegex ? ['--multiline'] : []),
    `--context=${query.context}`,
    // Ripgrep keeps what it finds in a file until it is through with it.
    `--max-count=${query.most + 1}`,
    `--regexp=${query.pattern}`,
  ];
}

async function commonArguments(searched: SearchedFolder): Promise<readonly string[]> {
  const { include, exclude, ignoreFiles, unlisted, encoding } = searched;
  const { at, globs } = await narrowed(searched);
  return [
    '--no-config',
    '--no-messages',
    '--hidden',
    '--no-require-git',
    '--no-ignore-parent',
    '--no-ignore-global',
    '--glob-case-insensitive',
    ...(unlisted ? ['--no-ignore'] : []),
    ...(encoding === undefined ? [] : [`--encoding=${encoding}`]),
    ...ignoreFiles.map((name) => `--ignore-file=${name}`),
    ...(include.length > 0 ? globs.map((glob) => `--glob=/${glob}`) : []),
    ...exclude.map((glob) => `--glob=!/${glob}`),
    '--glob=!.git',
    '--',
    at === '' ? '.' : at,
  ];
}

/**
 * Where to look for what globs take. A glob that also takes folders would bring back those that are ignored, and one
 * that keeps to a folder need not be looked for in others.
 */
async function narrowed({
  include,
  below,
  admits,
}: SearchedFolder): Promise<{ readonly at: string; readonly globs: readonly string[] }> {
  const folder = folderOfGlobs(include);
  const isNarrower =
    (below === '' ? folder !== '' : folder.startsWith(`${below}/`)) && (await admits(folder));
  const at = isNarrower ? folder : below;
  const globs = include.some((glob) => takesAllOf(glob, at)) ? [] : include;
  return { at, globs };
}

/** A path as ripgrep prints it, with slashes and without the folder where it began. */
function plain(printed: string): string {
  const slashed = path.sep === '\\' ? printed.replaceAll('\\', '/') : printed;
  return slashed.startsWith('./') ? slashed.slice(2) : slashed;
}

async function changedAt(absolute: string): Promise<number> {
  try {
    return (await stat(absolute)).mtimeMs;
  } catch {
    return 0;
  }
}
