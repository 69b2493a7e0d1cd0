import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Nearer to the end than this, in pixels, the reader counts as being there. */
const nearEnd = 24;
/** A scroll position is reported when it has not changed for so many milliseconds. */
const settledMs = 200;

/**
 * Keeps a scrolling element at its end while it grows, as long as the reader is there. Whoever scrolls up stays where
 * they are, until they come back.
 */
export function useStickToEnd(
  scroller: RefObject<HTMLElement | null>,
  fromEnd: number,
  onScroll: (fromEnd: number) => void,
): { readonly atEnd: boolean; readonly toEnd: () => void } {
  const [atEnd, setAtEnd] = useState(true);
  const stuck = useRef(true);
  const report = useRef(onScroll);
  report.current = onScroll;

  const toEnd = useCallback(() => {
    stuck.current = true;
    setAtEnd(true);
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight - element.clientHeight - fromEnd;
    stuck.current = fromEnd <= nearEnd;
    setAtEnd(stuck.current);
  }, []);

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
      if (distance <= nearEnd) stuck.current = true;
      else if (element.scrollTop < lastTop) stuck.current = false;
      lastTop = element.scrollTop;
      setAtEnd(stuck.current);
      clearTimeout(reporting);
      reporting = setTimeout(() => report.current(stuck.current ? 0 : distance), settledMs);
    };
    // Once what has streamed is rendered, in the same frame: asked at once, the browser would lay out the page for the
    // answer, and again for what is rendered then.
    const scrolled = (): void => {
      looking ??= requestAnimationFrame(look);
    };
    const grown = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
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

  return { atEnd, toEnd };
}
