import * as vscode from 'vscode';
import { hunksOf, newTextOf } from '../../review/hunks';
import { type GuardPorts, type Place, recheck } from '../../tools/guard';
import type { ChangeOutcome, Changes, FileChange } from '../../tools/ports';
import { ToolError } from '../../util/toolError';
import { uriOf } from './uriOf';

/**
 * Makes changes through the editor, each as one step that can be undone. A file that is open keeps what is not saved in
 * it; one that was saved before is saved after.
 */
export function createChanges(guard: GuardPorts): Changes {
  return {
    async apply(change, signal) {
      await recheck(change.place, guard);
      if (change.kind === 'rename') await recheck(change.to, guard);
      signal.throwIfAborted();
      return make(change);
    },
  };
}

async function make(change: FileChange): Promise<ChangeOutcome> {
  const { place } = change;
  switch (change.kind) {
    case 'edit':
      return edit(place, change.before, change.after);
    case 'create': {
      const edit = new vscode.WorkspaceEdit();
      const contents = new TextEncoder().encode(change.text);
      edit.createFile(uriOf(place), { contents, overwrite: false });
      await apply(edit, `${place.name} could not be created. It may exist by now.`);
      return { told: `${place.name} was created.`, summary: 'created', rejected: false };
    }
    case 'rename': {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(uriOf(place), uriOf(change.to), { overwrite: false });
      await apply(edit, `${place.name} could not be renamed.`);
      return { told: `${place.name} is now ${change.to.name}.`, summary: 'renamed', rejected: false };
    }
    case 'delete': {
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(uriOf(place), { recursive: true, ignoreIfNotExists: false });
      await apply(edit, `${place.name} could not be deleted.`);
      return { told: `${place.name} was deleted.`, summary: 'deleted', rejected: false };
    }
    default:
      return change satisfies never;
  }
}

async function edit(place: Place, before: string, after: string): Promise<ChangeOutcome> {
  const document = await vscode.workspace.openTextDocument(uriOf(place));
  if (folded(document.getText()) !== folded(before))
    throw new ToolError(
      `${place.name} was changed since the edit was made up. Read it again, and edit it anew.`,
    );
  const wasSaved = !document.isDirty;
  const changes = new vscode.WorkspaceEdit();
  for (const hunk of hunksOf(folded(before), folded(after))) {
    const lines = new vscode.Range(hunk.oldStart, 0, hunk.oldEnd, 0);
    changes.replace(document.uri, document.validateRange(lines), newTextOf(hunk));
  }
  await apply(changes, `${place.name} could not be changed. It may be read-only.`);
  if (!wasSaved)
    return {
      told: `${place.name} was changed in the editor. It had changes that are not saved, so it was not saved.`,
      summary: 'changed, not saved',
      rejected: false,
    };
  if (!(await document.save())) throw new ToolError(`${place.name} was changed, but could not be saved.`);
  return { told: `${place.name} was changed and saved.`, summary: 'changed', rejected: false };
}

/** The editor has one kind of line end in a file, and no byte order mark. */
function folded(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

async function apply(edit: vscode.WorkspaceEdit, otherwise: string): Promise<void> {
  if (!(await vscode.workspace.applyEdit(edit))) throw new ToolError(otherwise);
}
