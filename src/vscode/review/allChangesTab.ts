import type * as vscode from 'vscode';

/** The title of the editor of all changes. */
export const allChangesTitle = 'Proposed changes';

/** Whether an editor is the one of all changes. The API has no name for its kind, but tells its title. */
export function isOfAllChanges(tab: vscode.Tab | undefined): boolean {
  if (tab?.label.startsWith(allChangesTitle) !== true) return false;
  const { input } = tab;
  return input === undefined || (typeof input === 'object' && input !== null && 'textDiffs' in input);
}
