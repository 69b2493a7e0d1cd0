import * as vscode from 'vscode';
import type { GuardPorts } from '../../tools/guard';
import type { Editors, EditorSelection, OpenEditor } from '../../tools/codePorts';
import { createWhereabouts, type Whereabouts } from './whereabouts';

/** What the person has open, without what the guard does not let show. */
export function createEditors(guard: GuardPorts): Editors {
  return {
    async open() {
      const whereabouts = createWhereabouts(guard);
      const editors = new Map<string, OpenEditor>();
      const hidden = new Set<string>();
      for (const group of vscode.window.tabGroups.all) {
        for (const tab of group.tabs) {
          const uri = uriOfTab(tab);
          if (uri === undefined) continue;
          const file = nameOf(uri, await whereabouts(uri));
          if (file === undefined) {
            hidden.add(uri.toString());
            continue;
          }
          const before = editors.get(file);
          editors.set(file, {
            file,
            isActive: before?.isActive === true || (tab.isActive && group.isActive),
            isVisible: before?.isVisible === true || tab.isActive,
            isUnsaved: before?.isUnsaved === true || tab.isDirty,
          });
        }
      }
      return { editors: [...editors.values()], hidden: hidden.size };
    },
    async selections() {
      // The chat may be the active tab itself.
      const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
      if (editor === undefined) return [];
      const { document } = editor;
      const where = await createWhereabouts(guard)(document.uri);
      if (where.kind !== 'shown' || !where.isListed) return [];
      const filled = editor.selections.filter(({ isEmpty }) => !isEmpty);
      const shown = filled.length > 0 ? filled : [editor.selection];
      return shown.map((selection) => selectionOf(document, selection, where.name));
    },
  };
}

function uriOfTab({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff)
    return input.modified;
  return input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook
    ? input.uri
    : undefined;
}

/** A text that was never saved has a name, and no place to read it from. */
function nameOf(uri: vscode.Uri, where: Whereabouts): string | undefined {
  if (uri.scheme === 'untitled') return uri.path;
  return where.kind === 'shown' && where.isListed ? where.name : undefined;
}

/** A selection that ends at the start of a line does not count that line. */
function selectionOf(document: vscode.TextDocument, range: vscode.Range, file: string): EditorSelection {
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return {
    file,
    firstLine: range.start.line + 1,
    lastLine: range.end.line + (endsBefore ? 0 : 1),
    text: document.getText(range),
  };
}
