import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Alt with the arrows goes from message to message of the person, wherever the focus is. */
export function useTurnKeys(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      const log = scroller.current;
      const down = event.key === 'ArrowDown';
      if (
        log === null ||
        !event.altKey ||
        event.ctrlKey ||
        event.metaKey ||
        (!down && event.key !== 'ArrowUp')
      )
        return;
      const messages = [...log.querySelectorAll<HTMLElement>('article.yours')];
      const top = log.getBoundingClientRect().top;
      // The message whose top is at the top of what is shown, give or take a line.
      const past = messages.filter((message) => message.getBoundingClientRect().top < top - 8).length;
      const below = messages.findIndex((message) => message.getBoundingClientRect().top > top + 8);
      const focused = messages.findIndex((message) => message === document.activeElement);
      const next = focused >= 0 ? focused + (down ? 1 : -1) : down ? below : past - 1;
      const target = messages[next];
      if (target === undefined) return;
      event.preventDefault();
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: 'start' });
    };
    document.addEventListener('keydown', jump);
    return () => document.removeEventListener('keydown', jump);
  }, []);
}
