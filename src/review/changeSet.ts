import type { LineRange } from './edit';
import type { Hunk } from './hunks';

/** Where a change set comes from. */
export type Origin =
  | { readonly kind: 'chat'; readonly turnId: string; readonly callId: string }
  | { readonly kind: 'codeBlock'; readonly turnId: string; readonly partKey: string; readonly block: number }
  | { readonly kind: 'inlineEdit'; readonly id: string }
  | { readonly kind: 'agentRun'; readonly jobId: string };

/** What is in a file: its text, or what tells that its bytes are the same. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly hash: string; readonly size: number };

/** What a person has decided about a change; `pending` before that. */
export type Decision = 'pending' | 'accepted' | 'rejected';

/** The part of a file change that is no hunk: that the file is there, is gone, has another name or other bytes. */
export const wholeFile = '*';

/** A part that does not fit to what the file has become meanwhile. It is accepted only by itself, never with others. */
export interface PartConflict {
  readonly part: string;
  /** The person changed the same lines; the file is there already; it is gone. */
  readonly kind: 'changed' | 'exists' | 'gone';
  /** What stood in the place of a hunk before the change and before what the person made of it. */
  readonly base?: string;
}

/** A part that was decided on before the file was changed by others. */
export interface SettledPart {
  readonly decision: 'accepted' | 'rejected';
  readonly part: string;
  /** The lines that it was about, in the file as it was when others changed it. */
  readonly lines: LineRange | undefined;
  /** The first line that it removed or added. */
  readonly firstLine: string | undefined;
}

/** What is proposed for one file, and what was decided. Plain data, which can be stored. */
export interface FileChange {
  /** Where the file is when the change is accepted, and what the change is known by in its set. */
  readonly path: string;
  /** Where it is now, if it shall be renamed. */
  readonly oldPath?: string;
  /** What was in the file when the change was proposed; `undefined`: there was none. */
  readonly base: Content | undefined;
  /** What shall be in it; `undefined`: it shall be deleted. */
  readonly proposed: Content | undefined;
  /** The changes of its lines, if it is a text before and after. */
  readonly hunks: readonly Hunk[];
  /** What was decided, by part: the id of a hunk, or {@link wholeFile}. A part that is not here is pending. */
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly conflicts: readonly PartConflict[];
  readonly settled: readonly SettledPart[];
}

/** Changes of files that were proposed together. */
export interface ChangeSet {
  readonly id: string;
  readonly origin: Origin;
  /** In the order in which they were proposed; no two of the same path. */
  readonly files: readonly FileChange[];
}

/** What a change does to its file. */
export type ChangeKind = 'added' | 'changed' | 'deleted' | 'renamed';

/** What a change does to its file. */
export function kindOf({ base, proposed, oldPath }: FileChange): ChangeKind {
  if (proposed === undefined) return 'deleted';
  if (base === undefined) return 'added';
  return oldPath === undefined ? 'changed' : 'renamed';
}

/** Whether a change leaves its file as it is: nothing of it is left. */
export function isNothing({ base, proposed, oldPath }: FileChange): boolean {
  return oldPath === undefined && isSameContent(base, proposed);
}

/** The parts of a change that can be decided on, in the order of the file. */
export function partsOf(file: FileChange): readonly string[] {
  if (isNothing(file)) return [];
  const { base, proposed, hunks } = file;
  const isWhole = kindOf(file) !== 'changed' || base?.kind === 'binary' || proposed?.kind === 'binary';
  return [...(isWhole ? [wholeFile] : []), ...hunks.map(({ id }) => id)];
}

/** What was decided about one part. */
export function decisionOf({ decisions }: FileChange, part: string): Decision {
  return decisions[part] ?? 'pending';
}

/** Whether two contents are the same. */
export function isSameContent(a: Content | undefined, b: Content | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'text') return b.kind === 'text' && a.text === b.text;
  return b.kind === 'binary' && a.hash === b.hash && a.size === b.size;
}
