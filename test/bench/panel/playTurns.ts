import type { Page } from 'playwright-core';
import { frameMs } from './streamMessages';
import { parentMark, turnMark } from './turnTemplate';

export interface TurnsToPlay {
  /** The number of the first turn; its parent is the one before it. */
  readonly firstTurn: number;
  readonly turns: number;
  /** The number of the first message. */
  readonly seq: number;
}

/**
 * Streams turns into a page, each made of the same messages, one message every 16 ms. They are made when they are sent,
 * so that the page holds nothing of them but what the panel keeps. Resolves with the number of the next message.
 */
export function playTurns(page: Page, messages: readonly string[], play: TurnsToPlay): Promise<number> {
  return page.evaluate(
    ({ messages, firstTurn, turns, seq, frameMs, turnMark, parentMark }) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const total = turns * messages.length;
        const send = (at: number): void => {
          const turn = firstTurn + Math.floor(at / messages.length);
          const text = messages[at % messages.length] ?? '';
          const message = JSON.parse(
            text.replaceAll(turnMark, `t${turn}`).replaceAll(parentMark, `t${turn - 1}`),
          ) as object;
          window.postMessage({ ...message, seq: seq + at }, '*');
        };
        const tick = (next: number): void => {
          const due = Math.min(total, Math.floor((performance.now() - start) / frameMs) + 1);
          for (let at = next; at < due; at += 1) send(at);
          if (due < total) setTimeout(() => tick(due), start + due * frameMs - performance.now());
          // Code that is coloured when the page is idle is part of what it keeps.
          else setTimeout(() => resolve(seq + total), 1000);
        };
        tick(0);
      }),
    { ...play, messages, frameMs, turnMark, parentMark },
  );
}
