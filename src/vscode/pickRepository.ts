import path from 'node:path';
import * as vscode from 'vscode';
import { gitApi, type GitRepository } from './gitApi';
import { InputError } from './readInput';

interface RepositoryItem extends vscode.QuickPickItem {
  readonly repository: GitRepository;
}

/**
 * The repository that a menu of the Source Control view names; else the only one, or the one that the person chooses.
 * @throws InputError when there is none; CancellationError when the person chooses none
 */
export async function pickRepository(given: unknown, title: string): Promise<GitRepository> {
  const api = await gitApi();
  const repositories = api?.repositories ?? [];
  const root = rootOf(given)?.toString();
  const named = repositories.find(({ rootUri }) => rootUri.toString() === root);
  if (named !== undefined) return named;
  const [first, ...others] = repositories;
  if (first === undefined)
    throw new InputError(
      api === undefined
        ? "Git cannot be reached: the editor's Git extension is switched off, or Git is not installed."
        : 'The editor has no Git repository open.',
    );
  if (others.length === 0) return first;
  const active = vscode.window.activeTextEditor?.document.uri;
  const current = active === undefined ? null : await api?.getRepository(active);
  const items = [...repositories]
    .sort((a, b) => Number(b === current) - Number(a === current))
    .map((repository) => itemOf(repository));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'In which repository' });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.repository;
}

/** What a person calls a repository. */
export function repositoryName({ rootUri }: GitRepository): string {
  return path.posix.basename(rootUri.path);
}

function itemOf(repository: GitRepository): RepositoryItem {
  const { HEAD, indexChanges, workingTreeChanges } = repository.state;
  const staged = indexChanges.length > 0 ? `${indexChanges.length} staged` : '';
  const changed = workingTreeChanges.length > 0 ? `${workingTreeChanges.length} changed` : '';
  return {
    repository,
    label: repositoryName(repository),
    description: [HEAD?.name ?? '', staged, changed].filter((part) => part !== '').join(' · '),
    detail: vscode.workspace.asRelativePath(repository.rootUri),
  };
}

/** The root of the source control that a menu has passed. */
function rootOf(given: unknown): vscode.Uri | undefined {
  if (typeof given !== 'object' || given === null || !('rootUri' in given)) return undefined;
  return given.rootUri instanceof vscode.Uri ? given.rootUri : undefined;
}
