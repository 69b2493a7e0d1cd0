import * as vscode from 'vscode';
import { outcomeOf } from '../../review/outcome';
import { proposedLineOf } from '../../review/proposedPlaces';
import { isOfAllChanges } from './allChangesTab';
import { shownFile } from './changeUris';
import type { Reviews } from './reviews';
import { asDocument } from './sameText';
import { activeChange, showChange } from './showChange';
import { type WaitingPart, waitingParts } from './waitingParts';

/** Milliseconds that a document may take to follow a decision. */
const patience = 500;

/** Goes to the next part that waits, or the one before, also in another file; behind the last comes the first. */
export async function goToChange(reviews: Reviews, by: 1 | -1): Promise<void> {
  if (await goWithinAll(by)) return;
  const waiting = waitingParts(reviews);
  const shown = activeChange();
  const line = cursorLine(reviews);
  const isIn = (each: WaitingPart): boolean => each.review === shown?.review && each.path === shown.path;
  const firstIn = waiting.findIndex(isIn);
  const inFile = waiting.filter(isIn);
  const later =
    by === 1
      ? inFile.findIndex((each) => each.line > line)
      : inFile.findLastIndex((each) => each.line < line);
  const outside = by === 1 ? firstIn + inFile.length : firstIn - 1;
  const at = firstIn < 0 ? 0 : later >= 0 ? firstIn + later : outside;
  const next = waiting.at(at >= waiting.length ? 0 : at);
  if (next !== undefined) await showPart(reviews, next);
}

/** The line with the cursor in the file as it is proposed, also when the cursor is in the file as it is. */
export function cursorLine(reviews: Reviews): number {
  const editor = vscode.window.activeTextEditor;
  const line = editor?.selection.active.line ?? 0;
  if (shownFile(editor?.document.uri) !== undefined) return line;
  const shown = activeChange();
  const file =
    shown === undefined
      ? undefined
      : reviews.get(shown.review)?.set.files.find(({ path }) => path === shown.path);
  return file === undefined ? line : proposedLineOf(file, line);
}

/** Puts the cursor to a part: in the editor that shows its file already, else in a new one. */
export async function showPart(reviews: Reviews, part: WaitingPart): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const shown = shownFile(editor?.document.uri);
  if (editor === undefined || shown?.review !== part.review || shown.path !== part.path) {
    if (!(await goWithinAll(1))) await showChange(reviews, part);
    return;
  }
  const file = reviews.get(part.review)?.set.files.find(({ path }) => path === part.path);
  const text = file === undefined ? undefined : outcomeOf(file, 'accepted').content;
  if (text?.kind === 'text') await untilShown(editor.document, text.text);
  const place = editor.document.validatePosition(new vscode.Position(part.line, 0));
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Goes on within the editor of all changes, when that is the active one. VS Code has learnt that only lately. */
async function goWithinAll(by: 1 | -1): Promise<boolean> {
  if (!isOfAllChanges(vscode.window.tabGroups.activeTabGroup.activeTab)) return false;
  try {
    await vscode.commands.executeCommand(`multiDiffEditor.goTo${by === 1 ? 'Next' : 'Previous'}Change`);
    return true;
  } catch {
    return false;
  }
}

/** Waits until a document shows a text, for a moment at most. */
async function untilShown(document: vscode.TextDocument, text: string): Promise<void> {
  const isShown = (): boolean => asDocument(document.getText()) === asDocument(text);
  if (isShown()) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(end, patience);
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && isShown()) end();
    });
  });
}
