import type * as vscode from 'vscode';
import type { Client } from '../api/client';
import type { Logger } from '../util/log';
import type { IgnoreRules } from './ignoreRules';
import type { WorkspaceLoader } from './workspaceLoader';

/** What is done with changes that are not committed yet. All throw what a command reports. */
export interface SourceControl extends vscode.Disposable {
  /** @param given what a menu of the Source Control view passes; without it the person is asked where there is a choice */
  writeCommitMessage(given: unknown): Promise<void>;
  stopCommitMessage(): void;
  review(given: unknown): Promise<void>;
  /** @param thread that the button was pressed on */
  resolveFinding(thread: unknown): void;
  deleteFinding(thread: unknown): void;
  fixFinding(thread: unknown): Promise<void>;
  dismissFindings(): void;
}

export interface SourceControlPorts {
  readonly client: () => Promise<Client>;
  readonly ignoreRules: IgnoreRules;
  readonly workspace: Pick<WorkspaceLoader, 'instructions'>;
  readonly log: Logger;
}

/** Creates it. What does the work is loaded when it is first used. */
export function createSourceControl(ports: SourceControlPorts): SourceControl {
  let loaded: Promise<SourceControl> | undefined;
  let made: SourceControl | undefined;
  const load = async (): Promise<SourceControl> => {
    loaded ??= import('./sourceControlWork').then(({ createSourceControlWork }) => {
      made = createSourceControlWork(ports);
      return made;
    });
    return loaded;
  };
  return {
    writeCommitMessage: async (given) => (await load()).writeCommitMessage(given),
    stopCommitMessage: () => made?.stopCommitMessage(),
    review: async (given) => (await load()).review(given),
    resolveFinding: (thread) => made?.resolveFinding(thread),
    deleteFinding: (thread) => made?.deleteFinding(thread),
    fixFinding: async (thread) => made?.fixFinding(thread),
    dismissFindings: () => made?.dismissFindings(),
    dispose: () => made?.dispose(),
  };
}
