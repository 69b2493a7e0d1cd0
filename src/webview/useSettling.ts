import { useCallback, useEffect, useRef } from 'preact/hooks';

/** What comes into sight is laid out only then, and may take so many frames until everything has its size. */
const frames = 6;

/** A way to bring the page to a place: it is done again in the next frames, while what is there gets its size. */
export function useSettling(): (act: () => void) => void {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback((act) => {
    cancelAnimationFrame(frame.current);
    const again = (left: number): void => {
      frame.current = requestAnimationFrame(() => {
        act();
        if (left > 1) again(left - 1);
      });
    };
    again(frames);
  }, []);
}
