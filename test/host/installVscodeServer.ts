import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkoutFolder } from './checkout';
import { runNpm } from './runNpm';
import { runOrThrow } from './runProcess';
import type { VscodeVersion } from './vscodeVersion';

interface PackageFile {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  packages?: Record<string, PackageFile>;
}

/**
 * Installs VS Code from the npm package `code-server` into a folder. The package's own install script is not run: it
 * compiles modules that need system libraries and are of no use here, and one that fails takes everything with it.
 * The only compiled module is the one that writes logs; without a compiler VS Code works all the same.
 */
export async function installVscodeServer(version: VscodeVersion, folder: string): Promise<void> {
  const started = Date.now();
  console.log(`Installing VS Code ${version.number} from npm (about a minute)…`);
  const listed = path.join(checkoutFolder, 'test/host', `vscode-${version.number}`);
  for (const name of ['package.json', 'package-lock.json'])
    cpSync(path.join(listed, name), path.join(folder, name));
  await runNpm(folder, ['ci', '--ignore-scripts']);

  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  const extensions = path.join(vscode, 'extensions');
  const node = path.join(folder, 'node_modules', `node-linux-${process.arch}`);
  const replaced = Object.keys(readPackage(path.join(folder, 'package.json')).dependencies ?? {});
  for (const part of [vscode, extensions]) {
    leaveOut(part, replaced);
    await runNpm(part, ['install', '--omit=dev', '--ignore-scripts']);
  }
  const hasLogFiles = await buildLogModule(vscode, node);
  if (!hasLogFiles) {
    console.log(
      'There is no C++ compiler (or no Python for node-gyp): VS Code works, but writes no log files.',
    );
  }
  finishLayout(folder, vscode);
  prune(folder, vscode, node);

  const entry = path.join(folder, 'node_modules/code-server/out/node/entry.js');
  const said = await runOrThrow(path.join(node, 'bin/node'), [entry, '--config', os.devNull, '--version']);
  if (!said.includes(version.number)) throw new Error(`The installed VS Code says it is ${said.trim()}.`);
  writeFileSync(path.join(folder, 'installed.json'), `${JSON.stringify({ hasLogFiles })}\n`);
  console.log(`VS Code ${version.number} is installed (${Math.round((Date.now() - started) / 1000)} s).`);
}

function readPackage(file: string): PackageFile {
  return JSON.parse(readFileSync(file, 'utf8')) as PackageFile;
}

/**
 * Takes modules out of the lists of VS Code: those that our own list has too, one folder up, where Node finds them.
 * The older VS Code wants them from a git repository, or in versions that come without ready-made binaries.
 */
function leaveOut(folder: string, names: readonly string[]): void {
  for (const name of ['package.json', 'npm-shrinkwrap.json']) {
    const file = path.join(folder, name);
    const content = readPackage(file);
    for (const list of [content, content.packages?.['']]) {
      for (const module of names) {
        delete list?.dependencies?.[module];
        delete list?.devDependencies?.[module];
      }
    }
    for (const module of names) delete content.packages?.[`node_modules/${module}`];
    writeFileSync(file, JSON.stringify(content));
  }
}

/** Compiles the module that writes log files. False when that is not possible. */
async function buildLogModule(vscode: string, node: string): Promise<boolean> {
  const optional = ['@vscode/native-watchdog', 'native-watchdog'].filter((name) => isThere(vscode, name));
  const env = {
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    // The headers are in the package, so that node-gyp downloads nothing; this also beats a setting of the user.
    npm_config_nodedir: node,
    JOBS: String(os.availableParallelism()),
  };
  const built = path.join(vscode, 'node_modules/@vscode/spdlog/build/Release/spdlog.node');
  await runNpm(vscode, ['rebuild', '@vscode/spdlog', ...optional], env).catch((error: unknown) => {
    if (process.env['GEMINI_TEST_VERBOSE']) console.log(String(error));
  });
  return existsSync(built);
}

function isThere(vscode: string, module: string): boolean {
  return existsSync(path.join(vscode, 'node_modules', module));
}

/** What the package's install script does besides installing. */
function finishLayout(folder: string, vscode: string): void {
  const remoteCommand = path.join(vscode, 'bin/remote-cli/code-server');
  rmSync(remoteCommand, { force: true });
  symlinkSync('code-linux.sh', remoteCommand);
  if (isThere(vscode, '@vscode/ripgrep-universal')) return;
  // Older layout: modules under a second name, and a ripgrep that its package would download.
  symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  const ripgrep = path.join(vscode, 'node_modules/@vscode/ripgrep/bin/rg');
  const universal = path.join(
    folder,
    'node_modules/@vscode/ripgrep-universal/bin',
    `linux-${process.arch}`,
    'rg',
  );
  cpSync(universal, ripgrep);
  chmodSync(ripgrep, 0o755);
}

/** Removes about 300 MB that only other systems and VS Code's own assistant need. */
function prune(folder: string, vscode: string, node: string): void {
  const remove = (target: string): void => rmSync(target, { recursive: true, force: true });
  for (const root of [vscode, folder]) {
    const modules = path.join(root, 'node_modules');
    remove(path.join(modules, `@github/copilot-sdk-linux-${process.arch}`));
    for (const name of ['@microsoft/mxc-sdk', '@vscode/windows-process-tree'])
      remove(path.join(modules, name));
    for (const binaries of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']) {
      const all = path.join(modules, binaries);
      if (!existsSync(all)) continue;
      for (const name of readdirSync(all)) {
        if (name !== `linux-${process.arch}`) remove(path.join(all, name));
      }
    }
  }
  remove(path.join(node, 'include'));
}
