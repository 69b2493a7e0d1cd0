import * as vscode from 'vscode';
import { chatEditorType, chatViewId } from '../manifest';
import type { Chat, Chats } from '../session/chats';
import { continueFrom } from '../session/continueFrom';
import { createChatPanel, type ChatPanel, type PanelPorts } from './chatPanel';

const currentChatKey = 'currentChat';

/** The panels of this window: the view in the sidebar and any number of editor tabs. */
export interface ChatPanels extends vscode.Disposable {
  /** The panel used last, made visible; the view in the sidebar when there is none. */
  reveal(): Promise<ChatPanel>;
  /** The panel used last, as long as it exists. */
  readonly active: ChatPanel | undefined;
  /** Shows a chat where it is shown already, else in the panel used last. */
  show(chat: Chat): Promise<void>;
  /** Whether a person sees that chat, if the window is in sight. */
  isVisible(chat: Chat): boolean;
  /** Puts a number on the view in the sidebar; none for 0. */
  setBadge(count: number): void;
  openInEditor(chat: Chat): void;
  /** Shows a new chat wherever the chat of that id, which was deleted, is shown. */
  replace(chatId: string): void;
  refreshStatus(): void;
}

/** Where a panel is shown. */
interface Shown {
  readonly reveal: () => void;
  readonly isVisible: () => boolean;
}

