import type { Content, PartConflict } from '../review/changeSet';
import type { ProposedFile } from '../review/proposeFile';
import { isInFolders } from './environmentPath';
import type { Staged, StagedFile } from './stage';

/** A file of the workspace that was put into an environment before the run. */
export interface MountedFile {
  /** As the workspace names it, see `toEnvironment`. */
  readonly path: string;
  /** Of the bytes that were sent, in hexadecimal. */
  readonly sha256: string;
  /** What was in it, as `contentOf` tells. */
  readonly content: Content;
}

/** What a run did to a file of the workspace. */
export interface ComparedFile {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'deleted';
  readonly isBinary: boolean;
  /** Why it cannot simply be made: the file was changed meanwhile, is there already, or is gone. */
  readonly conflict?: PartConflict['kind'];
  /** For a review: from what was mounted to what came back, so that what changed meanwhile can be merged. */
  readonly proposed: ProposedFile;
}

/** What a run did to the workspace, if it were accepted. */
export interface Comparison {
  /** By path. */
  readonly files: readonly ComparedFile[];
  /** Files that are as they were, or as the workspace has them by now. */
  readonly unchanged: number;
  /** What came back and is in none of the workspace's folders; it can only be looked at or saved elsewhere. */
  readonly unplaced: readonly StagedFile[];
  /** Mounted files about which nothing is known: they were refused, not wanted, or not all was seen. */
  readonly unknown: readonly string[];
}

export interface ComparisonPorts {
  /** The names of the workspace folders. */
  readonly folders: readonly string[];
  /** What is in a file of the workspace now, as `contentOf` tells; `undefined` when there is none. */
  readonly readNow: (path: string) => Promise<Content | undefined>;
  /** What is in a file that came back, as `contentOf` tells. */
  readonly readStaged: (file: StagedFile) => Promise<Content>;
}

/**
 * Compares what came back from an environment with what was put into it, and with the workspace as it is now. Nothing is
 * taken for deleted that may only not have been seen.
 */
export async function compareWithMounted(
  mounted: readonly MountedFile[],
  staged: Staged,
  ports: ComparisonPorts,
): Promise<Comparison> {
  const before = new Map(mounted.map((file) => [file.path, file]));
  const placed = staged.files.filter(({ path }) => isInFolders(path, ports.folders));
  const after = new Map(placed.map((file) => [file.path, file]));
  const files: ComparedFile[] = [];
  const unknown: string[] = [];
  let unchanged = 0;
  const isUnseen = unseenBy(staged);
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const was = before.get(path);
    const back = after.get(path);
    if (was !== undefined && back === undefined && isUnseen(path)) {
      unknown.push(path);
      continue;
    }
    const isSame = was !== undefined && was.sha256 === back?.sha256;
    const compared = isSame ? undefined : await compareFile(path, was, back, ports);
    if (compared === undefined) unchanged += 1;
    else files.push(compared);
  }
  return {
    files,
    unchanged,
    unplaced: staged.files.filter(({ path }) => !isInFolders(path, ports.folders)),
    unknown,
  };
}

/** Whether a path that is not among the staged files may still be there: it or a folder above it was not taken. */
function unseenBy({ isComplete, refusals, leftOut }: Staged): (path: string) => boolean {
  const notTaken = new Set([...refusals.map(({ path }) => path.replace(/\/+$/, '')), ...leftOut]);
  return (path) => {
    const names = path.split('/');
    return !isComplete || names.some((_name, at) => notTaken.has(names.slice(0, at + 1).join('/')));
  };
}

async function compareFile(
  path: string,
  was: MountedFile | undefined,
  back: StagedFile | undefined,
  { readNow, readStaged }: ComparisonPorts,
): Promise<ComparedFile | undefined> {
  const before = was?.content;
  const after = back === undefined ? undefined : await readStaged(back);
  const now = await readNow(path);
  if (isSame(now, after)) return undefined;
  const conflict = isSame(now, before) ? undefined : conflictOf(before, now);
  return {
    path,
    kind: after === undefined ? 'deleted' : before === undefined ? 'added' : 'changed',
    isBinary: [before, after, now].some((content) => content?.kind === 'binary'),
    ...(conflict === undefined ? {} : { conflict }),
    proposed: { path, before, after },
  };
}

function conflictOf(before: Content | undefined, now: Content | undefined): PartConflict['kind'] {
  if (now === undefined) return 'gone';
  return before === undefined ? 'exists' : 'changed';
}

/** Whether contents are the same. An editor has one kind of line end in a file, and no byte order mark. */
function isSame(a: Content | undefined, b: Content | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'text')
    return b.kind === 'text' && (a.text === b.text || asEdited(a.text) === asEdited(b.text));
  return b.kind === 'binary' && a.hash === b.hash;
}

function asEdited(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
