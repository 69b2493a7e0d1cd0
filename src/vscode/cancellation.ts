import * as vscode from 'vscode';

/** The signal that aborts, with a CancellationError, when the token is cancelled. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(new vscode.CancellationError());
  else token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
  return controller.signal;
}
