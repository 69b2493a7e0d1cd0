import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { accountCommands } from './commands/account';
import { chatCommands } from './commands/chat';
import { checkpointCommands } from './commands/checkpoints';
import { editCommands } from './commands/edit';
import { historyCommands } from './commands/history';
import { registerCommands } from './commands/index';
import { modelCommands } from './commands/model';
import { attachToActive, selectionCommands } from './commands/selection';
import { sourceControlCommands } from './commands/sourceControl';
import { toolCommands } from './commands/tools';
import { transferCommands } from './commands/transfer';
import { contextKeys } from './manifest';
import { createChats } from './session/chats';
import { createUploads } from './session/uploads';
import { createApiKey } from './vscode/apiKey';
import { removeTurns } from './vscode/checkpoints/turnsFolder';
import { createChatPanels } from './vscode/chatPanels';
import { registerCodeActions } from './vscode/codeActions';
import { createConversationFiles } from './vscode/conversationFiles';
import { createDraftMemory } from './vscode/draftMemory';
import { createIgnoreRules } from './vscode/ignoreRules';
import { createInlineEdits } from './vscode/inlineEdits';
import { registerLanguageModelTools } from './vscode/languageModelTools';
import { pickFiles } from './vscode/pickFiles';
import { createReviewLoader } from './vscode/reviewLoader';
import { createService } from './vscode/service';
import { createSourceControl } from './vscode/sourceControl';
import { onSettingsChanged, readTurnSettings } from './vscode/settings';
import { createWaitingNotice } from './vscode/waitingNotice';
import { createWorkspaceLoader } from './vscode/workspaceLoader';
import { createStatus } from './vscode/status';
import { createUploadMemory } from './vscode/uploadMemory';

let closeFiles: (() => Promise<void>) | undefined;

/** Makes every object once and registers it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Gemini Interactions', { log: true });
  context.subscriptions.push(log);
  try {
    context.subscriptions.push(...start(context, log));
  } catch (error) {
    // VS Code tells nobody when an extension fails to activate.
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(
      'Gemini Interactions could not start. The output channel "Gemini Interactions" says why.',
    );
    throw error;
  }
}

/** Ends the journals, waits until they are on disk, and ends running requests. */
export async function deactivate(): Promise<void> {
  await closeFiles?.();
}

function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): readonly vscode.Disposable[] {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const ownStorage = context.storageUri ?? context.globalStorageUri;
  const storage = vscode.Uri.joinPath(ownStorage, 'conversations');
  const checkpoints = vscode.Uri.joinPath(ownStorage, 'checkpoints');
  const apiKey = createApiKey(context.secrets, process.env);
  const service = createService(apiKey, version, process.env, log);
  const files = createConversationFiles(
    storage.fsPath,
    createDraftMemory(context.workspaceState, log),
    log,
    () => {
      void vscode.window.showErrorMessage(
        'The chat cannot be saved: its file cannot be written. The output channel "Gemini Interactions" says why.',
      );
    },
    (id) => removeTurns(checkpoints.fsPath, id),
  );
  const ignoreRules = createIgnoreRules();
  const workspace = createWorkspaceLoader(ignoreRules, checkpoints.fsPath, log);
  const review = createReviewLoader(ignoreRules, workspace.record, log);
  const sourceControl = createSourceControl({ client: () => service.client(), ignoreRules, workspace, log });
  const inlineEdits = createInlineEdits({
    client: () => service.client(),
    reviews: () => review.reviews(),
    ignoreRules,
    workspace,
    memory: context.workspaceState,
    log,
  });
  const uploads = createUploads({
    files: async () => (await service.client()).files,
    memory: createUploadMemory(context.globalState, Date.now, log),
    now: Date.now,
    log,
  });
  const chats = createChats(files, {
    client: () => service.client(),
    uploads,
    attachAgain: async (chat, kept) => {
      const { attachAgain } = await import('./vscode/attachAgain');
      await attachAgain(chat, kept);
    },
    settings: readTurnSettings,
    toolbox: () => workspace.toolbox(),
    instructions: () => workspace.instructions(),
    reviews: () => review.callReviews(),
    newId: randomUUID,
    now: Date.now,
    log,
  });
  closeFiles = async () => {
    // The journals end first: an answer that is cut off here was not stopped by the person, and the next start says so.
    const closed = files.dispose();
    chats.dispose();
    uploads.dispose();
    await closed;
  };
  const status = createStatus(apiKey, service, log);
  const panels = createChatPanels(chats, context.workspaceState, panelRoots(context, storage), {
    extensionUri: context.extensionUri,
    status: () => status.current,
    mediaFolder: (id) => vscode.Uri.file(files.mediaFolder(id)),
    workspace,
    ignoreRules,
    review,
    pickFiles: async () => attachToActive(panels, await pickFiles(), ignoreRules),
    log,
  });
  let wasRunning = false;
  const setRunning = (): void => {
    const running = chats.all.some((chat) => chat.session.running);
    // Events come by the hundred in a second; the key changes twice in an answer.
    if (running === wasRunning) return;
    wasRunning = running;
    void vscode.commands.executeCommand('setContext', contextKeys.running, running);
  };

  return [
    apiKey,
    service,
    status,
    ignoreRules,
    review,
    sourceControl,
    inlineEdits,
    panels,
    status.onDidChange(() => panels.refreshStatus()),
    onSettingsChanged(() => panels.refreshStatus()),
    { dispose: chats.onEvents(setRunning) },
    createWaitingNotice(chats, panels),
    registerCodeActions(),
    registerLanguageModelTools(workspace),
    registerCommands(
      {
        ...accountCommands(apiKey, service),
        ...chatCommands(chats, panels),
        ...historyCommands(chats, panels, files),
        ...transferCommands(chats, panels),
        ...selectionCommands(panels, apiKey, ignoreRules),
        ...editCommands(inlineEdits),
        ...modelCommands(service, log),
        ...sourceControlCommands(sourceControl),
        ...review.commands,
        ...checkpointCommands(chats, panels, workspace),
        ...toolCommands(chats, () => workspace.toolbox()),
        showLog: () => log.show(),
      },
      log,
    ),
  ];
}

/** The only folders that a panel may load from. */
function panelRoots(context: vscode.ExtensionContext, storage: vscode.Uri): readonly vscode.Uri[] {
  return [
    vscode.Uri.joinPath(context.extensionUri, 'dist'),
    vscode.Uri.joinPath(context.extensionUri, 'media'),
    storage,
  ];
}
