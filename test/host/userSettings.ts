import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type UserSettings = Readonly<Record<string, unknown>>;

/** Keeps VS Code from doing what a test or a trial has not asked for. */
const quiet: UserSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.restoreWindows': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Writes user settings into a user-data-dir: quiet ones, then what is there already, then the given ones. */
export function writeUserSettings(dataFolder: string, settings: UserSettings): void {
  const file = path.join(dataFolder, 'User/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  const present: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const merged = { ...quiet, ...(typeof present === 'object' ? present : {}), ...settings };
  writeFileSync(file, `${JSON.stringify(merged, null, 2)}\n`);
}
