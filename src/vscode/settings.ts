import * as vscode from 'vscode';
import { section, settingDefaults, thinkingLevels, type Settings } from '../manifest';

/** The settings as they are now. A value of the wrong type counts as not set. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const text = (name: 'apiBaseUrl' | 'model' | 'systemInstruction'): string => {
    const value = configuration.get<unknown>(name);
    return typeof value === 'string' ? value : settingDefaults[name];
  };
  const level = configuration.get<unknown>('thinkingLevel');
  const store = configuration.get<unknown>('store');
  return {
    apiBaseUrl: text('apiBaseUrl').trim(),
    model: text('model').trim() || settingDefaults.model,
    thinkingLevel: thinkingLevels.find((each) => each === level) ?? settingDefaults.thinkingLevel,
    store: typeof store === 'boolean' ? store : settingDefaults.store,
    systemInstruction: text('systemInstruction'),
  };
}

/**
 * Changes a setting where it is set now: in the workspace when the workspace sets it (else the change would not
 * show), otherwise for the user.
 */
export async function writeSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const inspected = configuration.inspect(name);
  const target =
    inspected?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update(name, value, target);
}

/** Calls the listener after a setting of ours has changed. */
export function onSettingsChanged(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}
