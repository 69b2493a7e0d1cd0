import { coalesce } from '../../../src/conversation/coalesce';
import type { ToPanel } from '../../../src/protocol/messages';
import { answerDeltas, turnBegins, turnEnds } from '../content/answerEvents';
import { markdownAnswer } from '../content/markdownAnswer';
import { frameMs } from './streamMessages';

/** Stands for the id of the turn, and of the one before it, in the messages of a template. */
export const turnMark = '@turn@';
export const parentMark = '@parent@';

/** One turn as messages that can be sent again and again, with other ids and numbers. */
export interface TurnTemplate {
  /** Each an `events` message as JSON, with marks for the ids; `seq` is set when it is sent. */
  readonly messages: readonly string[];
  /** How long it streams. */
  readonly seconds: number;
  readonly characters: number;
}

/** Short enough that a tenth of the shortened soak fills the transcript with turns. */
const kilobytes = 4;

/** A turn that streams at so many deltas a second, one message every 16 ms. */
export function turnTemplate(deltasPerSecond: number): TurnTemplate {
  const answer = markdownAnswer(kilobytes);
  const deltas = answerDeltas(turnMark, answer);
  const perMessage = (deltasPerSecond * frameMs) / 1000;
  const groups = [turnBegins(turnMark, 'And what about the next one?', parentMark)];
  for (let at = 0; at * perMessage < deltas.length; at += 1) {
    groups.push(deltas.slice(Math.floor(at * perMessage), Math.floor((at + 1) * perMessage)));
  }
  groups.push(turnEnds(turnMark));
  return {
    messages: groups.map((events) =>
      JSON.stringify({ type: 'events', seq: 0, events: coalesce(events) } satisfies ToPanel),
    ),
    seconds: deltas.length / deltasPerSecond,
    characters: answer.length,
  };
}
