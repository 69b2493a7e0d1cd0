import * as vscode from 'vscode';
import { ApiError } from '../api/errors';
import { commandId, type CommandName } from '../manifest';
import { describeError } from '../session/describeError';
import type { Logger } from '../util/log';
import { InputError } from '../vscode/readInput';

const buttons = {
  setApiKey: 'Set API Key',
  selectModel: 'Select Model',
  openSettings: 'Open Settings',
  showLog: 'Show Log',
} as const;

/** Tells a person that a command failed, with the button that mends it. What they cancelled themselves is no failure. */
export async function reportFailure(error: unknown, log: Logger): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof InputError) {
    void vscode.window.showWarningMessage(error.message);
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  const failure = describeError(error);
  const detail = error instanceof ApiError || failure.detail === undefined ? '' : ` (${failure.detail})`;
  const action = failure.action === 'retry' ? 'showLog' : failure.action;
  const chosen = await vscode.window.showErrorMessage(failure.message + detail, buttons[action]);
  if (chosen === undefined) return;
  if (action === 'openSettings') {
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      '@ext:gemini-interactions.gemini-interactions',
    );
  } else {
    await vscode.commands.executeCommand(commandId(action satisfies CommandName));
  }
}
