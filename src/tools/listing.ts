import type { Findings } from './codePorts';

/** "1 reference", "2 references". */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

/** How many of the items that were left out are in which file: "src/a.ts (12), src/b.ts (3)". */
export function perFile(items: readonly { readonly file: string }[], most = 20): string {
  const counts = new Map<string, number>();
  for (const { file } of items) counts.set(file, (counts.get(file) ?? 0) + 1);
  const files = [...counts].map(([file, number]) => `${file} (${number})`);
  const more = files.length - most;
  return `${files.slice(0, most).join(', ')}${more > 0 ? ` and ${count(more, 'more file')}` : ''}`;
}

/** What the model should know beside the items, a sentence a line. */
export function besides({ outside, hidden, note }: Findings<unknown>): readonly string[] {
  return [
    ...(outside.length > 0
      ? [`Also in files that are not of the workspace, which are not read: ${named(outside)}.`]
      : []),
    ...(hidden > 0 ? [`${hidden} more in files that may not be shown.`] : []),
    ...(note === undefined ? [] : [note]),
  ];
}

function named(files: readonly string[], most = 10): string {
  const more = files.length - most;
  return `${files.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
