/** Named places where answers wait, so that a test can look at half an answer without sleeping. */
export interface Gates {
  /** Waits until the gate is released; at once when it was released before anyone came. */
  readonly pass: (name: string, signal?: AbortSignal) => Promise<void>;
  /** Lets everyone waiting at the gate go on, or the next one who comes. */
  readonly release: (name: string) => void;
  /** Resolves as soon as someone waits at the gate. */
  readonly reached: (name: string) => Promise<void>;
  /** The names of the gates at which someone waits. */
  readonly waiting: () => readonly string[];
  /** Forgets releases that nobody used and lets everyone go. */
  readonly reset: () => void;
}

/** Gates that nobody has reached yet. */
export function gates(): Gates {
  const inside = new Map<string, Set<() => void>>();
  const watchers = new Map<string, Set<() => void>>();
  const credits = new Set<string>();
  const of = (map: Map<string, Set<() => void>>, name: string): Set<() => void> => {
    const set = map.get(name) ?? new Set();
    map.set(name, set);
    return set;
  };
  const openAll = (map: Map<string, Set<() => void>>, name: string): void => {
    const set = [...of(map, name)];
    map.delete(name);
    for (const go of set) go();
  };
  return {
    pass: (name, signal) =>
      new Promise((resolve, reject) => {
        const go = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          of(inside, name).delete(go);
          reject(new DOMException('The run was stopped.', 'AbortError'));
        };
        if (signal?.aborted) return leave();
        if (credits.delete(name)) return resolve();
        signal?.addEventListener('abort', leave);
        of(inside, name).add(go);
        openAll(watchers, name);
      }),
    release: (name) => {
      if (of(inside, name).size > 0) openAll(inside, name);
      else credits.add(name);
    },
    reached: (name) =>
      new Promise((resolve) => {
        if (of(inside, name).size > 0) resolve();
        else of(watchers, name).add(resolve);
      }),
    waiting: () => [...inside].filter(([, set]) => set.size > 0).map(([name]) => name),
    reset: () => {
      credits.clear();
      for (const name of inside.keys()) openAll(inside, name);
    },
  };
}
