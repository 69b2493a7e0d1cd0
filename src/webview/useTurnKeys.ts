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
      const next = placeToGo(log, messages, down);
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

/** The number of the message to go to, seen from where the focus is or, when that is elsewhere, from what is shown. */
function placeToGo(log: HTMLElement, messages: readonly HTMLElement[], down: boolean): number {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== log && log.contains(activeElement)) {
    const at = messages.findLastIndex(
      (message) => message === activeElement || isBefore(message, activeElement),
    );
    if (down) return at + 1;
    return messages[at] === activeElement || messages[at]?.contains(activeElement) === true ? at - 1 : at;
  }
  // The message whose top is at the top of what is shown, give or take a line.
  const { top } = log.getBoundingClientRect();
  if (down) return messages.findIndex((message) => message.getBoundingClientRect().top > top + 8);
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  const past = messages.filter((message) => message.getBoundingClientRect().top < top - 8).length;
  return isAtEnd ? messages.length - 1 : past - 1;
}

function isBefore(element: Element, other: Element): boolean {
  return (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
