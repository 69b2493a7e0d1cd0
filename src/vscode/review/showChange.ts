import * as vscode from 'vscode';
import { type Content, type FileChange, kindOf } from '../../review/changeSet';
import { outcomeOf } from '../../review/outcome';
import { changeUri, type ShownFile, shownFile } from './changeUris';
import type { Review, Reviews } from './reviews';
import { waitingIn } from './waitingParts';

/** What is to be shown: a file of a review, at one of its parts or at the first that waits. */
export interface ShownChange {
  readonly review: string;
  readonly path: string;
  readonly part?: string;
  /** Whether it gets an editor of its own, instead of taking the place of one that is only looked into. */
  readonly keep?: boolean;
}

const titles = {
  added: 'new file',
  changed: 'proposed change',
  deleted: 'proposed deletion',
  renamed: 'proposed rename',
} as const;

/** The two sides of a file: as it is, and as it is proposed; `undefined` where it is not there. */
export interface Sides {
  readonly label: vscode.Uri;
  readonly now: vscode.Uri | undefined;
  readonly proposed: vscode.Uri | undefined;
}

/** The addresses that a change is shown under. */
export function sidesOf({ id, target }: Review, file: FileChange): Sides | undefined {
  const { path, content } = outcomeOf(file);
  const found = target(file.path);
  if (found === undefined) return undefined;
  const label = found.uri(file.path);
  return {
    label,
    now:
      content === undefined
        ? undefined
        : isShownOtherwise(content, file.path)
          ? changeUri(label, { review: id, path: file.path, side: 'now' })
          : found.uri(path),
    proposed: changeUri(label, { review: id, path: file.path, side: 'proposed' }),
  };
}

/** A notebook is changed by the text of its cells, which is not what an editor of its file shows. */
function isShownOtherwise(content: Content, path: string): boolean {
  return content.kind === 'text' && path.toLowerCase().endsWith('.ipynb') && !content.text.startsWith('{');
}

/** Shows a change in the editor for differences, with the cursor where it begins. */
export async function showChange(
  reviews: Reviews,
  { review: id, path, part, keep = false }: ShownChange,
): Promise<void> {
  const review = reviews.get(id);
  const file = review?.set.files.find((each) => each.path === path);
  const sides = review === undefined || file === undefined ? undefined : sidesOf(review, file);
  if (review === undefined || file === undefined || sides?.proposed === undefined) return;
  const waiting = waitingIn(review, file);
  const line = (waiting.find((each) => each.part === part) ?? waiting[0])?.line ?? 0;
  await speakLanguageOf(sides.label, sides.proposed);
  const missing = changeUri(sides.label, { review: id, path, side: 'missing' });
  await vscode.commands.executeCommand(
    'vscode.diff',
    sides.now ?? missing,
    sides.proposed,
    `${file.path} (${titles[kindOf(file)]})`,
    { preview: !keep, selection: new vscode.Range(line, 0, line, 0) },
  );
}

/** A document that is no file, or a cell, has a language that its name does not tell. */
async function speakLanguageOf(label: vscode.Uri, proposed: vscode.Uri): Promise<void> {
  const source = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === label.toString());
  if (source === undefined) return;
  const document = await vscode.workspace.openTextDocument(proposed);
  if (document.languageId !== source.languageId)
    await vscode.languages.setTextDocumentLanguage(document, source.languageId);
}

/** The change that the active editor shows. */
export function activeChange(): ShownFile | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = input instanceof vscode.TabInputTextDiff ? shownFile(input.modified) : undefined;
  // Within an editor of many files it is the one with the cursor.
  return shown ?? shownFile(vscode.window.activeTextEditor?.document.uri);
}
