import * as vscode from 'vscode';
import type { Reviews } from './reviews';

/** Tells the reviews of files that are changed in the editor or on the disk, while there are some. */
export function watchFiles(reviews: Reviews): vscode.Disposable {
  let watching: vscode.Disposable | undefined;
  const stop = reviews.onDidChange(() => {
    if (reviews.all.length === 0) {
      watching?.dispose();
      watching = undefined;
    } else watching ??= watch(reviews);
  });
  return {
    dispose() {
      stop();
      watching?.dispose();
    },
  };
}

function watch(reviews: Reviews): vscode.Disposable {
  const look = (uri: vscode.Uri): void => reviews.fileChanged(uri.toString());
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(look),
    watcher.onDidCreate(look),
    watcher.onDidDelete(look),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) look(document.uri);
    }),
  );
}
