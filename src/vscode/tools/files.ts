import * as vscode from 'vscode';
import { recheck, type GuardPorts } from '../../tools/guard';
import type { Files } from '../../tools/ports';
import { missing } from './missing';
import { uriOf } from './uriOf';

const unreadable: Omit<Files, 'list'> = missing('That file');

/** Files of the workspace. */
export function createFiles(guard: GuardPorts): Files {
  return {
    ...unreadable,
    async list(place) {
      await recheck(place, guard);
      const entries = await vscode.workspace.fs.readDirectory(uriOf(place));
      return entries.map(([name, type]) => ({
        name,
        kind:
          (type & vscode.FileType.SymbolicLink) !== 0
            ? 'link'
            : type === vscode.FileType.Directory
              ? 'folder'
              : type === vscode.FileType.File
                ? 'file'
                : 'other',
      }));
    },
  };
}
