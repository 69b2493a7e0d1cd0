import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Nearer to the end than this, in pixels, the reader counts as being there. */
const nearEnd = 24;
/** A scroll position is reported when it has not changed for so many milliseconds. */
const settledMs = 200;

/**
 * Keeps a scrolling element at its end while it grows, as long as the reader is there. Whoever scrolls up stays where
 * they are, until they come back.
 * @param whole whether the end of the element is the end of everything
 * @param onRest is told whether the reader is at the end when they have come to rest somewhere.
 */
export function useStickToEnd(
  scroller: RefObject<HTMLElement | null>,
  whole: boolean,
  onRest: (atEnd: boolean) => void,
): { readonly atEnd: boolean; readonly toEnd: () => void; readonly leaveEnd: () => void } {
  const [atEnd, setAtEnd] = useState(true);
  const stuck = useRef(true);
  const latest = useRef({ whole, onRest });
  latest.current = { whole, onRest };

  const toEnd = useCallback(() => {
    stuck.current = true;
    setAtEnd(true);
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);
  /** All of what fits on the page is its end. */
  const stickIfWhole = useCallback(() => {
    const element = scroller.current;
    if (stuck.current || !element || !latest.current.whole) return;
    if (element.scrollHeight <= element.clientHeight) toEnd();
  }, []);
  const leaveEnd = useCallback(() => {
    stuck.current = false;
    setAtEnd(false);
    requestAnimationFrame(stickIfWhole);
  }, []);
  useLayoutEffect(toEnd, []);

  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return undefined;
    let lastTop = element.scrollTop;
    let reporting: ReturnType<typeof setTimeout> | undefined;
    let looking: number | undefined;
    const look = (): void => {
      looking = undefined;
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      // Only going up leaves the end: content that grows pushes the end away by itself.
      if (distance <= nearEnd && latest.current.whole) stuck.current = true;
      else if (element.scrollTop < lastTop) stuck.current = false;
      lastTop = element.scrollTop;
      setAtEnd(stuck.current);
      clearTimeout(reporting);
      reporting = setTimeout(() => latest.current.onRest(stuck.current), settledMs);
    };
    // Once what has streamed is rendered, in the same frame: asked at once, the browser would lay out the page for the
    // answer, and again for what is rendered then.
    const scrolled = (): void => {
      looking ??= requestAnimationFrame(look);
    };
    const grown = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
      else stickIfWhole();
    });
    grown.observe(content);
    grown.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      grown.disconnect();
      clearTimeout(reporting);
      if (looking !== undefined) cancelAnimationFrame(looking);
      element.removeEventListener('scroll', scrolled);
    };
  }, []);

  return { atEnd, toEnd, leaveEnd };
}
