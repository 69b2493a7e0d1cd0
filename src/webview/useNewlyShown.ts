import { useEffect, useState } from 'preact/hooks';

/** Shorter than anyone can judge, long enough for the second half of a double click, in milliseconds. */
const graceMs = 350;

/**
 * Whether something has only just appeared. A click at that moment was meant for what stood there before, so that what
 * it would allow was not seen.
 */
export function useNewlyShown(what: unknown): boolean {
  const [seen, setSeen] = useState<unknown>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(what), graceMs);
    return () => clearTimeout(timer);
  }, [what]);
  return seen !== what;
}
