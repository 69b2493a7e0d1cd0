import { spawn } from 'node:child_process';
import path from 'node:path';
import { atExit } from './atExit';
import { checkoutFolder } from './checkout';
import { writeUserSettings, type UserSettings } from './userSettings';

export interface DesktopOptions {
  /** The program of VS Code. */
  readonly program: string;
  readonly workspace: string;
  readonly dataFolder: string;
  readonly settings: UserSettings;
  readonly env: Readonly<Record<string, string>>;
}

export interface RunningDesktop {
  /** Resolves when its window was closed. */
  readonly closed: Promise<void>;
  readonly stop: () => void;
}

/** Opens a workspace in a desktop VS Code that has the extension of this checkout, and settings of its own. */
export function startDesktop(options: DesktopOptions): RunningDesktop {
  writeUserSettings(options.dataFolder, options.settings);
  const isRoot = process.getuid?.() === 0;
  const child = spawn(
    options.program,
    [
      `--extensionDevelopmentPath=${checkoutFolder}`,
      `--user-data-dir=${options.dataFolder}`,
      `--extensions-dir=${path.join(options.dataFolder, 'extensions')}`,
      '--disable-workspace-trust',
      '--skip-release-notes',
      '--new-window',
      ...(isRoot ? ['--no-sandbox'] : []),
      options.workspace,
    ],
    { stdio: 'ignore', env: { ...environment(), ...options.env } },
  );
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  const forget = atExit(stop);
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      forget();
      resolve();
    });
  });
  return { closed, stop };
}

/** The environment without what a VS Code in whose terminal we run has set, which would lead to that one. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(kept);
}
