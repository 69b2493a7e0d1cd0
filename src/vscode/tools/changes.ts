import * as vscode from 'vscode';
import { type GuardPorts, type Place, recheck } from '../../tools/guard';
import { isNotebookSource } from '../../tools/notebookSource';
import type { ChangeOutcome, Changes, FileChange } from '../../tools/ports';
import { ToolError } from '../../util/toolError';
import { editNotebook } from './editNotebook';
import { editText } from './editText';
import { encodedNew } from './encodedNew';
import { isUriOf, uriOf } from './uriOf';

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
      return make(change, guard);
    },
  };
}

async function make(change: FileChange, guard: GuardPorts): Promise<ChangeOutcome> {
  const { place } = change;
  switch (change.kind) {
    case 'edit':
      return isNotebook(place) && isNotebookSource(change.before)
        ? editNotebook(change)
        : editText(change, guard);
    case 'create': {
      const edit = new vscode.WorkspaceEdit();
      const contents = await encodedNew(place, change.text);
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

function isNotebook(place: Place): boolean {
  return (
    place.target.relative.toLowerCase().endsWith('.ipynb') ||
    vscode.workspace.notebookDocuments.some(({ uri }) => isUriOf(uri, place))
  );
}

async function apply(edit: vscode.WorkspaceEdit, otherwise: string): Promise<void> {
  if (!(await vscode.workspace.applyEdit(edit))) throw new ToolError(otherwise);
}
