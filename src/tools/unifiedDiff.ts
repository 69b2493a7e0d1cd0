import type { CallFact } from '../conversation/calls';
import { type Hunk, hunksOf } from '../review/hunks';

/** As many lines of a diff are shown; the rest is counted. */
const mostLines = 400;
/** A longer line is cut where it is shown. */
const longestLine = 1_000;

/** The change of a file as it is shown: a unified diff without the lines that name the file. */
export function diffFact(path: string, before: string, after: string): CallFact {
  return hunksFact(path, hunksOf(before, after));
}

/** The same for a change whose hunks are known. */
export function hunksFact(path: string, hunks: readonly Hunk[]): CallFact {
  const lines = hunks.flatMap(linesOf);
  return {
    kind: 'diff',
    path,
    diff: lines.slice(0, mostLines).join('\n'),
    cut: Math.max(0, lines.length - mostLines),
  };
}

const signs = { context: ' ', removed: '-', added: '+' } as const;

function linesOf({ lines, oldStart, newStart, contextBefore }: Hunk): readonly string[] {
  const count = (...kinds: readonly string[]): number =>
    lines.filter(({ kind }) => kind === 'context' || kinds.includes(kind)).length;
  const range = (start: number, length: number): string =>
    `${Math.max(0, start - contextBefore) + (length === 0 ? 0 : 1)},${length}`;
  return [
    `@@ -${range(oldStart, count('removed'))} +${range(newStart, count('added'))} @@`,
    ...lines.map(({ kind, text }) => {
      const line = text.replace(/\r?\n$|\r$/, '');
      return `${signs[kind]}${line.length > longestLine ? `${line.slice(0, longestLine)}…` : line}`;
    }),
  ];
}
