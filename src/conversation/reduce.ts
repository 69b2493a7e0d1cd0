import type { InteractionEvent, InteractionHead, Step } from '../api/types';
import { assertNever } from '../util/assertNever';
import { outputLimit, type CallState, type Permission } from './calls';
import { closeStep, foldStep, stepFor } from './foldStep';
import type { ConversationEvent } from './events';
import type { Conversation, InputBlock, Round, Turn } from './state';

const emptyRound: Round = { steps: [], indices: [], open: {} };
const longestTitle = 60;

/**
 * The conversation after an event. Never throws and never mutates; turns that an event does not concern keep their
 * identity. An event for a turn that does not exist changes nothing.
 */
export function reduce(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case 'turnStarted': {
      const { type: _type, turnId, at, ...rest } = event;
      const turn: Turn = { id: turnId, startedAt: at, rounds: [], status: 'running', ...rest };
      return {
        ...conversation,
        title: conversation.title === '' ? titleOf(event.input) : conversation.title,
        turns: [...conversation.turns, turn],
        headId: turnId,
      };
    }
    case 'received':
      return changeTurn(conversation, event.turnId, (turn) => {
        const round = receive(turn.rounds[event.round] ?? emptyRound, event.event);
        const rounds = turn.rounds.slice();
        rounds[event.round] = round;
        return { ...withoutWaiting(turn), rounds };
      });
    case 'turnEnded':
      return changeTurn(conversation, event.turnId, (turn) => ({
        ...settled(turn),
        status: event.status,
        endedAt: event.at,
      }));
    case 'turnFailed':
      return changeTurn(conversation, event.turnId, (turn) => ({
        ...settled(turn),
        status: 'failed',
        endedAt: event.at,
        failure: event.failure,
      }));
    case 'turnTakenUp':
      return changeTurn(conversation, event.turnId, (turn) => {
        const { failure: _failure, endedAt: _endedAt, ...rest } = turn;
        return { ...rest, status: 'running' };
      });
    case 'waited':
      return changeTurn(conversation, event.turnId, (turn) => ({
        ...turn,
        waiting: { until: event.until, reason: event.reason },
      }));
    case 'noted':
      return changeTurn(conversation, event.turnId, (turn) => ({ ...turn, note: event.note }));
    case 'callChanged':
      return changeTurn(conversation, event.turnId, (turn) => withCall(turn, event.callKey, event.call));
    case 'callReviewed':
      return changeTurn(conversation, event.turnId, (turn) => {
        const call = turn.calls?.[event.callKey];
        return call?.state === 'asking'
          ? withCall(turn, event.callKey, { ...call, review: event.review })
          : turn;
      });
    case 'callPrinted':
      return changeTurn(conversation, event.turnId, (turn) => {
        const call = turn.calls?.[event.callKey];
        if (call?.state !== 'running') return turn;
        const output = (call.output + event.text).slice(-outputLimit);
        return withCall(turn, event.callKey, { ...call, output });
      });
    case 'limitReached':
      return changeTurn(conversation, event.turnId, (turn) => ({ ...turn, limit: event.limit }));
    case 'limitLifted':
      return changeTurn(conversation, event.turnId, withoutLimit);
    case 'instructed':
      return changeTurn(conversation, event.turnId, (turn) => ({ ...turn, instructions: event.files }));
    case 'permitted': {
      const others = withoutPermission(conversation, event.permission.key);
      return { ...conversation, permissions: [...others, event.permission] };
    }
    case 'revoked':
      return { ...conversation, permissions: withoutPermission(conversation, event.key) };
    case 'queued': {
      const { type: _type, messageId, ...message } = event;
      return { ...conversation, queue: [...conversation.queue, { id: messageId, ...message }] };
    }
    case 'unqueued':
      return { ...conversation, queue: conversation.queue.filter(({ id }) => id !== event.messageId) };
    case 'imported': {
      const known = new Set(conversation.turns.map(({ id }) => id));
      const turns = [...conversation.turns, ...event.turns.filter(({ id }) => !known.has(id))];
      const first = turns[0];
      return {
        ...conversation,
        turns,
        title: conversation.title === '' && first !== undefined ? titleOf(first.input) : conversation.title,
        ...(event.headId === undefined ? {} : { headId: event.headId }),
      };
    }
    case 'renamed':
      return { ...conversation, title: event.title };
    case 'pinned': {
      const { pinned: _pinned, ...rest } = conversation;
      return event.pinned ? { ...rest, pinned: true } : rest;
    }
    case 'storeSwitched': {
      const { store: _store, ...rest } = conversation;
      return event.store === undefined ? rest : { ...rest, store: event.store };
    }
    case 'headMoved': {
      const { headId: _headId, ...rest } = conversation;
      return event.headId === undefined ? rest : { ...rest, headId: event.headId };
    }
    default:
      return assertNever(event);
  }
}

