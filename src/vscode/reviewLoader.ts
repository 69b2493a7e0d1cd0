import * as vscode from 'vscode';
import { changeScheme, changesViewId } from '../manifest';
import type { CallReference } from '../protocol/messages';
import type { CallReviews } from '../session/callReviews';
import type { Logger } from '../util/log';
import type { AnsweredCode } from './answeredCode';
import type { RecordChange } from './checkpoints/checkpoints';
import type { IgnoreRules } from './ignoreRules';
import { isOfAllChanges } from './review/allChangesTab';
import type { ChangeNode } from './review/changesTree';
import type { ReviewCommands } from './review/reviewCommands';
import type { ReviewParts } from './review/reviewParts';
import type { Reviews } from './review/reviews';

/** The way to the changes under review for what loads at activation. */
export interface ReviewLoader {
  reviews(): Promise<Reviews>;
  callReviews(): Promise<CallReviews>;
  /**
   * Finds the file that code belongs to and shows what it would change.
   * @returns why that cannot be done, for a person
   */
  applyCode(code: AnsweredCode): Promise<string | undefined>;
  /** Shows in the editor what a call proposes. */
  openCall(call: CallReference): Promise<void>;
  readonly commands: ReviewCommands;
  dispose(): void;
}

/** Creates it, with the view. What does the work is loaded with the first change that is proposed. */
export function createReviewLoader(
  ignoreRules: IgnoreRules,
  record: RecordChange,
  log: Logger,
): ReviewLoader {
  let parts: ReviewParts | undefined;
  let loaded: Promise<ReviewParts> | undefined;
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<ChangeNode>(changesViewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => parts?.tree.getChildren(node) ?? [],
      getTreeItem: (node) => parts?.tree.getTreeItem(node) ?? new vscode.TreeItem(''),
    },
  });
  const refresh = (badge: vscode.ViewBadge | undefined): void => {
    view.badge = badge;
    changed.fire(undefined);
  };
  const load = (): Promise<ReviewParts> => {
    loaded ??= import('./review/reviewParts').then(({ createReviewParts }) => {
      parts = createReviewParts({ ignoreRules, record, refresh, log });
      return parts;
    });
    return loaded;
  };
  /** `selected`: a keybinding is about the row with the focus, which it cannot name. */
  const run =
    (name: keyof ReviewCommands) =>
    async (given?: unknown): Promise<void> =>
      (await load()).commands[name](given === 'selected' ? (view.selection[0] ?? {}) : given);
  closeStale().catch((error: unknown) => log.warn('An editor could not be closed.', error));
  return {
    reviews: async () => (await load()).reviews,
    callReviews: async () => (await load()).callReviews,
    applyCode: async (code) => (await load()).applyCode(code),
    async openCall({ turnId, callKey }) {
      const { reviews, commands } = await load();
      const review = reviews.all.find(
        ({ set: { origin } }) =>
          origin.kind === 'chat' && origin.turnId === turnId && origin.callId === callKey,
      );
      const path = review?.set.files[0]?.path;
      if (review !== undefined && path !== undefined)
        await commands.openChange({ targets: [{ review: review.id, path }] });
    },
    commands: {
      acceptHunk: run('acceptHunk'),
      rejectHunk: run('rejectHunk'),
      acceptChange: run('acceptChange'),
      rejectChange: run('rejectChange'),
      nextChange: run('nextChange'),
      previousChange: run('previousChange'),
      openChange: run('openChange'),
      reviewChanges: run('reviewChanges'),
      acceptAllChanges: run('acceptAllChanges'),
      rejectAllChanges: run('rejectAllChanges'),
    },
    dispose() {
      view.dispose();
      changed.dispose();
      void loaded?.then((each) => each.dispose());
    },
  };
}

/** Closes editors of changes that waited when the window was closed: what waits again has another address. */
async function closeStale(): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      (tab) =>
        isOfAllChanges(tab) ||
        (tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === changeScheme),
    );
  if (tabs.length === 0) return;
  const closed = vscode.window.tabGroups.close(tabs, true);
  void vscode.window.showInformationMessage(
    'Editors of proposed changes were closed with the window. What an answer waits for is in the Changes view again; ask once more for anything else.',
  );
  await closed;
}