/** Registers the view and the serializer that brings editor tabs back after a reload. */
export function createChatPanels(
  chats: Chats,
  state: vscode.Memento,
  roots: readonly vscode.Uri[],
  portsWithout: Omit<PanelPorts, 'newChat' | 'newChatFrom' | 'used'>,
): ChatPanels {
  const panels = new Map<ChatPanel, Shown>();
  /** What brings the title of an editor tab up to date. */
  const titles = new Map<ChatPanel, () => void>();
  let active: ChatPanel | undefined;
  let view: Promise<ChatPanel> | undefined;
  let sidebar: vscode.WebviewView | undefined;
  let badge = 0;
  const showBadge = (): void => {
    if (sidebar === undefined) return;
    const tooltip =
      badge === 1 ? 'Gemini waits for your answer' : `Gemini waits for ${badge} answers of yours`;
    sidebar.badge = badge === 0 ? undefined : { value: badge, tooltip };
  };
  let awaited: ((panel: Promise<ChatPanel>) => void)[] = [];
  const options: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: roots };

  const ports: PanelPorts = {
    ...portsWithout,
    newChat: (panel) => show(panel, chats.create()),
    newChatFrom: async (panel, turnId) => show(panel, await continueFrom(panel.chat, turnId, chats)),
    used: (panel) => {
      active = panel;
    },
  };
  const remember = (chat: Chat): void => {
    state
      .update(currentChatKey, chat.id)
      .then(undefined, (error: unknown) => ports.log.warn('The current chat was not noted.', error));
  };
  const show = (panel: ChatPanel, chat: Chat): void => {
    panel.show(chat);
    titles.get(panel)?.();
    remember(chat);
    panel.focusInput();
  };
  const add = (panel: ChatPanel, shown: Shown): ChatPanel => {
    panels.set(panel, shown);
    active = panel;
    return panel;
  };
  const remove = (panel: ChatPanel): void => {
    panel.dispose();
    panels.delete(panel);
    if (active === panel) active = panels.keys().next().value;
  };

  async function resolveView(webviewView: vscode.WebviewView): Promise<ChatPanel> {
    webviewView.webview.options = options;
    const id = state.get<string>(currentChatKey);
    const chat = await chats.restore(id);
    remember(chat);
    const panel = add(createChatPanel(webviewView.webview, chat, ports), {
      reveal: () => webviewView.show(),
      isVisible: () => webviewView.visible,
    });
    sidebar = webviewView;
    showBadge();
    webviewView.onDidChangeVisibility(() => {
      if (!webviewView.visible) panel.pageGone();
    });
    webviewView.onDidDispose(() => {
      view = undefined;
      sidebar = undefined;
      remove(panel);
    });
    return panel;
  }
  async function restoreEditor(webviewPanel: vscode.WebviewPanel, id: string | undefined): Promise<void> {
    addEditor(webviewPanel, await chats.restore(id));
  }
  function addEditor(webviewPanel: vscode.WebviewPanel, chat: Chat): void {
    webviewPanel.webview.options = options;
    const setTitle = (): void => {
      const { title } = panel.chat.session.conversation;
      webviewPanel.title = title === '' ? 'Gemini' : title;
    };
    webviewPanel.iconPath = vscode.Uri.joinPath(ports.extensionUri, 'media', 'activity.svg');
    const panel = add(createChatPanel(webviewPanel.webview, chat, ports), {
      reveal: () => webviewPanel.reveal(),
      isVisible: () => webviewPanel.visible,
    });
    titles.set(panel, setTitle);
    setTitle();
    webviewPanel.onDidChangeViewState(() => {
      if (webviewPanel.active) active = panel;
      if (!webviewPanel.visible) panel.pageGone();
    });
    webviewPanel.onDidDispose(() => {
      titles.delete(panel);
      remove(panel);
    });
  }

  const registrations = [
    {
      dispose: chats.onEvents((chat, events) => {
        if (!events.some(({ type }) => type === 'turnStarted' || type === 'renamed' || type === 'imported'))
          return;
        for (const [panel, setTitle] of titles) if (panel.chat === chat) setTitle();
      }),
    },
    vscode.window.registerWebviewViewProvider(chatViewId, {
      async resolveWebviewView(webviewView) {
        const resolved = resolveView(webviewView);
        view = resolved;
        for (const resolve of awaited) resolve(resolved);
        awaited = [];
        await resolved;
      },
    }),
    vscode.window.registerWebviewPanelSerializer(chatEditorType, {
      async deserializeWebviewPanel(webviewPanel, saved: unknown) {
        await restoreEditor(webviewPanel, conversationIdOf(saved));
      },
    }),
  ];

  async function reveal(): Promise<ChatPanel> {
    const panel = active;
    const shown = panel === undefined ? undefined : panels.get(panel);
    if (panel !== undefined && shown !== undefined) {
      shown.reveal();
      return panel;
    }
    const resolved = view ?? new Promise<ChatPanel>((resolve) => awaited.push(resolve));
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
    return resolved;
  }

  return {
    reveal,
    get active() {
      return active;
    },
    async show(chat) {
      active = [...panels.keys()].find((panel) => panel.chat === chat) ?? active;
      show(await reveal(), chat);
    },
    isVisible: (chat) => [...panels].some(([panel, shown]) => panel.chat === chat && shown.isVisible()),
    setBadge(count) {
      badge = count;
      showBadge();
    },
    openInEditor(chat) {
      const webviewPanel = vscode.window.createWebviewPanel(
        chatEditorType,
        'Gemini',
        vscode.ViewColumn.Beside,
        options,
      );
      addEditor(webviewPanel, chat);
    },
    replace(chatId) {
      for (const panel of panels.keys()) {
        if (panel.chat.id !== chatId) continue;
        const chat = chats.create();
        panel.show(chat);
        if (panel === active) remember(chat);
      }
    },
    refreshStatus() {
      for (const panel of panels.keys()) panel.refreshStatus();
    },
    dispose() {
      for (const registration of registrations) registration.dispose();
      for (const panel of panels.keys()) panel.dispose();
    },
  };
}

/** The panel's page keeps the id of its conversation in its state. */
function conversationIdOf(saved: unknown): string | undefined {
  return typeof saved === 'object' &&
    saved !== null &&
    'conversationId' in saved &&
    typeof saved.conversationId === 'string'
    ? saved.conversationId
    : undefined;
}
