import type * as vscode from 'vscode';
import type { Place } from '../../tools/guard';
import type { GitChange } from '../../tools/gitPorts';
import type { GitChangeEntry } from '../gitApi';
import { isIn, type Whereabouts } from './whereabouts';

/** Words for the enumeration `Status` of the Git extension, in its order. */
const words = [
  'modified',
  'added',
  'deleted',
  'renamed',
  'copied',
  'modified',
  'deleted',
  'untracked',
  'ignored',
  'added',
  'renamed',
  'changed in type',
  'added by us',
  'added by them',
  'deleted by us',
  'deleted by them',
  'added by both',
  'deleted by both',
  'modified by both',
] as const;

/** A change that may be told, and where Git finds the file. */
export interface ToldChange extends GitChange {
  readonly uri: vscode.Uri;
}

/** Those of some changes that are within a place and may be told; of the others, where they are. */
export async function changesOf(
  entries: readonly GitChangeEntry[],
  place: Place | undefined,
  whereabouts: (uri: vscode.Uri) => Promise<Whereabouts>,
): Promise<{ readonly changes: readonly ToldChange[]; readonly hidden: readonly string[] }> {
  const changes: ToldChange[] = [];
  const hidden: string[] = [];
  for (const { uri, originalUri, renameUri, status } of entries) {
    const now = renameUri ?? uri;
    const where = await whereabouts(now);
    const wasElsewhere = renameUri !== undefined && originalUri.toString() !== now.toString();
    const before = wasElsewhere ? await whereabouts(originalUri) : undefined;
    if (where.kind === 'hidden' || before?.kind === 'hidden') {
      // Which of the hidden ones are of the place would tell their names.
      if (place === undefined || place.relative === '') hidden.push(now.toString());
      continue;
    }
    // A repository may reach beyond the workspace.
    if (where.kind !== 'shown' || !isIn(where.place, place)) continue;
    changes.push({
      uri: now,
      file: where.name,
      what: words[status] ?? 'changed',
      ...(before?.kind === 'shown' ? { formerly: before.name } : {}),
    });
  }
  return { changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)), hidden };
}
