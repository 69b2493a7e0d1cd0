/** So many old lines further on a line is looked for; one that may stand anywhere, such as a brace, only so many. */
const farthest = 30;
const farthestBrace = 3;

/**
 * What to show while lines come that take the place of others: those that are there, then the old ones that they have not
 * reached yet. An old line is reached by the same line, or by another one in its place.
 */
export function growingText(old: string, soFar: string): string {
  if (soFar === '') return old;
  const oldLines = old.split('\n');
  const newLines = soFar.split('\n');
  let reached = 0;
  let others = 0;
  for (const line of newLines) {
    const far = others + (/[\p{L}\p{N}]/u.test(line) ? farthest : farthestBrace);
    const found = oldLines.slice(reached, reached + far).indexOf(line);
    if (found < 0) others += 1;
    else {
      reached += found + 1;
      others = 0;
    }
  }
  return [...newLines, ...oldLines.slice(reached + others)].join('\n');
}
