/** What the person allows for the chat while several calls wait: the like of it needs no answer of its own any more. */
export interface ChatAllowances {
  allow(key: string): void;
  /** Resolves when that is allowed. */
  allowed(key: string): Promise<void>;
}

/** Nothing is allowed yet. */
export function createChatAllowances(): ChatAllowances {
  const byKey = new Map<string, PromiseWithResolvers<void>>();
  const of = (key: string): PromiseWithResolvers<void> => {
    const known = byKey.get(key) ?? Promise.withResolvers<void>();
    byKey.set(key, known);
    return known;
  };
  return {
    allow: (key) => of(key).resolve(),
    allowed: (key) => of(key).promise,
  };
}