function changeTurn(conversation: Conversation, turnId: string, change: (turn: Turn) => Turn): Conversation {
  const at = conversation.turns.findLastIndex((turn) => turn.id === turnId);
  const turn = conversation.turns[at];
  return turn === undefined
    ? conversation
    : { ...conversation, turns: conversation.turns.with(at, change(turn)) };
}

function withoutWaiting(turn: Turn): Turn {
  if (turn.waiting === undefined) return turn;
  const { waiting: _waiting, ...rest } = turn;
  return rest;
}

function withoutLimit(turn: Turn): Turn {
  if (turn.limit === undefined) return turn;
  const { limit: _limit, ...rest } = turn;
  return rest;
}

function withCall(turn: Turn, key: string, call: CallState): Turn {
  return { ...turn, calls: { ...turn.calls, [key]: call } };
}

function withoutPermission({ permissions = [] }: Conversation, key: string): readonly Permission[] {
  return permissions.filter((each) => each.key !== key);
}

/** A turn that is over: nothing in it grows, waits or asks any longer. */
function settled(turn: Turn): Turn {
  const closed = closeRounds(withoutLimit(withoutWaiting(turn)));
  if (closed.calls === undefined) return closed;
  const calls = Object.entries(closed.calls).map(([key, call]): [string, CallState] => {
    if (call.state === 'answered' || call.state === 'dropped') return [key, call];
    return [key, { state: 'dropped', title: call.state === 'asking' ? call.preview.title : call.title }];
  });
  return { ...closed, calls: Object.fromEntries(calls) };
}

/** A title from the first question: its first line, cut at a word. */
function titleOf(input: readonly InputBlock[]): string {
  for (const { content, origin } of input) {
    if (origin !== undefined || content.type !== 'text') continue;
    const line = content.text.trim().split('\n', 1)[0] ?? '';
    if (line.length <= longestTitle) return line;
    const cut = line.slice(0, longestTitle);
    return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`;
  }
  return input[0]?.origin?.name ?? '';
}

function receive(round: Round, event: InteractionEvent): Round {
  const next = receiveEvent(round, event);
  return event.event_id === undefined || event.event_id === ''
    ? next
    : { ...next, lastEventId: event.event_id };
}

function receiveEvent(round: Round, event: InteractionEvent): Round {
  switch (event.event_type) {
    // A stream that is replayed starts over, and so does its round.
    case 'interaction.created':
      return { ...emptyRound, ...headOf(event.interaction) };
    case 'interaction.status_update':
      return {
        ...round,
        status: event.status,
        ...(event.interaction_id ? { interactionId: event.interaction_id } : {}),
        ...(event.usage ? { usage: event.usage } : {}),
      };
    case 'step.start':
      return withStep(round, event.index, event.step, '');
    case 'step.delta': {
      const at = round.indices.indexOf(event.index);
      const step = round.steps[at] ?? stepFor(event.delta);
      const text = round.open[event.index] ?? '';
      return withStep(
        round,
        event.index,
        foldStep(step, event.delta),
        event.delta.type === 'arguments_delta' ? text + event.delta.arguments : text,
      );
    }
    case 'step.stop':
      return closeIndex(round, event.index);
    case 'interaction.completed': {
      const closed = Object.keys(round.open).reduce((open, index) => closeIndex(open, Number(index)), round);
      const steps = event.interaction.steps;
      return {
        ...closed,
        ...headOf(event.interaction),
        ...(steps !== undefined && closed.steps.length === 0
          ? { steps, indices: steps.map((_step, index) => index) }
          : {}),
      };
    }
    case 'error':
    case 'unknown':
      return round;
    default:
      return assertNever(event);
  }
}

function headOf(head: InteractionHead): Pick<Round, 'interactionId' | 'status' | 'usage'> {
  return {
    ...(head.id ? { interactionId: head.id } : {}),
    ...(head.status === undefined ? {} : { status: head.status }),
    ...(head.usage === undefined ? {} : { usage: head.usage }),
  };
}

function withStep(round: Round, index: number, step: Step, argumentsText: string): Round {
  const at = round.indices.indexOf(index);
  const open = round.open[index] === argumentsText ? round.open : { ...round.open, [index]: argumentsText };
  return at < 0
    ? { ...round, open, steps: [...round.steps, step], indices: [...round.indices, index] }
    : { ...round, open, steps: round.steps.with(at, step) };
}

function closeIndex(round: Round, index: number): Round {
  const at = round.indices.indexOf(index);
  const step = round.steps[at];
  const { [index]: argumentsText, ...open } = round.open;
  if (step === undefined) return round;
  return { ...round, open, steps: round.steps.with(at, closeStep(step, argumentsText ?? '')) };
}

/** What was still growing when a turn ended, closed as it stands. */
function closeRounds(turn: Turn): Turn {
  const last = turn.rounds.at(-1);
  if (last === undefined || Object.keys(last.open).length === 0) return turn;
  const closed = Object.keys(last.open).reduce((round, index) => closeIndex(round, Number(index)), last);
  return { ...turn, rounds: turn.rounds.with(-1, closed) };
}
