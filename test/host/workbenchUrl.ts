import path from 'node:path';
import type { RunningServer } from './startServer';

export interface WorkbenchContent {
  /** A folder or a `.code-workspace` file; without it the window is empty. */
  readonly workspace?: string;
  /** Folder of an extension in development; only a window with the test driver takes it. */
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  /** Files that are opened. */
  readonly files?: readonly string[];
}

/** The address of a workbench window of a running server. */
export function workbenchUrl(server: RunningServer, content: WorkbenchContent): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
  const payload: [string, string][] = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  for (const name of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    const value = content[name];
    if (value !== undefined) payload.push([name, remote(value)]);
  }
  for (const file of content.files ?? []) payload.push(['openFile', remote(file)]);
  const query = new URLSearchParams();
  if (content.workspace === undefined) query.set('ew', 'true');
  else {
    const kind = content.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
    query.set(kind, path.resolve(content.workspace));
  }
  query.set('payload', JSON.stringify(payload));
  return `${server.url}?${query.toString()}`;
}
