import * as vscode from 'vscode';
import { changeScheme } from '../../manifest';
import type { Content } from '../../review/changeSet';
import { outcomeOf } from '../../review/outcome';
import { documentOf } from './changeUris';
import type { Reviews } from './reviews';

const gone =
  'This proposal is no longer there: it was decided on, or it was withdrawn when the answer was stopped or the window was reloaded.\n';

/** Gives the editor the files as they would be with all that is not rejected, and keeps those documents up to date. */
export function registerChangeDocuments(reviews: Reviews): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  /** What documents have shown last: one that stays open after its review is over does not change. */
  const last = new Map<string, string>();
  const open = (): readonly vscode.Uri[] =>
    vscode.workspace.textDocuments.map(({ uri }) => uri).filter(({ scheme }) => scheme === changeScheme);
  const stop = reviews.onDidChange((id) => {
    for (const uri of open()) if (documentOf(uri)?.review === id) changed.fire(uri);
  });
  return vscode.Disposable.from(
    changed,
    { dispose: stop },
    vscode.workspace.onDidCloseTextDocument(({ uri }) => last.delete(uri.toString())),
    vscode.workspace.registerTextDocumentContentProvider(changeScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent(uri) {
        const shown = documentOf(uri);
        if (shown === undefined || shown.side === 'missing') return '';
        const file = reviews
          .get(shown.review)
          ?.set.files.find(({ path, oldPath }) => path === shown.path || oldPath === shown.path);
        if (file === undefined) return last.get(uri.toString()) ?? gone;
        const text = textOf(outcomeOf(file, shown.side === 'now' ? 'rejected' : 'accepted').content);
        last.set(uri.toString(), text);
        return text;
      },
    }),
  );
}

function textOf(content: Content | undefined): string {
  if (content === undefined) return '';
  return content.kind === 'text'
    ? content.text
    : `This file is no text (${content.size.toLocaleString('en-US')} bytes), so it cannot be shown here.\n`;
}
