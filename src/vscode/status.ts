import * as vscode from 'vscode';
import { contextKeys } from '../manifest';
import type { PanelStatus } from '../protocol/messages';
import type { Logger } from '../util/log';
import type { ApiKey } from './apiKey';
import type { Service } from './service';
import { readSettings } from './settings';

type SharedStatus = Omit<PanelStatus, 'attachments' | 'notice' | 'mediaBase'>;

/** What every panel shows of account, service and workspace. */
export interface Status extends vscode.Disposable {
  readonly current: SharedStatus;
  readonly onDidChange: vscode.Event<void>;
}

/** Keeps what has to be asked for (whether there is a key) at hand. */
export function createStatus(apiKey: ApiKey, service: Service, log: Logger): Status {
  const changed = new vscode.EventEmitter<void>();
  // Until the secret storage has answered, a panel rather shows a composer than asks for a key that may be there.
  let hasKey = true;

  const readKey = async (): Promise<void> => {
    hasKey = (await apiKey.get()) !== undefined;
    changed.fire();
    await vscode.commands.executeCommand('setContext', contextKeys.hasKey, hasKey);
  };
  const logFailure = (error: unknown): void => log.error(error instanceof Error ? error : String(error));
  readKey().catch(logFailure);
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
      };
    },
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
