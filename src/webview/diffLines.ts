/** A line of a change; `gap` stands for lines that are left out because they stay. */
export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'gap';
  readonly text: string;
}

/** The lines of a unified diff of one file, without its headers. */
export function diffLines(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let inHunk = false;
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    if (line.startsWith('@@')) {
      if (lines.length > 0) lines.push({ kind: 'gap', text: '' });
      inHunk = true;
    } else if (inHunk || !/^(?:---|\+\+\+|diff |index )/.test(line)) {
      // A diff without headers begins with its first line.
      inHunk = true;
      if (line.startsWith('+')) lines.push({ kind: 'added', text: line.slice(1) });
      else if (line.startsWith('-')) lines.push({ kind: 'removed', text: line.slice(1) });
      else if (!line.startsWith('\\')) lines.push({ kind: 'same', text: line.replace(/^ /, '') });
    }
  }
  return lines;
}
