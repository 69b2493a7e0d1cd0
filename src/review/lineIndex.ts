/** Where each of the lines of a text is. */
export interface LineIndex {
  /** The places of a line, in order, at most so many. */
  readonly places: (line: string, most: number) => readonly number[];
}

/** Indexes lines with two allocations, however many different ones there are. */
export function indexLines(lines: readonly string[]): LineIndex {
  const first = new Map<string, number>();
  const next = new Int32Array(lines.length).fill(-1);
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    next[at] = first.get(line) ?? -1;
    first.set(line, at);
  }
  return {
    places(line, most) {
      const places: number[] = [];
      for (let at = first.get(line) ?? -1; at >= 0 && places.length < most; at = next[at] ?? -1)
        places.push(at);
      return places;
    },
  };
}
