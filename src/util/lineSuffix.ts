/** A name that may end in line numbers, as `cart.ts:10-20`. */
export interface NameWithLines {
  readonly name: string;
  /** Counted from 1, both included. */
  readonly lines?: { readonly first: number; readonly last: number };
}

/** Takes the line numbers off a name. A colon that no number follows yet belongs to neither. */
export function lineSuffix(typed: string): NameWithLines {
  const found = /^(.+?):(?:(\d{1,9})(?:-(\d{0,9}))?)?$/.exec(typed);
  if (found === null) return { name: typed };
  const [, name = '', from, to] = found;
  const first = Number(from ?? 0);
  const last = to === undefined || to === '' ? first : Number(to);
  return first < 1 || last < 1
    ? { name }
    : { name, lines: { first: Math.min(first, last), last: Math.max(first, last) } };
}
