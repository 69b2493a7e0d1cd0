import * as vscode from 'vscode';
import { wholeFile } from '../../review/changeSet';
import { outcomeOf } from '../../review/outcome';
import { isPart, targetsOf } from './changeTargets';
import { shownFile } from './changeUris';
import type { Reviews } from './reviews';
import { activeChange, closeDecided, showChange, sidesOf } from './showChange';
import { inGroups, type WaitingPart, waitingParts } from './waitingParts';

/** What the commands about changes do. Arguments come from the editor, the view and keybindings. */
export interface ReviewCommands {
  acceptHunk(given?: unknown): Promise<void>;
  rejectHunk(given?: unknown): Promise<void>;
  acceptChange(given?: unknown): Promise<void>;
  rejectChange(given?: unknown): Promise<void>;
  nextChange(): Promise<void>;
  previousChange(): Promise<void>;
  openChange(given?: unknown): Promise<void>;
  reviewChanges(): Promise<void>;
  acceptAllChanges(): Promise<void>;
  rejectAllChanges(): Promise<void>;
}

type Decided = 'accepted' | 'rejected';

/** The title of the editor with all files. */
const allTitle = 'Proposed changes';
/** Milliseconds that a document may take to follow a decision. */
const patience = 500;

/** Creates them. */
export function createReviewCommands(reviews: Reviews): ReviewCommands {
  return {
    acceptHunk: (given) => decideHunk(given, 'accepted'),
    rejectHunk: (given) => decideHunk(given, 'rejected'),
    acceptChange: (given) => decideShown(given, 'accepted'),
    rejectChange: (given) => decideShown(given, 'rejected'),
    nextChange: () => go(1),
    previousChange: () => go(-1),
    async openChange(given) {
      const [target] = targetsOf(given);
      if (target?.path !== undefined) await showChange(reviews, { ...target, path: target.path });
    },
    reviewChanges,
    acceptAllChanges: () => decideAll('accepted'),
    rejectAllChanges: () => decideAll('rejected'),
  };

  async function decideHunk(given: unknown, decision: Decided): Promise<void> {
    const asked = isPart(given) ? given : partAtCursor();
    if (asked === undefined) {
      void vscode.window.showInformationMessage('Put the cursor into a proposed change.');
      return;
    }
    const { review, path, part } = asked;
    await decideAndGoOn(asked, () => reviews.decide(review, { path, part }, decision), decision);
  }

  /** Decides about what a view or the title of an editor names, or about the file that is shown. */
  async function decideShown(given: unknown, decision: Decided): Promise<void> {
    const inEditor = given instanceof vscode.Uri || given === undefined;
    const shown = inEditor ? (shownFile(given) ?? activeChange()) : undefined;
    if (shown !== undefined) {
      const { review, path } = shown;
      if (reviews.get(review) === undefined) {
        void vscode.window.showWarningMessage('That change is no longer known. Ask for it again.');
        return;
      }
      await decideAndGoOn(shown, () => reviews.decide(review, { path }, decision), decision);
      return;
    }
    const said: string[] = [];
    for (const { review, ...what } of targetsOf(given))
      said.push(...(await reviews.decide(review, what, decision)));
    report(said);
  }

  /** After a decision in the editor it goes on with what comes next there, and ends in the file itself. */
  async function decideAndGoOn(
    { review, path, part }: { readonly review: string; readonly path: string; readonly part?: string },
    decide: () => Promise<readonly string[]>,
    decision: Decided,
  ): Promise<void> {
    const before = reviews.get(review);
    const group = before?.group;
    const file = before?.set.files.find((each) => each.path === path);
    const sides = before === undefined || file === undefined ? undefined : sidesOf(before, file);
    const waiting = waitingParts(reviews);
    const at = waiting.findIndex(
      (each) => each.review === review && each.path === path && (part === undefined || each.part === part),
    );
    const isActive = activeChange()?.path === path;
    const said = await decide();
    report(said);
    if (!isActive) return;
    const left = waitingParts(reviews).filter((each) => reviews.get(each.review)?.group === group);
    const isLeft = (each: WaitingPart): boolean =>
      left.some((one) => one.review === each.review && one.path === each.path && one.part === each.part);
    const next = [...waiting.slice(at + 1), ...waiting.slice(0, Math.max(0, at))].find(isLeft);
    const found = left.find(
      (one) => one.review === next?.review && one.path === next.path && one.part === next.part,
    );
    if (found !== undefined) {
      await show(found);
      return;
    }
    await closeDecided(reviews);
    if (decision === 'rejected' || said.length > 0 || sides === undefined || file === undefined) return;
    const made = outcomeOf(file, 'accepted');
    if (made.content !== undefined)
      await reveal(before?.target(path)?.uri(made.path), file.hunks[0]?.newStart);
  }

  async function go(by: 1 | -1): Promise<void> {
    const waiting = waitingParts(reviews);
    const shown = activeChange();
    const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
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
    if (next === undefined) nothingWaits();
    else await show(next);
  }

  /** Puts the cursor to a part: in the editor that shows its file already, else in a new one. */
  async function show(part: WaitingPart): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const shown = shownFile(editor?.document.uri);
    if (editor === undefined || shown?.review !== part.review || shown.path !== part.path) {
      await showChange(reviews, part);
      return;
    }
    const file = reviews.get(part.review)?.set.files.find(({ path }) => path === part.path);
    const text = file === undefined ? undefined : outcomeOf(file, 'accepted').content;
    if (text?.kind === 'text') await untilShown(editor.document, text.text);
    const place = editor.document.validatePosition(new vscode.Position(part.line, 0));
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  function partAtCursor(): WaitingPart | undefined {
    const shown = activeChange();
    const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
    const inFile = waitingParts(reviews).filter(
      ({ review, path }) => review === shown?.review && path === shown.path,
    );
    // The lines between two changes belong to the one above them.
    return inFile.findLast((each) => each.part !== wholeFile && each.line <= line) ?? inFile[0];
  }

  async function reviewChanges(): Promise<void> {
    const files = inGroups(reviews.all).flatMap((group) =>
      group.reviews.flatMap((review) =>
        review.set.files.map((file) => ({ review, file, sides: sidesOf(review, file) })),
      ),
    );
    const [only] = files;
    if (only === undefined) {
      nothingWaits();
      return;
    }
    if (files.length === 1) {
      await showChange(reviews, { review: only.review.id, path: only.file.path });
      return;
    }
    const resources = files.flatMap(({ file, sides }) =>
      sides === undefined
        ? []
        : [
            [
              sides.label,
              sides.now,
              outcomeOf(file, 'accepted').content === undefined ? undefined : sides.proposed,
            ],
          ],
    );
    await vscode.commands.executeCommand('vscode.changes', allTitle, resources);
  }

  async function decideAll(decision: Decided): Promise<void> {
    const { all } = reviews;
    if (waitingParts(reviews).length === 0) {
      nothingWaits();
      return;
    }
    const said: string[] = [];
    for (const { id, concerns = [] } of all) {
      // What is unusual is never accepted among many others.
      if (decision === 'accepted' && concerns.length > 0)
        said.push(`${concerns.join(' ')} Accept or reject that by itself.`);
      else said.push(...(await reviews.decide(id, {}, decision)));
    }
    report(said);
  }
}

function nothingWaits(): void {
  void vscode.window.showInformationMessage('No change waits for your review.');
}

function report(said: readonly string[]): void {
  if (said.length > 0) void vscode.window.showWarningMessage([...new Set(said)].join(' '));
}

async function reveal(uri: vscode.Uri | undefined, line = 0): Promise<void> {
  if (uri === undefined) return;
  const editor = await vscode.window.showTextDocument(uri);
  const place = new vscode.Position(line, 0);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Waits until a document shows a text, for a moment at most. */
async function untilShown(document: vscode.TextDocument, text: string): Promise<void> {
  const isShown = (): boolean => document.getText().replace(/\r\n?/g, '\n') === text.replace(/\r\n?/g, '\n');
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
