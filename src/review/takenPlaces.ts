import type { Place } from './place';

/** A place that an edit has taken; the edit is named by its place in the list. */
export interface Taken extends Place {
  readonly edit: number;
}

/** Places of a text of which no two overlap. */
export class TakenPlaces {
  /** In order. */
  #taken: Taken[] = [];

  /** All places taken, in order. */
  get all(): readonly Taken[] {
    return this.#taken;
  }

  /** The first place taken that overlaps one of these, which are in order. */
  overlapping(places: readonly Place[]): Taken | undefined {
    for (const { start, end } of places) {
      const next = this.#taken[this.#firstEndingAfter(start)];
      if (next !== undefined && next.start < end) return next;
    }
    return undefined;
  }

  /** Takes places, which are in order and overlap none that is taken. */
  take(places: readonly Place[], edit: number): void {
    const [only] = places;
    if (only !== undefined && places.length === 1) {
      this.#taken.splice(this.#firstEndingAfter(only.start), 0, { ...only, edit });
    } else {
      const added = places.map((place) => ({ ...place, edit }));
      this.#taken = [...this.#taken, ...added].sort((a, b) => a.start - b.start);
    }
  }

  #firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.#taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#taken[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
