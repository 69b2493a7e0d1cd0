/** Where the reader is: a message in sight, and how far below the top of the transcript it begins. */
export interface Place {
  readonly turnId: string;
  /** Pixels; negative when its beginning is out of sight. */
  readonly top: number;
}

/** The first message in sight; `undefined` when there is none. */
export function placeOf(log: Element): Place | undefined {
  const { top } = log.getBoundingClientRect();
  for (const message of log.querySelectorAll<HTMLElement>('article.yours')) {
    const exchange = (message.parentElement ?? message).getBoundingClientRect();
    if (exchange.bottom > top) return { turnId: message.dataset['turn'] ?? '', top: exchange.top - top };
  }
  return undefined;
}

/** Where the message of a turn is; `undefined` when it is not on the page. */
export function placeOfTurn(log: Element, turnId: string): Place | undefined {
  const message = log.querySelector(`article.yours[data-turn="${CSS.escape(turnId)}"]`);
  if (message === null) return undefined;
  return { turnId, top: message.getBoundingClientRect().top - log.getBoundingClientRect().top };
}

/** Scrolls until the message is where the place says, when it is on the page. */
export function scrollToPlace(log: Element, { turnId, top }: Place): void {
  const now = placeOfTurn(log, turnId);
  if (now !== undefined) log.scrollTop += now.top - top;
}
