import * as vscode from 'vscode';
import type { ConversationEvent } from '../conversation/events';
import { path, runningTurn } from '../conversation/select';
import { waitingOf, type Waiting } from '../conversation/waiting';
import { contextKeys } from '../manifest';
import type { Chat, Chats } from '../session/chats';
import { visibleText } from '../util/visibleText';
import type { ChatPanels } from './chatPanels';

const showChat = 'Show Chat';
/** Longer questions are cut, in characters. */
const longest = 120;

/**
 * Tells of answers that wait for the person where the chat itself cannot: by a number on the view, by a context key,
 * and by a notification when the window or the chat is out of sight.
 */
export function createWaitingNotice(chats: Chats, panels: ChatPanels): vscode.Disposable {
  let known = '';
  /** The chats that a notification stands for now. */
  const told = new Set<Chat>();

  const count = (): void => {
    const waiting = chats.all.flatMap(waitingIn);
    // Changes under review have a view of their own, which counts them.
    const others = waiting.filter(({ kind }) => kind !== 'review').length;
    const now = `${waiting.length} ${others}`;
    if (now === known) return;
    known = now;
    panels.setBadge(others);
    void vscode.commands.executeCommand('setContext', contextKeys.waiting, waiting.length > 0);
  };
  const tell = async (chat: Chat, { kind, text }: Waiting): Promise<void> => {
    if (told.has(chat) || (vscode.window.state.focused && panels.isVisible(chat))) return;
    told.add(chat);
    try {
      const chosen = await vscode.window.showInformationMessage(sentences[kind](shortened(text)), showChat);
      if (chosen !== showChat) return;
      const { conversation } = chat.session;
      const turn = runningTurn(conversation);
      // The reader may have gone to another branch meanwhile.
      if (turn !== undefined && !path(conversation).includes(turn)) chat.session.showVersion(turn.id);
      await panels.show(chat);
    } finally {
      told.delete(chat);
    }
  };

  const stop = chats.onEvents((chat, events) => {
    if (!events.some(mayChangeWaiting)) return;
    count();
    const waiting = waitingIn(chat);
    const last = waiting.at(-1);
    if (last !== undefined && events.some(isNewWaiting)) void tell(chat, last);
  });
  return { dispose: stop };
}

const sentences: Readonly<Record<Waiting['kind'], (text: string) => string>> = {
  approval: (text) => `Gemini asks for your approval: ${text}`,
  review: (text) => `Gemini proposes a change for your review: ${text}`,
  question: (text) => `Gemini asks: ${text}`,
  limit: () => 'Gemini has reached a limit of your settings and waits for you to let it go on.',
};

function waitingIn({ session: { conversation } }: Chat): readonly Waiting[] {
  const turn = runningTurn(conversation);
  return turn === undefined ? [] : waitingOf(turn);
}

/** Text streams by the hundred events in a second; it changes nothing here. */
function mayChangeWaiting({ type }: ConversationEvent): boolean {
  return (
    type === 'callChanged' ||
    type === 'limitReached' ||
    type === 'limitLifted' ||
    type === 'turnEnded' ||
    type === 'turnFailed'
  );
}

function isNewWaiting(event: ConversationEvent): boolean {
  if (event.type === 'callChanged')
    return event.call.state === 'asking' || event.call.state === 'questioning';
  return event.type === 'limitReached';
}

function shortened(text: string): string {
  const line = visibleText(text.replace(/\s+/g, ' ').trim());
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
