import type * as vscode from 'vscode';

/** The signal that aborts when the token is cancelled. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(new Error('Cancelled.'));
  else token.onCancellationRequested(() => controller.abort(new Error('Cancelled.')));
  return controller.signal;
}
