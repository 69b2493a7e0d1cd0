import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { runOrThrow } from './runProcess';
import type { VscodeServer } from './vscodeServer';

/** Puts an unpacked extension into an extensions folder, before VS Code starts, by a link. */
export function linkExtension(extensionsFolder: string, extensionFolder: string): void {
  const manifest = JSON.parse(readFileSync(path.join(extensionFolder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly publisher: string;
    readonly version: string;
  };
  mkdirSync(extensionsFolder, { recursive: true });
  const id = `${manifest.publisher}.${manifest.name}`;
  for (const name of readdirSync(extensionsFolder)) {
    if (name.startsWith(`${id}-`)) rmSync(path.join(extensionsFolder, name), { recursive: true });
  }
  // VS Code lists here what it has found, by version; without the list it looks again.
  rmSync(path.join(extensionsFolder, 'extensions.json'), { force: true });
  symlinkSync(extensionFolder, path.join(extensionsFolder, `${id}-${manifest.version}`), 'dir');
}

/** Installs a packed extension (`.vsix`) into an extensions folder, before VS Code starts. */
export async function installPackage(
  vscode: VscodeServer,
  folders: ServerFolders,
  vsixFile: string,
): Promise<void> {
  mkdirSync(folders.extensionsFolder, { recursive: true });
  const options = {
    config: path.join(folders.dataFolder, 'install.yaml'),
    'user-data-dir': folders.dataFolder,
    'extensions-dir': folders.extensionsFolder,
    'install-extension': vsixFile,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  await runOrThrow(vscode.node, [vscode.entry, ...args], { env, timeout: 120_000 });
}

interface ServerFolders {
  readonly dataFolder: string;
  readonly extensionsFolder: string;
}
