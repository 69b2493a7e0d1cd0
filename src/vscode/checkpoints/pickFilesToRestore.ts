import * as vscode from 'vscode';
import type { RestorePlan, RestoreStep } from '../../review/planRestore';
import { compareWithKept } from './compareWithKept';
import type { RestorePorts } from './restoreFiles';

interface FileItem extends vscode.QuickPickItem {
  readonly step: RestoreStep;
}

const actions = {
  restore: 'goes back to what was in it',
  recreate: 'is made again',
  delete: 'is deleted: it was made since',
} as const;

const reasons = {
  changedLater: 'was changed since, by you or something else',
  changedBetween: 'was changed in between, by you or something else',
} as const;

/**
 * Shows which files would go back and lets the person choose. Those that somebody else has changed are not chosen at
 * first, and each that is chosen is asked for by itself.
 * @param where what they go back to: `before “…”`
 * @returns `undefined` when the person does not want it
 */
export async function pickFilesToRestore(
  where: string,
  { steps, isIncomplete }: RestorePlan,
  ports: RestorePorts,
): Promise<readonly RestoreStep[] | undefined> {
  const chosen = await pick(where, steps, isIncomplete, ports);
  if (chosen === undefined) return undefined;
  const wanted: RestoreStep[] = [];
  for (const step of chosen) {
    if (step.ask === undefined) wanted.push(step);
    else {
      const answer = await confirm(step, ports);
      if (answer === undefined) return undefined;
      if (answer) wanted.push(step);
    }
  }
  return wanted;
}

function pick(
  where: string,
  steps: readonly RestoreStep[],
  isIncomplete: boolean,
  ports: RestorePorts,
): Promise<readonly RestoreStep[] | undefined> {
  const compare: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('diff'),
    tooltip: 'Compare',
  };
  const list = vscode.window.createQuickPick<FileItem>();
  list.title = `Files to restore to ${where}`;
  list.placeholder = isIncomplete
    ? 'Some of what was changed is no longer kept; these files still are'
    : 'Files that are not chosen stay as they are';
  list.canSelectMany = true;
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  list.items = steps.map((step) => ({
    step,
    label: `${step.ask === undefined ? '' : '$(warning) '}${nameOf(step)}`,
    description: step.ask === undefined ? actions[step.action] : reasons[step.ask],
    buttons: [compare],
  }));
  list.selectedItems = list.items.filter(({ step }) => step.ask === undefined);
  return new Promise((resolve) => {
    let accepted: readonly RestoreStep[] | undefined;
    list.onDidTriggerItemButton(({ item }) => {
      compareWithKept(item.step, ports).catch((error: unknown) =>
        ports.log.error(error instanceof Error ? error : String(error)),
      );
    });
    list.onDidAccept(() => {
      accepted = list.selectedItems.map(({ step }) => step);
      list.hide();
    });
    list.onDidHide(() => {
      list.dispose();
      resolve(accepted);
    });
    list.show();
  });
}

/** `false` when the person keeps the file as it is, `undefined` when nothing shall be restored at all. */
async function confirm(step: RestoreStep, ports: RestorePorts): Promise<boolean | undefined> {
  const name = nameOf(step);
  const restore = step.action === 'delete' ? 'Delete' : 'Restore';
  const [keep, compare] = ['Keep As It Is', 'Compare'];
  const answer = await vscode.window.showWarningMessage(
    `${name} ${step.ask === undefined ? '' : reasons[step.ask]}. Restoring it would undo that too.`,
    { modal: true, detail: 'What is in it now is kept, so that the restoring can be undone.' },
    restore,
    keep,
    compare,
  );
  if (answer !== compare) return answer === undefined ? undefined : answer === restore;
  await compareWithKept(step, ports);
  // The comparison is to be read before the answer, so that this question must not cover it.
  const after = await vscode.window.showWarningMessage(`Restore ${name}?`, restore, keep);
  return after === restore;
}

function nameOf({ path }: RestoreStep): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(path));
}
