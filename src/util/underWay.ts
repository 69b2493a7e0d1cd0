/** Work that has begun and may not be over. */
export interface UnderWay {
  /** Takes work in; returns the same promise. */
  begin<T>(work: Promise<T>): Promise<T>;
  /** Resolves when all that had begun by now is over, however it ended. */
  settled(): Promise<void>;
}

/** Keeps track of work, so that what depends on it can wait. */
export function createUnderWay(): UnderWay {
  const all = new Set<Promise<unknown>>();
  return {
    begin(work) {
      const over = (): void => void all.delete(work);
      all.add(work);
      work.then(over, over);
      return work;
    },
    async settled() {
      await Promise.allSettled(all);
    },
  };
}
