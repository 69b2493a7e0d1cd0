import type * as vscode from 'vscode';
import type { Client } from '../api/client';
import type { Logger } from '../util/log';
import type { IgnoreRules } from './ignoreRules';
import type { Reviews } from './review/reviews';
import type { WorkspaceLoader } from './workspaceLoader';

/** What a keybinding or another extension may pass. */
export interface EditArguments {
  /** The instruction; without it the person is asked. */
  readonly prompt?: string;
  readonly uri?: vscode.Uri;
  readonly range?: vscode.Range;
}

/** Edits that the person asks for at the cursor. */
export interface InlineEdits extends vscode.Disposable {
  /** Edits what is selected, or makes something at the cursor; where an edit is shown already, it is refined. */
  edit(given: EditArguments | undefined): Promise<void>;
  /** Ends the edit that is being written. */
  stop(): void;
}

export interface InlineEditPorts {
  readonly client: () => Promise<Client>;
  readonly reviews: () => Promise<Reviews>;
  readonly ignoreRules: IgnoreRules;
  readonly workspace: Pick<WorkspaceLoader, 'instructions'>;
  /** Keeps the latest instructions. */
  readonly memory: vscode.Memento;
  readonly log: Logger;
}

/** Creates it. What does the work is loaded with the first edit. */
export function createInlineEdits(ports: InlineEditPorts): InlineEdits {
  let made: InlineEdits | undefined;
  const load = async (): Promise<InlineEdits> => {
    const { createInlineEditsWork } = await import('./inlineEditsWork');
    made ??= createInlineEditsWork(ports);
    return made;
  };
  return {
    edit: async (given) => (await load()).edit(given),
    stop: () => made?.stop(),
    dispose: () => made?.dispose(),
  };
}
