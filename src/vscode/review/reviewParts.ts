import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { contextKeys } from '../../manifest';
import type { CallReviews } from '../../session/callReviews';
import type { Logger } from '../../util/log';
import type { RecordChange } from '../checkpoints/checkpoints';
import type { IgnoreRules } from '../ignoreRules';
import { isOfAllChanges } from './allChangesTab';
import { type ApplyCode, createApplyCode } from './applyCode';
import { closeDecided } from './closeDecided';
import { createCallReviews } from './callReviews';
import { registerChangeDocuments } from './changeDocuments';
import { registerChangeLenses } from './changeLenses';
import { type ChangeNode, createChangesTree, waitingInWords } from './changesTree';
import { createReviews } from './createReviews';
import { createReviewCommands, type ReviewCommands } from './reviewCommands';
import type { Reviews } from './reviews';
import { activeChange } from './showChange';
import { watchFiles } from './watchFiles';

/** Everything about changes under review. */
export interface ReviewParts {
  readonly reviews: Reviews;
  readonly callReviews: CallReviews;
  readonly applyCode: ApplyCode;
  readonly commands: ReviewCommands;
  readonly tree: vscode.TreeDataProvider<ChangeNode>;
  dispose(): void;
}

/** What the view is told. */
export interface ReviewPorts {
  readonly ignoreRules: IgnoreRules;
  /** Makes a change that can be taken back with the turn that it belongs to. */
  readonly record: RecordChange;
  /** Shows the rows of the tree anew, and a number on the view. */
  readonly refresh: (badge: vscode.ViewBadge | undefined) => void;
  readonly log: Logger;
}

/** Changes come by the dozen; so many milliseconds later all of them are shown. */
const delayMs = 50;

/** Makes it; loaded with the first change that is proposed. */
export function createReviewParts({ ignoreRules, record, refresh, log }: ReviewPorts): ReviewParts {
  const reviews = createReviews({ newId: randomUUID, log });
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    timer = undefined;
    const badge = waitingInWords(reviews);
    refresh(badge);
    setContext(contextKeys.changesWaiting, badge !== undefined);
    closeDecided(reviews).catch((error: unknown) => log.warn('An editor could not be closed.', error));
  };
  const stop = reviews.onDidChange(() => {
    timer ??= setTimeout(show, delayMs);
  });
  const setReviewing = (): void => {
    const isAll = isOfAllChanges(vscode.window.tabGroups.activeTabGroup.activeTab);
    setContext(contextKeys.reviewing, isAll || activeChange() !== undefined);
    setContext(contextKeys.reviewingAll, isAll);
  };
  const subscriptions = vscode.Disposable.from(
    watchFiles(reviews),
    registerChangeDocuments(reviews),
    registerChangeLenses(reviews),
    vscode.window.onDidChangeActiveTextEditor(setReviewing),
    vscode.window.tabGroups.onDidChangeTabs(setReviewing),
    vscode.window.tabGroups.onDidChangeTabGroups(setReviewing),
  );
  return {
    reviews,
    callReviews: createCallReviews(reviews),
    applyCode: createApplyCode(reviews, ignoreRules, record),
    commands: createReviewCommands(reviews),
    tree: createChangesTree(reviews),
    dispose() {
      stop();
      clearTimeout(timer);
      subscriptions.dispose();
    },
  };
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
