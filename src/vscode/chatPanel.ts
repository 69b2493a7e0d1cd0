import * as vscode from 'vscode';
import { codeBlocks } from '../conversation/codeBlocks';
import { answerOf, partOf, turnOf } from '../conversation/select';
import type { InputBlock } from '../conversation/state';
import { commandId } from '../manifest';
import { createFeed, type Feed } from '../protocol/feed';
import type { BlockReference, Handlers, PanelStatus, ToPanel } from '../protocol/messages';
import { route } from '../protocol/route';
import { without } from '../protocol/without';
import type { Chat } from '../session/chats';
import { questionBlock } from '../session/input';
import type { Logger } from '../util/log';
import { createUnderWay } from '../util/underWay';
import { allowedGiven } from './attachByHand';
import { attachDropped } from './attachDropped';
import { createCallHandlers } from './callHandlers';
import { createContextFinder, type FoundContext } from './findContext';
import type { IgnoreRules } from './ignoreRules';
import { insertAtCursor } from './insertAtCursor';
import { panelHtml } from './panelHtml';
import { findPromptItems } from './promptItems';
import type { ReviewLoader } from './reviewLoader';
import type { WorkspaceLoader } from './workspaceLoader';
import { InputError } from './readInput';

/** What a panel needs of the world around its conversation. */
export interface PanelPorts {
  readonly extensionUri: vscode.Uri;
  /** Everything of the status that is not of the chat itself. */
  readonly status: () => Omit<PanelStatus, 'attachments' | 'notice' | 'mediaBase'>;
  readonly mediaFolder: (conversationId: string) => vscode.Uri;
  readonly ignoreRules: IgnoreRules;
  readonly workspace: Pick<WorkspaceLoader, 'prompts'>;
  readonly review: Pick<ReviewLoader, 'applyCode' | 'openCall'>;
  /** Shows another chat in this panel. */
  readonly newChat: (panel: ChatPanel) => void;
  /** Shows a new chat in this panel, with everything of its present one up to a turn. */
  readonly newChatFrom: (panel: ChatPanel, turnId: string) => Promise<void>;
  readonly pickFiles: (panel: ChatPanel) => Promise<void>;
  /** Told of every message, so that the panel used last is known. */
  readonly used: (panel: ChatPanel) => void;
  readonly log: Logger;
}

/** One webview and the chat that it shows. */
export interface ChatPanel extends vscode.Disposable {
  readonly chat: Chat;
  show(chat: Chat): void;
  /** Puts the cursor into the composer and `text` in front of the draft. Waits for the page when it is still loading. */
  focusInput(text?: string): void;
  refreshStatus(): void;
  /** VS Code has thrown the page away, as it does while a view is hidden: nothing is sent until a new one is ready. */
  pageGone(): void;
}

