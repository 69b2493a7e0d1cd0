import * as vscode from 'vscode';
import {
  approvalRules,
  section,
  settingDefaults,
  thinkingLevels,
  type ApprovalRule,
  type McpServerSetting,
  type Settings,
} from '../manifest';
import type { McpServerTool } from '../api/types';
import type { TurnSettings } from '../session/request';

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
    instructionFiles: readList(configuration.get('instructionFiles')),
    'tools.workspace': configuration.get<unknown>('tools.workspace') !== false,
    'tools.enabled': entries(configuration.get('tools.enabled'), isBoolean),
    approvals: entries(ownValue(configuration, 'approvals'), isRule),
    'tools.maxRounds': readCount(configuration.get('tools.maxRounds'), 'tools.maxRounds'),
    'tools.maxTokens': readCount(configuration.get('tools.maxTokens'), 'tools.maxTokens'),
    mcpServers: entries(ownValue(configuration, 'mcpServers'), isServer),
  };
}

/** What a turn reads of the settings. */
export function readTurnSettings(): TurnSettings {
  const settings = readSettings();
  return {
    ...settings,
    tools: mcpTools(settings.mcpServers),
    maxRounds: settings['tools.maxRounds'],
    maxTokens: settings['tools.maxTokens'],
  };
}

/** The remote MCP servers as the service takes them; none where the workspace is not trusted. */
function mcpTools(servers: Settings['mcpServers']): readonly McpServerTool[] {
  if (!vscode.workspace.isTrusted) return [];
  return Object.entries(servers).map(([name, { url, headers, allowedTools }]) => ({
    type: 'mcp_server',
    // A hyphen is refused by the service.
    name: name.toLowerCase().replace(/[^a-z0-9_]/g, '_'),
    url,
    ...(headers === undefined ? {} : { headers }),
    ...(allowedTools === undefined ? {} : { allowed_tools: [{ mode: 'auto', tools: allowedTools }] }),
  }));
}

/** The value of the user's own settings: what a workspace says is passed over, whatever the scope of the setting. */
function ownValue(configuration: vscode.WorkspaceConfiguration, name: keyof Settings): unknown {
  return configuration.inspect<unknown>(name)?.globalValue;
}

function readList(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === 'string' && each.trim() !== '')
    : settingDefaults.instructionFiles;
}

function readCount(value: unknown, name: 'tools.maxRounds' | 'tools.maxTokens'): number {
  return typeof value === 'number' && value >= 0 ? Math.floor(value) : settingDefaults[name];
}

/** Those entries of an object that are as they should be. */
function entries<T>(value: unknown, fits: (each: unknown) => each is T): Readonly<Record<string, T>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, T] => fits(entry[1])));
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isRule(value: unknown): value is ApprovalRule {
  return approvalRules.some((rule) => rule === value);
}

function isServer(value: unknown): value is McpServerSetting {
  return (
    typeof value === 'object' &&
    value !== null &&
    'url' in value &&
    typeof value.url === 'string' &&
    /^https?:$/.test(URL.parse(value.url)?.protocol ?? '')
  );
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

/** Changes a setting of the user, where alone some are read. */
export async function writeUserSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
}

/** Calls the listener after a setting of ours has changed. */
export function onSettingsChanged(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}
