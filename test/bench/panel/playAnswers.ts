import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { coalesce } from '../../../src/conversation/coalesce';
import type { ConversationEvent } from '../../../src/conversation/events';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation } from '../../../src/conversation/state';
import { createFeed } from '../../../src/protocol/feed';
import { answerDeltas, turnBegins, turnEnds } from '../content/answerEvents';
import { frameMs } from './streamMessages';

/** A conversation of which every answer is the same text, streamed into a page. */
export interface PlayedAnswers {
  /** Streams so many more answers, one after the other. */
  play(answers: number): Promise<void>;
}

/**
 * Plays the extension for a panel: folds what streams, and has the extension's own feed carry it, so that the page holds
 * what it would hold in the editor.
 */
export function playAnswers(page: Page, answer: string, deltasPerSecond: number): PlayedAnswers {
  let conversation = emptyConversation('c1', 0);
  let turns = 0;
  let sending: Promise<unknown> = Promise.resolve();
  const feed = createFeed(
    () => conversation,
    (message) => {
      const text = JSON.stringify(message);
      sending = sending.then(() =>
        page.evaluate((json) => window.postMessage(JSON.parse(json) as unknown, '*'), text),
      );
    },
  );
  feed.snapshot();
  const dispatch = (events: readonly ConversationEvent[]): void => {
    const together = coalesce(events);
    conversation = together.reduce(reduce, conversation);
    feed.push(together);
  };
  const perMessage = (deltasPerSecond * frameMs) / 1000;

  async function playOne(): Promise<void> {
    const turnId = `t${turns}`;
    const deltas = answerDeltas(turnId, answer);
    dispatch(turnBegins(turnId, 'And what about the next one?', conversation.headId));
    const started = performance.now();
    for (let at = 0; at * perMessage < deltas.length; at += 1) {
      dispatch(deltas.slice(Math.floor(at * perMessage), Math.floor((at + 1) * perMessage)));
      await sleep(Math.max(0, started + (at + 1) * frameMs - performance.now()));
      await sending;
    }
    dispatch(turnEnds(turnId));
    turns += 1;
  }
  return {
    async play(answers) {
      for (let at = 0; at < answers; at += 1) await playOne();
      // Code that is coloured when the page is idle is part of what it keeps.
      await sleep(1000);
      await sending;
    },
  };
}
