import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Turn } from '../conversation/state';
import { placeOf, scrollToPlace, type Place } from './place';

/** As many turns are on the page at first, and as many more whenever the reader comes near an edge of them. */
const page = 10;
/** No more than these are: what is far from where the reader goes leaves the page. */
const most = 60;

/** The turns from `from` to `to`, counted from the end: earlier ones may still come in front of all. */
interface Range {
  readonly from: number;
  readonly to: number;
}
const end: Range = { from: page, to: 0 };

/** Which turns are on the page. */
export interface TurnWindow {
  readonly shown: readonly Turn[];
  readonly hasEarlier: boolean;
  /** Whether few turns are left in front of those on the page. */
  readonly nearFirst: boolean;
  readonly hasLater: boolean;
  /** Changes whenever the window does. */
  readonly range: Range;
  readonly showEarlier: () => void;
  readonly showLater: () => void;
  readonly showEnd: () => void;
  /** Puts a turn on the page with those around it. */
  readonly showTurn: (turnId: string) => void;
}

/** A window on the turns, so that a long conversation costs no more than a short one. It begins at the end. */
export function useTurnWindow(log: RefObject<HTMLElement | null>, turns: readonly Turn[]): TurnWindow {
  const [range, setRange] = useState(end);
  // What the reader looks at stays where it is when the turns around it change.
  const kept = useRef<Place | undefined>(undefined);
  useLayoutEffect(() => {
    if (log.current !== null && kept.current !== undefined) scrollToPlace(log.current, kept.current);
    kept.current = undefined;
  }, [range]);

  /** Changes the window around what the reader looks at. */
  const slide = (next: Range): void => {
    kept.current = log.current === null ? undefined : placeOf(log.current);
    setRange(next);
  };
  const first = Math.max(0, turns.length - range.from);
  return {
    shown: turns.slice(first, turns.length - range.to),
    hasEarlier: first > 0,
    nearFirst: first < page,
    hasLater: range.to > 0,
    range,
    showEarlier() {
      const from = Math.min(turns.length, range.from + page);
      slide({ from, to: Math.max(range.to, from - most) });
    },
    showLater() {
      const to = Math.max(0, range.to - page);
      slide({ from: Math.min(range.from, to + most), to });
    },
    showEnd: () => setRange(end),
    showTurn(turnId) {
      const at = turns.findIndex(({ id }) => id === turnId);
      if (at < 0) return;
      const from = Math.min(turns.length, turns.length - at + page / 2);
      setRange({ from, to: Math.max(0, from - 2 * page) });
    },
  };
}
