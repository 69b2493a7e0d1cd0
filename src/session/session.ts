import { cancelRun } from '../api/cancelRun';
import { isSettled } from '../api/followRun';
import { coalesce } from '../conversation/coalesce';
import type { ConversationEvent, ListingEvent } from '../conversation/events';
import { reduce } from '../conversation/reduce';
import { leafOf, runningTurn, turnOf } from '../conversation/select';
import type { Conversation, Failure, InputBlock, QueuedMessage, Turn } from '../conversation/state';
import { createAnswers, type AnswersEnd } from './answers';
import { cutShort } from './cutShort';
import { questionBlock } from './input';
import { interruptedCalls } from './interruptedCalls';
import type { TurnDependencies } from './turnDependencies';

export interface SessionDependencies extends Omit<TurnDependencies, 'current' | 'dispatch' | 'answers'> {
  /** Keeps events; called before anyone sees them. */
  readonly record: (events: readonly ConversationEvent[]) => void;
  readonly newId: () => string;
}

/** How a message is sent. */
export interface SendOptions {
  /** The only functions that its turn may call; all that are switched on unless set. */
  readonly allowedTools?: readonly string[];
  /** Lets the service go on with it whether this window is open or not. The service has to keep it for that. */
  readonly background?: true;
}

/** One conversation at work. */
export interface Session {
  readonly conversation: Conversation;
  readonly running: boolean;
  /**
   * Sends a message as the next turn of the branch that is shown, and resolves when the turn is over, however it ends:
   * failures are part of the conversation. While a turn runs the message waits for it instead, and is sent after it
   * unless that one is stopped or fails; then it goes on waiting.
   */
  send(input: readonly InputBlock[], options?: SendOptions): Promise<void>;
  /** Sends a waiting message now. Does nothing when there is none of that id or a turn runs. */
  sendQueued(messageId: string): Promise<void>;
  /** Takes a waiting message back; `undefined` when there is none of that id. */
  withdraw(messageId: string): readonly InputBlock[] | undefined;
  /** Sends another text with the attachments of a turn, as another version of it. Does nothing while a turn runs. */
  edit(turnId: string, text: string): Promise<void>;
  /** Shows the conversation up to a turn, so that the next message continues there; without one, from its beginning. */
  branch(turnId: string | undefined): void;
  /** Shows the branch that goes through a turn. */
  showVersion(turnId: string): void;
  /** Takes over turns of another conversation, parents before their children; the last of them is shown. */
  takeOver(turns: readonly Turn[]): void;
  /** Sends the input of a turn again, as another version of it. Does nothing when the turn is unknown or one is running. */
  retry(turnId: string): Promise<void>;
  /** Ends the running turn, at the service, too; what has arrived stays. */
  stop(): void;
  /** Ends it here only: a background run goes on at the service. */
  leave(): void;
  /** What the person says to calls and limits that wait for it. */
  readonly answers: AnswersEnd;
  /** Takes back what was allowed for this chat. */
  revoke(permissionKey: string): void;
  /** Lets the service keep the turns to come, or not; where that is what the settings say, they are followed again. */
  switchStore(store: boolean): void;
  /** Gives the conversation another title, or pins it. */
  relist(event: ListingEvent): void;
  /** Calls the listener with every batch of events, after they are folded. Returns the way to stop that. */
  onEvents(listener: (events: readonly ConversationEvent[]) => void): () => void;
}

/** Why a turn ends that the person stops. */
const stopped = new Error('Stopped.');
/** How long the service may take to cancel a run, in milliseconds. */
const cancelMs = 10_000;
const notCancelled =
  'The service could not be told to stop this, so it may go on there until it is done, and cost what it costs.';
const closed: Failure = { message: cutShort, action: 'retry' };
const notKept: Failure = {
  message:
    'A run in the background is kept by the service until it is done, and of this chat the service keeps nothing. Let it keep this chat, or send the message without "In the background".',
  action: 'retry',
};

/**
 * The conversation to begin with may come from a journal. A turn that still ran when that ended is taken up where the
 * service may have gone on with it; any other is ended here.
 */
