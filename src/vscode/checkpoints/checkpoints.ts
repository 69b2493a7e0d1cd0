import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointIndex, PreImages } from '../../review/checkpoints';
import { emptyIndex } from '../../review/checkpoints';
import { pruneCheckpoints, type CheckpointLimits } from '../../review/pruneCheckpoints';
import type { Place } from '../../tools/guard';
import type { Root } from '../../tools/paths';
import type { Logger } from '../../util/log';
import { type CheckpointFiles, createCheckpointFiles, type TurnReference } from './checkpointFiles';
import { type ContentNow, hashContent, keepContent } from './keptContent';
import { createPreImages } from './preImages';

/** A file, and what it is called in a checkpoint. */
export interface TouchedFile {
  readonly uri: string;
  readonly place: Place;
}

/** What a change is about. */
export type Touching =
  | { readonly kind: 'create' | 'edit' | 'delete'; readonly place: Place }
  | { readonly kind: 'rename'; readonly place: Place; readonly to: Place };

/** How files are reached. */
export interface CheckpointPorts {
  readonly contentNow: (place: Place) => Promise<ContentNow>;
  /** The address of a path in a workspace folder, which is what its files are called in a checkpoint. */
  readonly uriIn: (root: Root, relative: string) => string;
  /** Whether a place is of this machine, and not of another extension's file system. */
  readonly isOnDisk: (place: Place) => boolean;
  readonly log: Logger;
}

/** Keeps what is in the files that a change is about, makes the change, and notes what it made of them. */
export type RecordChange = <T>(turn: TurnReference, change: Touching, make: () => Promise<T>) => Promise<T>;

/** What was in files before turns changed them. */
export interface Checkpoints {
  readonly files: CheckpointFiles;
  readonly images: PreImages;
  /** The hash of what is in a file now. */
  hashNow(place: Place): Promise<string | undefined>;
  readonly record: RecordChange;
  /** Forgets what is too old or too large in all. */
  prune(limits?: CheckpointLimits): Promise<void>;
}

/** As long, and as much of this workspace, is kept. */
const usualLimits: CheckpointLimits = { maxAgeMs: 30 * 24 * 60 * 60 * 1000, maxBytes: 500_000_000 };
/** Of a folder that is deleted or renamed at most so many files are kept. */
const mostFiles = 2000;
/** So long after the first change of a window, and then so often, old ones are forgotten. */
const pruneMs = 60 * 60 * 1000;

/** Keeps them in a folder of the extension's storage. */
export function createCheckpoints(folder: string, ports: CheckpointPorts): Checkpoints {
  const { contentNow, log } = ports;
  const files = createCheckpointFiles(folder);
  const images = createPreImages(path.join(folder, 'contents'));
  let prunedAt = 0;
  const pruneAtTimes = (): void => {
    if (Date.now() - prunedAt < pruneMs) return;
    prunedAt = Date.now();
    checkpoints.prune().catch((error: unknown) => log.warn('Old checkpoints could not be removed.', error));
  };

  const checkpoints: Checkpoints = {
    files,
    images,
    hashNow: async (place) => hashContent(await contentNow(place), images),
    async record(turn, change, make) {
      let begun: readonly TouchedFile[] = [];
      try {
        begun = await begin(turn, change);
      } catch (error) {
        // The person has allowed the change; that it cannot be taken back from here is said when that is asked for.
        log.error('What a file held before could not be kept.', error);
        await files.lose(turn).catch(() => undefined);
      }
      try {
        return await make();
      } finally {
        await end(turn, begun).catch((error: unknown) => log.error('A change could not be noted.', error));
        pruneAtTimes();
      }
    },
    async prune(limits = usualLimits) {
      const chats = await files.chats();
      const indices = await Promise.all(
        chats.map(async (chatId) => ({ chatId, index: await files.load(chatId) })),
      );
      const touches = indices
        .flatMap(({ chatId, index }) => index.touches.map((touch) => ({ chatId, touch })))
        .sort((a, b) => a.touch.at - b.touch.at);
      const all: CheckpointIndex = { ...emptyIndex, touches: touches.map(({ touch }) => touch) };
      const { index } = pruneCheckpoints(all, limits, Date.now());
      const kept = new Set(index.touches.map(({ turnId }) => turnId));
      for (const { chatId, index: own } of indices) {
        const gone = own.touches.map(({ turnId }) => turnId).filter((turnId) => !kept.has(turnId));
        await files.forget(chatId, [...new Set(gone)]);
      }
      await images.removeAllBut(new Set(index.touches.flatMap(({ before }) => before ?? [])), Date.now());
    },
  };

  async function begin(turn: TurnReference, change: Touching): Promise<readonly TouchedFile[]> {
    const touched = await touchedBy(change, ports);
    if (touched.length > mostFiles) {
      await files.lose(turn);
      return [];
    }
    const at = Date.now();
    const touches = [];
    for (const { uri, place } of touched) {
      const kept = await keepContent(await contentNow(place), images);
      const { hash, ...rest } = kept ?? { hash: undefined, size: 0 };
      touches.push({ path: uri, at, before: hash, ...rest });
    }
    await files.begin(turn, touches);
    return touched;
  }

  async function end(turn: TurnReference, touched: readonly TouchedFile[]): Promise<void> {
    if (touched.length === 0) return;
    const ended = [];
    for (const { uri, place } of touched) ended.push({ path: uri, after: await checkpoints.hashNow(place) });
    await files.end(turn, ended);
  }

  return checkpoints;
}

/** The files that a change is about: those that are there, and those that will be. */
async function touchedBy(change: Touching, ports: CheckpointPorts): Promise<readonly TouchedFile[]> {
  const { place } = change;
  if (change.kind === 'create' || change.kind === 'edit') return [touchedFile(place, '', ports)];
  const below = ports.isOnDisk(place) ? await filesBelow(place.real) : [''];
  return below.flatMap((relative) => [
    touchedFile(place, relative, ports),
    ...(change.kind === 'rename' ? [touchedFile(change.to, relative, ports)] : []),
  ]);
}

function touchedFile(place: Place, below: string, { uriIn }: CheckpointPorts): TouchedFile {
  const uri = uriIn(place.root, below === '' ? place.relative : `${place.relative}/${below}`);
  if (below === '') return { uri, place };
  const at = (folder: string): string => path.join(folder, below);
  return {
    uri,
    place: {
      ...place,
      relative: `${place.relative}/${below}`,
      name: `${place.name}/${below}`,
      real: at(place.real),
      absolute: at(place.absolute),
      target: { ...place.target, relative: `${place.target.relative}/${below}` },
    },
  };
}

/** The files in a folder, by their paths in it; of a file only itself. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [''];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
