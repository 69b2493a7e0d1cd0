import * as vscode from 'vscode';
import { wholeFile } from '../../review/changeSet';
import { outcomeOf } from '../../review/outcome';
import { type ChangeTarget, isPart, targetsOf } from './changeTargets';
import { shownFile } from './changeUris';
import { closeDecided } from './closeDecided';
import { cursorLine, goToChange, showPart } from './goToChange';
import { decideMany } from './decideMany';
import type { Reviews } from './reviews';
import { showAllChanges } from './showAllChanges';
import { activeChange, showChange, sidesOf } from './showChange';
import { type WaitingPart, waitingParts } from './waitingParts';

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

/** So many are decided about without a sign of how far that is. */
const mostQuiet = 10;
const progressTitles = { accepted: 'Accepting changes', rejected: 'Rejecting changes' } as const;

/** Creates them. */
export function createReviewCommands(reviews: Reviews): ReviewCommands {
  return {
    acceptHunk: (given) => decideHunk(given, 'accepted'),
    rejectHunk: (given) => decideHunk(given, 'rejected'),
    acceptChange: (given) => decideShown(given, 'accepted'),
    rejectChange: (given) => decideShown(given, 'rejected'),
    nextChange: () => goOn(1),
    previousChange: () => goOn(-1),
    async openChange(given) {
      const [target] = targetsOf(given);
      if (target?.path !== undefined) await showChange(reviews, { ...target, path: target.path });
    },
    async reviewChanges() {
      if (waitingParts(reviews).length === 0) nothingWaits();
      else await showAllChanges(reviews);
    },
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
    const targets = targetsOf(given);
    await decideTogether(targets, decision, targets.length === 1);
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
      await showPart(reviews, found);
      return;
    }
    await closeDecided(reviews);
    if (decision === 'rejected' || said.length > 0 || sides === undefined || file === undefined) return;
    const made = outcomeOf(file, 'accepted');
    if (made.content !== undefined)
      await reveal(before?.target(path)?.uri(made.path), file.hunks[0]?.newStart);
  }

  async function goOn(by: 1 | -1): Promise<void> {
    if (waitingParts(reviews).length === 0) nothingWaits();
    else await goToChange(reviews, by);
  }

  function partAtCursor(): WaitingPart | undefined {
    const shown = activeChange();
    const line = cursorLine(reviews);
    const inFile = waitingParts(reviews).filter(
      ({ review, path }) => review === shown?.review && path === shown.path,
    );
    // The lines between two changes belong to the one above them.
    return inFile.findLast((each) => each.part !== wholeFile && each.line <= line) ?? inFile[0];
  }

  async function decideAll(decision: Decided): Promise<void> {
    if (waitingParts(reviews).length === 0) nothingWaits();
    else
      await decideTogether(
        reviews.all.map(({ id }) => ({ review: id })),
        decision,
        false,
      );
  }

  /** Tells how far it is where there is much to be written. */
  async function decideTogether(
    targets: readonly ChangeTarget[],
    decision: Decided,
    isOwn: boolean,
  ): Promise<void> {
    const decide = (onDone?: (done: number) => void): Promise<readonly string[]> =>
      decideMany(reviews, targets, { decision, isOwn, ...(onDone === undefined ? {} : { onDone }) });
    if (targets.length <= mostQuiet) {
      report(await decide());
      return;
    }
    const location = vscode.ProgressLocation.Notification;
    const said = await vscode.window.withProgress({ location, title: progressTitles[decision] }, (progress) =>
      decide((done) =>
        progress.report({ message: `${done} of ${targets.length}`, increment: 100 / targets.length }),
      ),
    );
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
