import * as vscode from 'vscode';

/** The signal that aborts, with a CancellationError, when the token is cancelled. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(new vscode.CancellationError());
  else token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
  return controller.signal;
}

/** A token that is cancelled when the signal is aborted, until it is disposed of. */
export function tokenOf(
  signal: AbortSignal,
): { readonly token: vscode.CancellationToken } & vscode.Disposable {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  return {
    token: source.token,
    dispose() {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    },
  };
}
