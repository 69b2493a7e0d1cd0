import { coalesce } from '../../../src/conversation/coalesce';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation } from '../../../src/conversation/state';
import type { ToPanel } from '../../../src/protocol/messages';
import { statusMessage } from '../../ui/panelHarness/panelStates';
import { answerDeltas, batches, turnBegins, turnEnds } from '../content/answerEvents';

/** What an extension sends to a panel while one answer streams. */
export interface StreamMessages {
  /** What the panel is told when it opens: a turn that has just begun. */
  readonly before: readonly ToPanel[];
  /** The answer, one message for each frame of 16 ms. */
  readonly stream: readonly ToPanel[];
}

/** The milliseconds between two messages, as the extension's feed has them. */
export const frameMs = 16;

/** The messages of an answer that comes with so many deltas a second. */
export function streamMessages(text: string, deltasPerSecond: number): StreamMessages {
  const turnId = 't1';
  const conversation = turnBegins(turnId, 'Why is the total wrong?').reduce(
    reduce,
    emptyConversation('c1', 0),
  );
  const perMessage = Math.round((deltasPerSecond * frameMs) / 1000);
  const groups = [...batches(answerDeltas(turnId, text), perMessage), turnEnds(turnId)];
  return {
    before: [statusMessage(), { type: 'snapshot', seq: 1, conversation }],
    stream: groups.map((events, at) => ({ type: 'events', seq: at + 2, events: coalesce(events) })),
  };
}
