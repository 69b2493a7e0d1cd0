import * as vscode from 'vscode';
import type { ConversationSummary } from '../session/chats';

/** What a person wants with a chat of the list. */
export interface HistoryChoice {
  readonly action: 'open' | 'rename' | 'pin' | 'delete';
  readonly chat: ConversationSummary;
  /** What was typed to find it; the list comes back with it. */
  readonly typed: string;
}

/** How the list looks when it is opened. */
export interface HistoryView {
  readonly chats: readonly ConversationSummary[];
  /** The chat of the panel used last. */
  readonly currentId: string | undefined;
  readonly isRunning: (id: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly typed?: string;
  /** The chat to begin at. */
  readonly activeId?: string;
}

interface HistoryItem extends vscode.QuickPickItem {
  readonly chat?: ConversationSummary;
}

const rename: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Rename' };
const pin: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('pin'), tooltip: 'Pin' };
const unpin: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('pinned'), tooltip: 'Unpin' };
const remove: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Delete' };

/** What a person calls a chat. */
export function nameOf({ title }: Pick<ConversationSummary, 'title'>): string {
  return title === '' ? 'Chat without a title' : title;
}

/** The chats under headings: those that are pinned, then by the day of their last change. */
export function historyItems(view: HistoryView): readonly HistoryItem[] {
  const midnight = new Date(view.now).setHours(0, 0, 0, 0);
  const dayBefore = new Date(midnight).setDate(new Date(midnight).getDate() - 1);
  const headings = ['Pinned', 'Today', 'Yesterday', 'Earlier'] as const;
  const headingOf = ({ pinned, changedAt }: ConversationSummary): (typeof headings)[number] => {
    if (pinned) return 'Pinned';
    if (changedAt >= midnight) return 'Today';
    return changedAt >= dayBefore ? 'Yesterday' : 'Earlier';
  };
  return headings.flatMap((heading) => {
    const chats = view.chats.filter((chat) => headingOf(chat) === heading);
    return chats.length === 0
      ? []
      : [
          { label: heading, kind: vscode.QuickPickItemKind.Separator },
          ...chats.map((chat) => itemOf(chat, view)),
        ];
  });
}

/** Lists the chats; the person opens one, or presses a button of one. `undefined` when the list is closed. */
export function pickFromHistory(view: HistoryView): Promise<HistoryChoice | undefined> {
  const picker = vscode.window.createQuickPick<HistoryItem>();
  picker.title = 'Chats of this workspace';
  picker.placeholder = 'Search titles and first questions';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = historyItems(view);
  picker.value = view.typed ?? '';
  const active = picker.items.find(({ chat }) => chat !== undefined && chat.id === view.activeId);
  if (active !== undefined) picker.activeItems = [active];
  return new Promise((resolve) => {
    const choose = (action: HistoryChoice['action'], chat: ConversationSummary | undefined): void => {
      if (chat === undefined) return;
      resolve({ action, chat, typed: picker.value });
      picker.hide();
    };
    picker.onDidAccept(() => choose('open', picker.selectedItems[0]?.chat));
    picker.onDidTriggerItemButton(({ button, item }) => {
      if (button === rename) choose('rename', item.chat);
      else choose(button === remove ? 'delete' : 'pin', item.chat);
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** Lists the chats with a box at each. `undefined` when the list is closed. */
export async function pickSeveral(view: HistoryView): Promise<readonly ConversationSummary[] | undefined> {
  const items = historyItems(view).map(({ buttons: _buttons, ...item }) => item);
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Delete chats',
    placeHolder: 'Choose the chats to delete',
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.flatMap(({ chat }) => (chat === undefined ? [] : [chat]));
}

function itemOf(chat: ConversationSummary, { currentId, isRunning }: HistoryView): HistoryItem {
  const name = nameOf(chat);
  const running = isRunning(chat.id);
  const marks = [
    running ? 'answering' : '',
    chat.id === currentId ? 'current' : '',
    new Date(chat.changedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  ];
  return {
    chat,
    label: `${running ? '$(loading~spin) ' : ''}${plain(name)}`,
    description: marks.filter(Boolean).join(' · '),
    ...(chat.question === '' || chat.question === name ? {} : { detail: plain(chat.question) }),
    buttons: [rename, chat.pinned ? unpin : pin, remove],
  };
}

/** Text in which `$(name)` stands for itself and not for an icon. */
function plain(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
