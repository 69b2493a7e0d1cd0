import * as vscode from 'vscode';
import { type FileChange, kindOf, wholeFile } from '../../review/changeSet';
import { lineCountsOf, sizeInWords } from '../../review/lineCountsOf';
import { proposedPlaces } from '../../review/proposedPlaces';
import { commandId } from '../../manifest';
import type { ChangeTarget } from './changeTargets';
import { conflictWords } from './conflictWords';
import { pendingOf } from './createReviews';
import type { Review, Reviews } from './reviews';
import { inGroups, type ReviewGroup, waitingParts } from './waitingParts';

/** A row of the view; `targets` is what its buttons decide about. */
export interface ChangeNode {
  readonly kind: 'group' | 'file' | 'part';
  readonly id: string;
  readonly targets: readonly ChangeTarget[];
}

/** With more files than this they begin folded. */
const mostUnfolded = 20;
const longestLabel = 80;

/** The rows of the view: who proposed, the files, their changes. */
export function createChangesTree(reviews: Reviews): vscode.TreeDataProvider<ChangeNode> {
  const fileOf = ({ review: id, path }: ChangeTarget) => {
    const review = reviews.get(id);
    const file = review?.set.files.find((each) => each.path === path);
    return review === undefined || file === undefined ? undefined : { review, file };
  };
  return {
    getChildren: (node) => [...childrenOf(node)],
    getTreeItem,
  };

  function childrenOf(node: ChangeNode | undefined): readonly ChangeNode[] {
    const groups = inGroups(reviews.all);
    if (node === undefined) return groups.map(groupNode);
    if (node.kind === 'group')
      return (groups.find(({ group }) => group === node.id)?.reviews ?? []).flatMap(fileNodes);
    const [target] = node.targets;
    const found = target === undefined || node.kind === 'part' ? undefined : fileOf(target);
    return found === undefined ? [] : partNodes(found.review, found.file);
  }

  function getTreeItem(node: ChangeNode): vscode.TreeItem {
    const [target] = node.targets;
    const found = target === undefined ? undefined : fileOf(target);
    const isFolded = waitingFiles(reviews) > mostUnfolded;
    const group = inGroups(reviews.all).find((each) => each.group === node.id);
    const item =
      node.kind === 'group'
        ? groupItem(group)
        : found === undefined
          ? new vscode.TreeItem('')
          : node.kind === 'file'
            ? fileItem(found.review, found.file, isFolded)
            : partItem(found.file, target?.part ?? '');
    item.id = node.id;
    if (node.kind !== 'group')
      item.command = { title: 'Open Change', command: commandId('openChange'), arguments: [node] };
    return item;
  }
}

/** What the view says beside its title, and the number on it. */
export function waitingInWords(reviews: Reviews): vscode.ViewBadge | undefined {
  const value = waitingParts(reviews).length;
  return value === 0
    ? undefined
    : { value, tooltip: value === 1 ? '1 change waits for review' : `${value} changes wait for review` };
}

function waitingFiles({ all }: Reviews): number {
  return all.reduce((sum, { set }) => sum + set.files.filter((file) => pendingOf(file).length > 0).length, 0);
}

function groupNode({ group, reviews }: ReviewGroup): ChangeNode {
  return { kind: 'group', id: group, targets: reviews.map(({ id }) => ({ review: id })) };
}

function fileNodes({ id, set }: Review): readonly ChangeNode[] {
  return set.files
    .filter((file) => pendingOf(file).length > 0)
    .map(({ path }) => ({ kind: 'file', id: `${id} ${path}`, targets: [{ review: id, path }] }));
}

function partNodes({ id }: Review, file: FileChange): readonly ChangeNode[] {
  const { path } = file;
  return pendingOf(file)
    .filter((part) => part !== wholeFile)
    .map((part) => ({ kind: 'part', id: `${id} ${path} ${part}`, targets: [{ review: id, path, part }] }));
}

function groupItem(group: ReviewGroup | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(group?.title ?? '', vscode.TreeItemCollapsibleState.Expanded);
  const files = group?.reviews.flatMap(({ set }) => set.files) ?? [];
  const [first] = group?.reviews ?? [];
  if (first !== undefined) item.description = sizeInWords({ ...first.set, files });
  item.iconPath = new vscode.ThemeIcon(icons[first?.set.origin.kind ?? 'chat']);
  item.contextValue = 'changeGroup';
  return item;
}

const icons = {
  chat: 'comment-discussion',
  codeBlock: 'code',
  inlineEdit: 'edit',
  agentRun: 'server-process',
} as const;

const kinds = { added: 'added', changed: '', deleted: 'deleted', renamed: 'renamed' } as const;

function fileItem({ concerns = [], target }: Review, file: FileChange, isFolded: boolean): vscode.TreeItem {
  const { path, oldPath, conflicts } = file;
  const slash = path.lastIndexOf('/');
  const hasParts = file.hunks.length > 0;
  const item = new vscode.TreeItem(
    path.slice(slash + 1),
    !hasParts
      ? vscode.TreeItemCollapsibleState.None
      : isFolded
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.Expanded,
  );
  const { added, removed } = lineCountsOf(file);
  const kind = kinds[kindOf(file)];
  const isUnusual = conflicts.length > 0 || concerns.length > 0;
  item.description = [
    kind === 'renamed' ? `renamed from ${oldPath ?? path}` : kind,
    conflicts.length > 0 ? 'conflict' : '',
    added + removed === 0 ? '' : `+${added} −${removed}`,
    path.slice(0, Math.max(0, slash)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const uri = target(path)?.uri(path);
  if (uri !== undefined) item.resourceUri = uri;
  item.iconPath = isUnusual ? new vscode.ThemeIcon('warning') : vscode.ThemeIcon.File;
  item.tooltip = [path, ...concerns, ...new Set(conflicts.map(({ kind: why }) => conflictWords[why]))].join(
    '\n',
  );
  item.contextValue = 'changeFile';
  return item;
}

function partItem(file: FileChange, part: string): vscode.TreeItem {
  const place = proposedPlaces(file).find(({ hunk }) => hunk.id === part);
  const conflict = file.conflicts.find((each) => each.part === part);
  const text = place?.firstLine ?? '';
  const item = new vscode.TreeItem(
    text === '' ? 'Blank lines' : text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text,
  );
  const { added = 0, removed = 0 } = place === undefined ? {} : countsOf(place.hunk);
  const counts = [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : ''].filter(
    (each) => each !== '',
  );
  item.description = [
    conflict === undefined ? '' : 'conflict',
    place === undefined ? '' : `line ${place.lines.first}`,
    ...counts,
  ]
    .filter((each) => each !== '')
    .join(' · ');
  item.iconPath = new vscode.ThemeIcon(
    conflict !== undefined
      ? 'warning'
      : removed === 0
        ? 'diff-added'
        : added === 0
          ? 'diff-removed'
          : 'diff-modified',
  );
  if (conflict !== undefined) item.tooltip = conflictWords[conflict.kind];
  item.contextValue = 'changePart';
  return item;
}

function countsOf({ oldStart, oldEnd, newStart, newEnd }: FileChange['hunks'][number]) {
  return { added: newEnd - newStart, removed: oldEnd - oldStart };
}
