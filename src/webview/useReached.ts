import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** So far ahead of the reader, in pixels, an edge counts as reached. */
const ahead = 400;

/** Calls `reached` when the reader of a scrolling element comes near the edge that an element in it marks. */
export function useReached(
  scroller: RefObject<HTMLElement | null>,
  edge: RefObject<HTMLElement | null>,
  reached: () => void,
  /** What may have moved the edge: then it is looked at anew. */
  moved: readonly unknown[],
): void {
  useEffect(() => {
    if (edge.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) reached();
      },
      { root: scroller.current, rootMargin: `${ahead}px 0px` },
    );
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, moved);
}
