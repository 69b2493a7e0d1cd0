import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './checkout';
import { installOnce } from './installOnce';
import { installVscodeServer } from './installVscodeServer';
import type { VscodeVersion } from './vscodeVersion';

/** A real VS Code that serves its workbench to a browser, installed from npm. */
export interface VscodeServer {
  readonly version: VscodeVersion;
  /** The Node that runs it, of the version that this VS Code runs extensions with. */
  readonly node: string;
  /** The script that starts it. */
  readonly entry: string;
  /** Whether output channels and log files work: they need a module that only a compiler can build. */
  readonly hasLogFiles: boolean;
}

/** Says why VS Code cannot be served on this machine; undefined when it can. */
export function whyNoVscodeServer(): string | undefined {
  if (process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')) return undefined;
  return `VS Code can be served from npm on Linux (x64, arm64) only, and this is ${process.platform} ${process.arch}.`;
}

/** Installs a version of VS Code into the cache folder, unless it is there. Prints what it does. */
export async function vscodeServer(version: VscodeVersion): Promise<VscodeServer> {
  const reason = whyNoVscodeServer();
  if (reason) throw new Error(reason);
  const folder = path.join(cacheFolder(), `vscode-server-${version.number}`);
  await installOnce(folder, (partial) => installVscodeServer(version, partial));
  const notes: unknown = JSON.parse(readFileSync(path.join(folder, 'installed.json'), 'utf8'));
  return {
    version,
    node: path.join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin/node'),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
    hasLogFiles:
      typeof notes === 'object' && notes !== null && 'hasLogFiles' in notes && notes.hasLogFiles === true,
  };
}
