import { type ChangeSet, type Content, decisionOf, type FileChange, partsOf } from '../review/changeSet';
import { decisionsInWords } from '../review/decisionsInWords';
import { lineCountsOf } from '../review/lineCountsOf';
import type { FileState } from '../review/outcome';
import type { ProposedFile } from '../review/proposeFile';
import { isToolError, ToolError } from '../util/toolError';
import type { Place } from './guard';
import type { FileChange as WholeChange, Files, ToolHost } from './ports';
import type { ToolOutput } from './tool';

/** A change of one file that a person decides on part by part, instead of as a whole. */
export interface ReviewableChange {
  /** Its paths are the names of the places. */
  readonly proposed: ProposedFile;
  /** Where the file of that path is: the place that the guard has let pass. */
  readonly place: (path: string) => Place;
  /** What is in the file of that path now. */
  readonly read: (path: string) => Promise<Content | undefined>;
  /**
   * Makes what was accepted.
   * @throws ToolError when that cannot be done.
   */
  readonly make: (from: FileState, to: FileState) => Promise<void>;
  /** What is said of it when everything was decided. */
  readonly output: (decided: ChangeSet) => ReviewedOutput;
}

/** What came of a change that was decided on part by part. */
export interface ReviewedOutput extends ToolOutput {
  /** Whether nothing of it was accepted. */
  readonly isRejected: boolean;
}

/** What a change is made of. */
interface Proposal {
  readonly place: Place;
  /** Where the file goes, if it is renamed. */
  readonly to?: Place;
  readonly before: Content | undefined;
  readonly after: Content | undefined;
  /** What is in the file now, where that is not simply what is in it. */
  readonly read?: () => Promise<Content | undefined>;
  /** For the model: what the call wanted and the change does not do. */
  readonly notes?: readonly string[];
}

/** A change that can be decided on part by part, and is made through the host of the call. */
export function reviewableChange(
  { place, to = place, before, after, read, notes = [] }: Proposal,
  { files, changes }: Pick<ToolHost, 'files' | 'changes'>,
  signal: AbortSignal,
): ReviewableChange {
  const placeOf = (path: string): Place => (path === place.name ? place : to);
  let told = '';
  return {
    proposed: {
      path: to.name,
      ...(to.name === place.name ? {} : { oldPath: place.name }),
      before,
      after,
    },
    place: placeOf,
    read: (path) => read?.() ?? contentAt(placeOf(path), files),
    async make(from, next) {
      for (const step of stepsOf(from, next, placeOf)) told = (await changes.apply(step, signal)).told;
    },
    output: (decided) => outputOf(decided, [...(told === '' ? [] : [told]), ...notes]),
  };
}

/** What is in a file, as far as it takes to tell whether it was changed; `undefined` when there is none. */
export async function contentAt(place: Place, files: Files): Promise<Content | undefined> {
  const facts = await files.stat(place);
  if (facts === undefined) return undefined;
  if (facts.kind !== 'file') throw new ToolError(`${place.name} is no file.`);
  try {
    const found = await files.content(place);
    if (found.kind === 'text') return { kind: 'text', text: found.text };
  } catch (error) {
    // One that is too large to be read can still be renamed and deleted.
    if (!isToolError(error)) throw error;
  }
  return { kind: 'binary', hash: `${facts.size}-${facts.changedAt}`, size: facts.size };
}

function stepsOf(from: FileState, to: FileState, placeOf: ReviewableChange['place']): readonly WholeChange[] {
  const place = placeOf(from.path);
  if (to.content === undefined) return from.content === undefined ? [] : [{ kind: 'delete', place }];
  if (from.content === undefined)
    return to.content.kind === 'text' ? [{ kind: 'create', place, text: to.content.text }] : [];
  const steps: WholeChange[] = [];
  if (from.content.kind === 'text' && to.content.kind === 'text' && from.content.text !== to.content.text)
    steps.push({ kind: 'edit', place, before: from.content.text, after: to.content.text });
  if (from.path !== to.path) steps.push({ kind: 'rename', place, to: placeOf(to.path) });
  return steps;
}

function outputOf(decided: ChangeSet, notes: readonly string[]): ReviewedOutput {
  const decisions = decided.files.flatMap((file) => [
    ...file.settled.map(({ decision }) => decision),
    ...partsOf(file).map((part) => decisionOf(file, part)),
  ]);
  const accepted = decisions.filter((decision) => decision === 'accepted').length;
  if (decisions.length === 0)
    return {
      output: 'The file is already as this call wanted it, so nothing was changed.',
      summary: 'nothing left to change',
      isRejected: false,
    };
  return {
    output: ['The person has reviewed this.', decisionsInWords(decided), ...notes].join('\n'),
    summary:
      accepted === decisions.length
        ? countsInWords(decided.files)
        : `${accepted === 0 ? 'none' : accepted} of ${decisions.length} changes accepted`,
    isRejected: accepted === 0,
  };
}

function countsInWords(files: readonly FileChange[]): string {
  const counts = files.map(lineCountsOf);
  const added = counts.reduce((sum, each) => sum + each.added, 0);
  const removed = counts.reduce((sum, each) => sum + each.removed, 0);
  return added + removed === 0 ? 'accepted' : `+${added} −${removed}`;
}
