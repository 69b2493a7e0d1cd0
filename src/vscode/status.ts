import * as vscode from 'vscode';
import { contextKeys } from '../manifest';
import type { ConversationStore } from '../session/chats';
import type { PanelStatus } from '../protocol/messages';
import type { Logger } from '../util/log';
import type { ApiKey } from './apiKey';
import type { Service } from './service';
import { readSettings } from './settings';

type SharedStatus = Omit<PanelStatus, 'attachments' | 'notice' | 'mediaBase'>;

/** What every panel shows of account, service and workspace. */
export interface Status extends vscode.Disposable {
  readonly current: SharedStatus;
  /** A conversation has begun, so that there is a history. */
  noteHistory(): void;
  readonly onDidChange: vscode.Event<void>;
}

/** Keeps what has to be asked for (whether there is a key, whether there are earlier chats) at hand. */
export function createStatus(
  apiKey: ApiKey,
  service: Service,
  store: ConversationStore,
  log: Logger,
): Status {
  const changed = new vscode.EventEmitter<void>();
  // Until the secret storage has answered, a panel rather shows a composer than asks for a key that may be there.
  let hasKey = true;
  let hasHistory = false;

  const readKey = async (): Promise<void> => {
    hasKey = (await apiKey.get()) !== undefined;
    changed.fire();
    await vscode.commands.executeCommand('setContext', contextKeys.hasKey, hasKey);
  };
  const readHistory = async (): Promise<void> => {
    hasHistory = (await store.list()).length > 0;
    changed.fire();
  };
  const logFailure = (error: unknown): void => log.error(error instanceof Error ? error : String(error));
  readKey().catch(logFailure);
  readHistory().catch(logFailure);
  const subscriptions = [
    changed,
    apiKey.onDidChange(() => void readKey().catch(logFailure)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
  ];

  return {
    get current() {
      const { model, thinkingLevel, store: stores } = readSettings();
      return {
        service: service.place,
        hasKey,
        model,
        thinkingLevel,
        store: stores,
        trusted: vscode.workspace.isTrusted,
        hasHistory,
      };
    },
    noteHistory() {
      if (hasHistory) return;
      hasHistory = true;
      changed.fire();
    },
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
