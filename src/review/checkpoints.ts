/** What a turn did to a file: the hash of what was in it before, and after; `undefined`: there was no file. */
export interface Touch {
  readonly turnId: string;
  readonly path: string;
  /** When the turn first touched the file, in milliseconds. */
  readonly at: number;
  readonly before: string | undefined;
  /** How many bytes the pre-image takes in the storage. */
  readonly size: number;
  readonly after: string | undefined;
  /** The mode of the file before, where the disk has modes. */
  readonly mode?: number;
  /** Set when what was in it before was in the editor only. */
  readonly isUnsaved?: true;
}

/** Which turns touched which files, in the order of time. Plain data, which can be stored. */
export interface CheckpointIndex {
  readonly touches: readonly Touch[];
  /** Turns whose touches were pruned; the files cannot go back to before them. */
  readonly forgotten: readonly string[];
}

/** A content that is kept: its hash, and how many bytes it takes. */
export interface KeptContent {
  readonly hash: string;
  readonly size: number;
}

/** Where pre-images are kept, by the hash of their content: the same content is kept once. */
export interface PreImages {
  keep(content: Uint8Array): Promise<KeptContent>;
  /** Keeps what is in a file of this machine, however large, without reading it at once. */
  keepFile(path: string): Promise<KeptContent>;
  /** The hash of what is in a file of this machine. */
  hashFile(path: string): Promise<string>;
  /** `undefined` when it is not kept, or not any more. */
  get(hash: string): Promise<Uint8Array | undefined>;
  /** Removes all but those, and those that were kept in the last hour: another window may be about to note them. */
  removeAllBut(hashes: ReadonlySet<string>, now: number): Promise<void>;
}

/** An index of nothing. */
export const emptyIndex: CheckpointIndex = { touches: [], forgotten: [] };

/**
 * The index with what a turn did to a file. When the turn has touched the file before, what was in it at first stays.
 */
export function recordTouch(index: CheckpointIndex, touch: Touch): CheckpointIndex {
  const { touches } = index;
  const place = touches.findLastIndex(({ turnId, path }) => turnId === touch.turnId && path === touch.path);
  const earlier = touches[place];
  // What others did to the file between two touches of a turn is not to be lost: then both are kept.
  if (earlier === undefined || earlier.after !== touch.before)
    return { ...index, touches: [...touches, touch] };
  return { ...index, touches: touches.with(place, { ...earlier, after: touch.after }) };
}
