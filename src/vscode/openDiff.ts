import * as vscode from 'vscode';
import type { CallFact } from '../conversation/calls';

/** Shows the change that a call would make, as the person was shown it. */
export async function openDiff({ diff }: Extract<CallFact, { readonly kind: 'diff' }>): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: diff, language: 'diff' });
  await vscode.window.showTextDocument(document, { preview: true });
}