/** Fills the webview and connects it with the chat. The page may be rebuilt at any time; it asks for all it needs. */
export function createChatPanel(webview: vscode.Webview, initial: Chat, ports: PanelPorts): ChatPanel {
  let chat = initial;
  let feed: Feed | undefined;
  let loaded = false;
  const findContext = createContextFinder(ports.ignoreRules);
  let latestQuery = 0;
  let found: readonly FoundContext[] = [];
  let focus: { readonly text?: string } | undefined;
  let unsubscribe: readonly (() => void)[] = [];

  const post = (message: ToPanel): void => {
    webview
      .postMessage(message)
      .then(undefined, (error: unknown) => ports.log.warn('A message did not reach the panel.', error));
  };
  const postStatus = (): void => {
    if (!loaded) return;
    const { attachments, notice } = chat.draft;
    const { waitsFor } = chat.outbox;
    const mediaBase = `${webview.asWebviewUri(ports.mediaFolder(chat.id)).toString()}/`;
    post({
      type: 'status',
      status: {
        ...ports.status(),
        attachments,
        mediaBase,
        ...(waitsFor.length === 0 ? {} : { waitsFor }),
        ...(notice === undefined ? {} : { notice }),
      },
    });
  };
  const postFocus = (): void => {
    if (focus === undefined || !loaded) return;
    post({ type: 'focusInput', ...focus });
    focus = undefined;
  };
  /** Everything that a page needs that knows nothing yet. */
  const greet = (): void => {
    postStatus();
    feed?.snapshot();
    post({ type: 'draft', text: chat.draft.text });
  };
  const connect = (): void => {
    for (const stop of unsubscribe) stop();
    feed?.dispose();
    const current = createFeed(() => chat.session.conversation, post);
    feed = current;
    unsubscribe = [
      chat.session.onEvents((events) => current.push(events)),
      chat.draft.onChange(postStatus),
      chat.outbox.onChange(postStatus),
      chat.draft.onType(panel, (text) => post({ type: 'draft', text })),
    ];
    if (loaded) greet();
  };

  const panel: ChatPanel = {
    get chat() {
      return chat;
    },
    show(next) {
      if (next === chat) return;
      chat = next;
      connect();
    },
    focusInput(text) {
      focus = text === undefined ? (focus ?? {}) : { text };
      postFocus();
    },
    refreshStatus: postStatus,
    pageGone() {
      loaded = false;
      connect();
    },
    dispose() {
      for (const stop of unsubscribe) stop();
      feed?.dispose();
      subscription.dispose();
    },
  };

  const codeOf = ({ turnId, partKey, block }: BlockReference): string | undefined => {
    const turn = turnOf(chat.session.conversation, turnId);
    const part = turn === undefined ? undefined : partOf(turn, partKey);
    return part?.type === 'text' ? codeBlocks(part.text)[block]?.code : undefined;
  };
  const openUri = async (
    uri: string | undefined,
    lines?: { readonly first: number; readonly last: number },
  ): Promise<void> => {
    if (uri === undefined) return;
    const target = vscode.Uri.parse(uri, true);
    const selection =
      lines === undefined
        ? undefined
        : new vscode.Range(lines.first - 1, 0, lines.last - 1, Number.MAX_SAFE_INTEGER);
    try {
      // An open document, saved or not, is shown; of others the editor would open a page that says "not found".
      if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri)) {
        await vscode.workspace.fs.stat(target);
      }
      await vscode.commands.executeCommand(
        'vscode.open',
        target,
        selection === undefined ? {} : { selection },
      );
    } catch {
      chat.draft.note('What this was attached from no longer exists.');
    }
  };
  const openBlock = async (block: InputBlock | undefined): Promise<void> => {
    const isFile = block?.origin?.uri !== undefined && block.origin.kind !== 'folder';
    if (isFile || block?.content.type !== 'text') {
      await openUri(block?.origin?.uri, linesOf(block?.origin));
      return;
    }
    // What comes from no file, or from many, is shown as it is sent.
    const document = await vscode.workspace.openTextDocument({ content: block.content.text });
    await vscode.window.showTextDocument(document);
  };
  const attaching = createUnderWay();
  const attachGiven = async (files: Parameters<typeof allowedGiven>[0]): Promise<void> => {
    const { attachBytes } = await import('./attachBytes');
    await attachBytes(chat, ports.mediaFolder(chat.id), await allowedGiven(files, ports.ignoreRules));
  };
  const attachFound = async (id: unknown): Promise<void> => {
    try {
      await found.find((item) => item.id === id)?.attach(chat);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      chat.draft.note(error.message);
    }
  };
  const run = (name: Parameters<typeof commandId>[0]) => async (): Promise<void> => {
    await vscode.commands.executeCommand(commandId(name));
  };

  const handlers: Handlers = {
    ready() {
      loaded = true;
      greet();
      postFocus();
    },
    resync: () => feed?.snapshot(),
    fetchTurns: () => feed?.more(),
    async send({ text }) {
      if (typeof text !== 'string') return;
      const { draft, outbox, id } = chat;
      // What was attached a moment ago is still being read.
      const { notice } = draft;
      await attaching.settled();
      if (chat.id === id && draft.notice !== notice && draft.notice !== undefined) {
        panel.focusInput(text);
        return;
      }
      const prompts = draft.attachments.filter(({ origin }) => origin.kind === 'prompt');
      if (text.trim() === '' && prompts.length === 0) return;
      const tools = prompts.flatMap(({ origin }) => (origin.tools === undefined ? [] : [origin.tools]));
      const onSend = (waited: boolean): void => {
        const { text: typed } = draft;
        // What was typed while the message waited stays.
        draft.type(waited ? without(text, typed) : '', panel);
        if (waited && chat.id === id) post({ type: 'sent', text });
      };
      await outbox.send(text.trim() === '' ? [] : [questionBlock(text)], {
        onSend,
        ...(tools.length === 0 ? {} : { allowedTools: [...new Set(tools.flat())] }),
      });
    },
    draftChanged({ conversationId, text }) {
      if (conversationId === chat.id && typeof text === 'string') chat.draft.type(text, panel);
    },
    cancelSend: () => chat.outbox.cancel(),
    stop: () => chat.session.stop(),
    retry: ({ turnId }) => chat.session.retry(turnId),
    async editMessage({ turnId, text }) {
      if (typeof text === 'string' && text.trim() !== '') await chat.session.edit(turnId, text.trim());
    },
    branch: ({ turnId }) => chat.session.branch(turnId),
    async restore({ turnId }) {
      const asked = { chatId: chat.id, turnId };
      await vscode.commands.executeCommand(commandId('restoreCheckpoint'), asked);
    },
    showVersion: ({ turnId }) => chat.session.showVersion(turnId),
    newChatFrom: ({ turnId }) => ports.newChatFrom(panel, turnId),
    sendQueued: ({ messageId }) => chat.session.sendQueued(messageId),
    withdraw({ messageId }) {
      for (const block of chat.session.withdraw(messageId) ?? []) {
        if (block.origin !== undefined) chat.draft.add(block);
        else if (block.content.type === 'text') panel.focusInput(block.content.text);
      }
    },
    newChat: () => ports.newChat(panel),
    showHistory: run('showHistory'),
    attach: () => ports.pickFiles(panel),
    attachBytes: ({ files }) => attaching.begin(attachGiven(files)),
    attachUris: ({ uris }) => attaching.begin(attachDropped(chat, uris, ports.ignoreRules)),
    async findContext({ query, text, sign }) {
      if (typeof query !== 'number' || typeof text !== 'string') return;
      latestQuery = query;
      // Once a later search has begun, what this one finds is no longer shown.
      const search =
        sign === '/'
          ? [await findPromptItems(text, ports.workspace)]
          : findContext(text, () => latestQuery === query);
      for await (const items of search) {
        if (latestQuery !== query) return;
        found = items;
        post({
          type: 'contextFound',
          query,
          items: items.map(({ id, kind, label, detail }) => ({ id, kind, label, detail })),
        });
      }
    },
    attachContext: ({ id }) => attaching.begin(attachFound(id)),
    retryUpload: ({ id }) => chat.draft.retry(id),
    removeAttachment: ({ id }) => chat.draft.remove(id),
    async openAttachment({ id }) {
      await openBlock(chat.draft.block(id));
    },
    async openOrigin({ turnId, input }) {
      await openBlock(turnOf(chat.session.conversation, turnId)?.input[input]);
    },
    ...createCallHandlers(
      () => chat,
      openUri,
      (call) => ports.review.openCall(call),
    ),
    reviewChanges: run('reviewChanges'),
    setApiKey: run('setApiKey'),
    selectModel: run('selectModel'),
    switchStore({ store }) {
      if (typeof store !== 'boolean') return;
      chat.session.switchStore(store);
      if (store && chat.session.conversation.turns.some(({ stored }) => !stored))
        chat.draft.note('With your next message Google keeps this chat, also what was not stored so far.');
    },
    async openSettings() {
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        '@ext:gemini-interactions.gemini-interactions',
      );
    },
    showLog: run('showLog'),
    async manageTrust() {
      await vscode.commands.executeCommand('workbench.trust.manage');
    },
    async copyAnswer({ turnId }) {
      const turn = turnOf(chat.session.conversation, turnId);
      if (turn !== undefined) await vscode.env.clipboard.writeText(answerOf(turn));
    },
    async copyCode(reference) {
      const code = codeOf(reference);
      if (code !== undefined) await vscode.env.clipboard.writeText(code);
    },
    async insertCode(reference) {
      const code = codeOf(reference);
      if (code !== undefined && !(await insertAtCursor(code)))
        chat.draft.note('Open a text editor and put the cursor where the code belongs.');
    },
    async applyCode({ turnId, partKey, block }) {
      const turn = turnOf(chat.session.conversation, turnId);
      const part = turn === undefined ? undefined : partOf(turn, partKey);
      if (turn === undefined || part?.type !== 'text') return;
      const problem = await ports.review.applyCode({
        chatId: chat.id,
        turnId,
        partKey,
        answer: part.text,
        block,
        input: turn.input,
      });
      if (problem !== undefined) chat.draft.note(problem);
    },
    async openLink({ href }) {
      const url = URL.parse(href);
      // The editor shows the real target and asks before it leaves for a host that is not trusted.
      if (url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol)) {
        await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
      }
    },
  };

  const subscription = webview.onDidReceiveMessage((message: unknown) => {
    ports.used(panel);
    route(message, handlers).catch((error: unknown) => {
      ports.log.error(error instanceof Error ? error : String(error));
      chat.draft.note('That did not work. The log says more (Gemini: Show Log).');
    });
  });
  connect();
  webview.html = panelHtml(webview, ports.extensionUri);
  return panel;
}

function linesOf(
  origin: { readonly firstLine?: number; readonly lastLine?: number } | undefined,
): { readonly first: number; readonly last: number } | undefined {
  return origin?.firstLine === undefined
    ? undefined
    : { first: origin.firstLine, last: origin.lastLine ?? origin.firstLine };
}