export function createSession(initial: Conversation, dependencies: SessionDependencies): Session {
  const { settings, record, newId, now } = dependencies;
  const listeners = new Set<(events: readonly ConversationEvent[]) => void>();
  let conversation = initial;
  let controller: AbortController | undefined;
  const answers = createAnswers();

  const dispatch = (received: readonly ConversationEvent[]): void => {
    const events = coalesce(received);
    record(events);
    conversation = events.reduce(reduce, conversation);
    for (const listener of listeners) listener(events);
  };

  const storesNow = (): boolean => conversation.store ?? settings().store;

  /** Runs a turn, and then those that wait for it. */
  async function start(
    input: readonly InputBlock[],
    parentId: string | undefined,
    options: SendOptions = {},
  ): Promise<void> {
    const { allowedTools, background } = options;
    const turnId = newId();
    const stored = storesNow();
    dispatch([
      {
        type: 'turnStarted',
        turnId,
        at: now(),
        model: settings().model,
        stored,
        input,
        ...(parentId === undefined ? {} : { parentId }),
        ...(allowedTools === undefined ? {} : { allowedTools }),
        ...(background === undefined ? {} : { background }),
      },
    ]);
    if (background === true && !stored) {
      dispatch([{ type: 'turnFailed', turnId, at: now(), failure: notKept }]);
      return;
    }
    await run(turnId);
  }

  async function run(turnId: string): Promise<void> {
    const running = new AbortController();
    controller = running;
    try {
      const { runTurn } = await import('./runTurn');
      const turn = turnOf(conversation, turnId);
      if (turn !== undefined)
        await runTurn(
          turn,
          { ...dependencies, answers, current: () => conversation, dispatch },
          running.signal,
        );
    } finally {
      controller = undefined;
    }
    const turn = turnOf(conversation, turnId);
    if (turn?.status === 'stopped' && running.signal.reason === stopped) void cancel(turn);
    const next = conversation.queue[0];
    if (turn?.status !== 'done' || next === undefined) return;
    dispatch([{ type: 'unqueued', messageId: next.id }]);
    await start(next.input, turn.id, optionsOf(next));
  }

  /** Ends a background run at the service, too. */
  async function cancel({ id, background, rounds }: Turn): Promise<void> {
    const { interactionId, status } = rounds.at(-1) ?? {};
    if (background !== true || interactionId === undefined || isSettled(status)) return;
    const client = await dependencies.client();
    const failure = await cancelRun(client, interactionId, AbortSignal.timeout(cancelMs));
    if (failure === undefined) return;
    dependencies.log.warn('A background run could not be cancelled.', failure);
    dispatch([{ type: 'noted', turnId: id, note: notCancelled }]);
  }

  const begun = runningTurn(conversation);
  if (begun?.stored === true && begun.rounds.at(-1)?.interactionId !== undefined) {
    const interrupted = interruptedCalls(begun);
    if (interrupted.length > 0) dispatch(interrupted);
    void run(begun.id);
  } else if (begun !== undefined)
    dispatch([{ type: 'turnFailed', turnId: begun.id, at: now(), failure: closed }]);

  return {
    get conversation() {
      return conversation;
    },
    get running() {
      return runningTurn(conversation) !== undefined;
    },
    async send(input, options) {
      if (controller === undefined) await start(input, conversation.headId, options);
      else dispatch([{ type: 'queued', messageId: newId(), input, ...options }]);
    },
    async sendQueued(messageId) {
      const message = conversation.queue.find(({ id }) => id === messageId);
      if (message === undefined || controller !== undefined) return;
      dispatch([{ type: 'unqueued', messageId }]);
      await start(message.input, conversation.headId, optionsOf(message));
    },
    withdraw(messageId) {
      const message = conversation.queue.find(({ id }) => id === messageId);
      if (message !== undefined) dispatch([{ type: 'unqueued', messageId }]);
      return message?.input;
    },
    async edit(turnId, text) {
      const turn = turnOf(conversation, turnId);
      if (turn === undefined || controller !== undefined) return;
      const attachments = turn.input.filter(({ origin }) => origin !== undefined);
      await start([...attachments, questionBlock(text)], turn.parentId, optionsOf(turn));
    },
    branch(turnId) {
      if (turnId === undefined || turnOf(conversation, turnId) !== undefined)
        dispatch([{ type: 'headMoved', headId: turnId }]);
    },
    showVersion(turnId) {
      if (turnOf(conversation, turnId) === undefined) return;
      dispatch([{ type: 'headMoved', headId: leafOf(conversation, turnId) }]);
    },
    takeOver: (turns) => dispatch([{ type: 'imported', turns, headId: turns.at(-1)?.id }]),
    async retry(turnId) {
      const turn = turnOf(conversation, turnId);
      if (turn === undefined || controller !== undefined) return;
      if (turn.failure?.goesOn === true) {
        dispatch([{ type: 'turnTakenUp', turnId }]);
        await run(turnId);
        return;
      }
      await start(turn.input, turn.parentId, optionsOf(turn));
    },
    stop: () => controller?.abort(stopped),
    leave: () => controller?.abort(new Error('The window was closed.')),
    answers,
    revoke: (key) => dispatch([{ type: 'revoked', key }]),
    switchStore(store) {
      if (store === storesNow()) return;
      dispatch([{ type: 'storeSwitched', ...(store === settings().store ? {} : { store }) }]);
    },
    relist: (event) => dispatch([event]),
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function optionsOf({ allowedTools, background }: Turn | QueuedMessage): SendOptions {
  return {
    ...(allowedTools === undefined ? {} : { allowedTools }),
    ...(background === undefined ? {} : { background }),
  };
}
