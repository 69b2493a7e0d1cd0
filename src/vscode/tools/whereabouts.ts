import path from 'node:path';
import * as vscode from 'vscode';
import { createGuard, type GuardPorts, type Place } from '../../tools/guard';
import { isWithin, relativeTo } from '../../tools/paths';
import { isToolError } from '../../util/toolError';

/** What may be told of a file that the editor names. */
export type Whereabouts =
  | {
      readonly kind: 'shown';
      readonly place: Place;
      /** As the model calls it. */
      readonly name: string;
      /** Not when it may be read but is left out of what is found, as what Git ignores is. */
      readonly isListed: boolean;
    }
  /** Of a library, or outside of the workspace: its short name may be told, nothing of it is read. */
  | { readonly kind: 'outside'; readonly name: string }
  /** It may not be read: kept from the model, or a secret. */
  | { readonly kind: 'hidden' };

/**
 * Tells where the files are that language servers, Git and the editor name. Remembers them, so make one for each call.
 * @param asked what the call is about: the model has named it, so all in it counts as listed
 */
export function createWhereabouts(
  guard: GuardPorts,
  asked?: Place,
): (uri: vscode.Uri) => Promise<Whereabouts> {
  const known = new Map<string, Promise<Whereabouts>>();
  return (uri) => {
    const key = uri.toString();
    const found = known.get(key) ?? find(uri, guard, asked);
    known.set(key, found);
    return found;
  };
}

async function find(uri: vscode.Uri, guard: GuardPorts, asked: Place | undefined): Promise<Whereabouts> {
  const cell = cellOf(uri);
  const file = cell?.notebook ?? uri;
  const absolute = await inWorkspace(file, guard);
  const library = /^.*[\\/](node_modules[\\/].*)$/s.exec(file.path)?.[1];
  if (absolute === undefined || library !== undefined)
    return { kind: 'outside', name: library ?? path.posix.basename(file.path) };
  try {
    const { pass, shows } = createGuard(guard);
    const place = await pass(absolute, 'read');
    return {
      kind: 'shown',
      place,
      name: cell === undefined ? place.name : `${place.name} (cell ${cell.number})`,
      isListed: (asked !== undefined && isIn(place, asked)) || (await shows(place.root, place.relative)),
    };
  } catch (error) {
    if (isToolError(error)) return { kind: 'hidden' };
    throw error;
  }
}

function cellOf(uri: vscode.Uri): { readonly notebook: vscode.Uri; readonly number: number } | undefined {
  if (uri.scheme !== 'vscode-notebook-cell') return undefined;
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri.toString());
    if (cell !== undefined) return { notebook: notebook.uri, number: cell.index + 1 };
  }
  return undefined;
}

/** The path of a file as its workspace folder has it; servers and Git often follow the links to that folder. */
async function inWorkspace(
  uri: vscode.Uri,
  { roots, style, realPath }: GuardPorts,
): Promise<string | undefined> {
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined)
    return uri.scheme === 'file' ? uri.fsPath : uri.path;
  if (uri.scheme !== 'file') return undefined;
  for (const root of roots()) {
    const real = await realPath(root.path);
    if (real !== undefined && isWithin(uri.fsPath, real, style))
      return path.join(root.path, relativeTo(real, uri.fsPath, style));
  }
  return undefined;
}

/** Whether a place is another one or in it; everything is in `undefined`, the workspace. */
export function isIn(inner: Place, outer: Place | undefined): boolean {
  if (outer === undefined) return true;
  if (inner.root.path !== outer.root.path) return false;
  const { relative } = outer;
  return relative === '' || inner.relative === relative || inner.relative.startsWith(`${relative}/`);
}
