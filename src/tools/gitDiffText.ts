import { count } from './listing';
import type { GitDiff, GitFileDiff } from './gitPorts';

/** As many characters of a diff reach the model at once. */
const most = 40_000;
const longestLine = 2000;
const mostNames = 100;

/**
 * A diff as the model reads it: a heading for each file and its hunks, without the lines that say the same in Git's
 * way. Files of bytes are only named.
 */
export function diffText({ files, unread, hidden, untracked }: GitDiff, skip: number): string {
  const lines = files.flatMap(fileLines);
  const shown: string[] = [];
  let size = 0;
  for (const line of lines.slice(skip)) {
    const cut = line.length > longestLine ? `${line.slice(0, longestLine)}… (cut)` : line;
    size += cut.length + 1;
    if (size > most) break;
    shown.push(cut);
  }
  const left = lines.length - skip - shown.length;
  return [
    ...(lines.length === 0 && unread.length === 0 ? ['Nothing is changed.'] : []),
    ...(lines.length > 0 && skip >= lines.length
      ? [`The diff has only ${count(lines.length, 'line')}.`]
      : []),
    ...shown,
    ...(left > 0
      ? [`… ${count(left, 'more line')}. Skip ${skip + shown.length} for them, or give a path.`]
      : []),
    ...(unread.length > 0 ? [`Also changed, not read; give a path for each: ${names(unread)}.`] : []),
    ...(untracked.length > 0 ? [`Untracked, so without a diff: ${names(untracked)}.`] : []),
    ...(hidden > 0 ? [`${count(hidden, 'changed file')} that may not be shown.`] : []),
  ].join('\n');
}

function fileLines({ file, formerly, what, diff }: GitFileDiff): readonly string[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  const from = lines.findIndex((line) => line.startsWith('@@'));
  const isBinary = from === -1 && lines.some((line) => /^(?:Binary files |GIT binary patch)/.test(line));
  const name = formerly === undefined ? file : `${formerly} to ${file}`;
  return [
    `=== ${name} (${what}${isBinary ? ', not text' : ''})`,
    ...(from === -1 ? [] : lines.slice(from)),
    ...(from === -1 && !isBinary ? lines.filter((line) => /^(?:old|new) mode /.test(line)) : []),
  ];
}

function names(changes: readonly { readonly file: string }[]): string {
  const more = changes.length - mostNames;
  const shown = changes.slice(0, mostNames).map(({ file }) => file);
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
