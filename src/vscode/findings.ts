import * as vscode from 'vscode';
import { commandId, findingsId } from '../manifest';
import type { Finding, Severity } from '../session/reviewFindings';

/** A finding, and where it is shown. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly uri: vscode.Uri;
  /** Counted from 0. */
  readonly line: number;
  /** Where the model said that it is, when that place was not found. */
  readonly lostPlace?: string;
}

/** Findings of a review, as comments in the editor. */
export interface Findings extends vscode.Disposable {
  /** Shows them in place of the earlier ones of that repository. */
  show(repository: vscode.Uri, findings: readonly PlacedFinding[]): void;
  /** Opens the file of the first one. */
  reveal(): Promise<void>;
  resolve(thread: unknown): void;
  delete(thread: unknown): void;
  /** Asks in the chat to mend what the thread is about. */
  fix(thread: unknown): Promise<void>;
  dismiss(): void;
}

/** How long the editor needs to lay itself out anew, in milliseconds. */
const layoutMs = 500;

const words: Readonly<Record<Severity, string>> = {
  error: 'Problem',
  warning: 'Possible problem',
  suggestion: 'Suggestion',
};

/** Creates the controller of the comments, without any. */
export function createFindings(): Findings {
  const controller = vscode.comments.createCommentController(findingsId, 'Gemini review');
  const threads = new Map<vscode.CommentThread, PlacedFinding & { readonly repository: string }>();
  const known = (thread: unknown): vscode.CommentThread | undefined =>
    [...threads.keys()].find((each) => each === thread);
  const remove = (thread: vscode.CommentThread): void => {
    threads.delete(thread);
    thread.dispose();
  };

  return {
    show(repository, findings) {
      const root = repository.toString();
      for (const [thread, shown] of threads) if (shown.repository === root) remove(thread);
      for (const placed of findings) {
        const { finding, uri, line } = placed;
        const thread = controller.createCommentThread(uri, new vscode.Range(line, 0, line, 0), [
          commentOf(placed),
        ]);
        thread.label = words[finding.severity];
        thread.canReply = false;
        thread.state = vscode.CommentThreadState.Unresolved;
        thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
        threads.set(thread, { ...placed, repository: root });
      }
    },
    async reveal() {
      const [first] = threads.values();
      if (first === undefined) return;
      const editor = await vscode.window.showTextDocument(first.uri);
      // The editor opens its list of comments by itself, which takes room from the text.
      await new Promise((resolve) => setTimeout(resolve, layoutMs));
      const at = new vscode.Position(first.line, 0);
      editor.selection = new vscode.Selection(at, at);
      editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
    },
    resolve(given) {
      const thread = known(given);
      if (thread === undefined) return;
      thread.state = vscode.CommentThreadState.Resolved;
      thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    },
    delete(given) {
      const thread = known(given);
      if (thread !== undefined) remove(thread);
    },
    async fix(given) {
      const thread = known(given);
      const placed = thread === undefined ? undefined : threads.get(thread);
      if (thread === undefined || placed === undefined) return;
      const { finding, uri } = placed;
      // The thread moves with the text.
      const line = thread.range?.start.line ?? placed.line;
      const document = await vscode.workspace.openTextDocument(uri);
      const problem = [
        `Line ${line + 1}: ${finding.message}`,
        ...(finding.suggestion === '' ? [] : [`Suggested: ${finding.suggestion}`]),
      ].join('\n');
      await vscode.commands.executeCommand(commandId('fixSelection'), {
        uri,
        range: document.lineAt(Math.min(line, document.lineCount - 1)).range,
        problems: [problem],
        source: 'A review found',
      });
    },
    dismiss() {
      for (const thread of threads.keys()) remove(thread);
    },
    dispose() {
      threads.clear();
      controller.dispose();
    },
  };
}

function commentOf({ finding, lostPlace }: PlacedFinding): vscode.Comment {
  // Appended as text: what a model writes must load no picture and be no link.
  const body = new vscode.MarkdownString();
  if (lostPlace !== undefined)
    body.appendText(`This is about ${lostPlace}, which was not found in the file.`).appendMarkdown('\n\n');
  body.appendText(finding.message);
  if (finding.suggestion !== '') body.appendMarkdown('\n').appendCodeblock(finding.suggestion);
  return { body, mode: vscode.CommentMode.Preview, author: { name: 'Gemini' } };
}
