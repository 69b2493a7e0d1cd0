/** So many places of a pattern are counted at most, unless all are wanted. */
export const mostCounted = 100;

/** A text that is looked for, and where it was found so far. */
export interface Search {
  readonly text: string;
  /** Whether all places are wanted, without those that overlap the one before; else overlapping ones count. */
  readonly all: boolean;
  /** In order. */
  readonly places: number[];
}

/** Whether nothing more has to be found. */
export function isDone({ all, places }: Search): boolean {
  return !all && places.length > mostCounted;
}

/** From where the next place may be. */
export function nextStart({ all, text, places }: Search): number {
  const last = places.at(-1);
  if (last === undefined) return 0;
  return all ? last + text.length : last + 1;
}

/** Looks for one text alone, from where it was found last. */
export function searchOne(text: string, search: Search): void {
  while (!isDone(search)) {
    const at = text.indexOf(search.text, nextStart(search));
    if (at < 0) return;
    search.places.push(at);
  }
}
