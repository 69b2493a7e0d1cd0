import {
  type ChangeSet,
  type Decision,
  decisionOf,
  type FileChange,
  kindOf,
  partsOf,
  wholeFile,
} from './changeSet';
import type { LineRange } from './edit';
import { placesOfHunks } from './placesOfHunks';

/** One part of a change, and what became of it. */
interface Part {
  readonly part: string;
  readonly decision: Decision;
  readonly lines?: LineRange | undefined;
  readonly firstLine?: string | undefined;
  readonly isConflict?: boolean;
}

/** So many characters of a line are quoted, and so many parts of a file named. */
const mostQuoted = 80;
const mostNamed = 40;
const words: Readonly<Record<Decision, string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  pending: 'not decided yet',
};

/**
 * What a person decided about changes, for the model that proposed them: by file and hunk, with the line numbers of the
 * file as it is now.
 */
export function decisionsInWords({ files }: ChangeSet): string {
  const all = files.map((file) => ({ file, parts: partsInOrder(file) }));
  const decisions = all.flatMap(({ parts }) => parts.map(({ decision }) => decision));
  const count = (wanted: Decision): number => decisions.filter((decision) => decision === wanted).length;
  return [
    `${decisions.length} ${decisions.length === 1 ? 'change' : 'changes'}: ${count('accepted')} accepted, ` +
      `${count('rejected')} rejected, ${count('pending')} not decided yet.`,
    ...all.flatMap(({ file, parts }) => fileInWords(file, parts)),
  ].join('\n');
}

/** What was settled before others changed the file comes first; its lines are those of that time. */
function partsInOrder(file: FileChange): readonly Part[] {
  const places = new Map(placesOfHunks(file).map((place) => [place.hunk.id, place]));
  const conflicts = new Set(file.conflicts.map(({ part }) => part));
  const parts = partsOf(file).map((part): Part => ({
    part,
    decision: decisionOf(file, part),
    lines: places.get(part)?.lines,
    firstLine: places.get(part)?.firstLine,
    isConflict: conflicts.has(part),
  }));
  return [...file.settled, ...parts];
}

function fileInWords(file: FileChange, parts: readonly Part[]): readonly string[] {
  const whole = parts.findLast(({ part }) => part === wholeFile);
  const hunks = parts.filter(({ part }) => part !== wholeFile);
  const named = hunks.slice(0, mostNamed).map((hunk) => {
    const quote = hunk.firstLine === undefined ? '' : `: ${shortened(hunk.firstLine)}`;
    return `- ${decisionInWords(hunk)}${linesInWords(hunk.lines)}${quote}`;
  });
  return [
    `${file.path}${kindInWords(file)}${whole === undefined ? '' : `: ${decisionInWords(whole)}`}`,
    ...named,
    ...(hunks.length > mostNamed ? [`- and ${hunks.length - mostNamed} more`] : []),
  ];
}

function kindInWords(file: FileChange): string {
  const kind = kindOf(file);
  if (kind === 'renamed') return ` (renamed from ${file.oldPath ?? file.path})`;
  return kind === 'changed' ? '' : ` (${kind})`;
}

function decisionInWords({ decision, isConflict }: Part): string {
  return `${words[decision]}${isConflict === true ? ', in conflict with what the person changed' : ''}`;
}

function linesInWords(lines: LineRange | undefined): string {
  if (lines === undefined) return '';
  const { first, last } = lines;
  if (last < first) return `, before line ${first}`;
  return first === last ? `, line ${first}` : `, lines ${first} to ${last}`;
}

function shortened(line: string): string {
  return line.length > mostQuoted ? `${line.slice(0, mostQuoted - 1)}…` : line;
}
