/**
 * How well typed letters match a path: all of them occur in it in order. Letters in the file's name, at the start of a
 * word and in a row count more, and a shorter path more than a longer one. Upper and lower case are the same.
 * @returns the larger the better; `undefined` when it does not match
 */
export function fuzzyScore(path: string, typed: string): number | undefined {
  if (typed === '') return -path.length;
  const lower = path.toLowerCase();
  const wanted = typed.toLowerCase();
  const nameAt = path.lastIndexOf('/') + 1;
  // In the name alone where it can be, else from the start of the path.
  return scoreFrom(path, lower, wanted, nameAt, nameAt) ?? scoreFrom(path, lower, wanted, 0, nameAt);
}

function scoreFrom(
  path: string,
  lower: string,
  wanted: string,
  start: number,
  nameAt: number,
): number | undefined {
  const whole = lower.indexOf(wanted, start);
  let score = whole < 0 ? 0 : 20 * wanted.length;
  let at = whole < 0 ? start : whole;
  let previous = -2;
  for (const letter of wanted) {
    const found = lower.indexOf(letter, at);
    if (found < 0) return undefined;
    if (found >= nameAt) score += 10;
    if (found === nameAt) score += 20;
    if (found === previous + 1) score += 8;
    if (startsWord(path, found)) score += 12;
    previous = found;
    at = found + letter.length;
  }
  return score - path.length / 10;
}

function startsWord(path: string, at: number): boolean {
  if (at === 0 || /[^a-z0-9]/i.test(path.charAt(at - 1))) return true;
  return /[A-Z]/.test(path.charAt(at)) && /[a-z0-9]/.test(path.charAt(at - 1));
}
