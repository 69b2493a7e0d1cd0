/**
 * The ids that `package.json` contributes, with the types of the settings. A unit test compares the two, so that
 * neither can drift.
 */

/** `publisher.name` of the extension. */
export const extensionId = 'gemini-interactions.gemini-interactions';
/** The section of all settings, and the prefix of all commands, views and context keys. */
export const section = 'geminiInteractions';

export const commandNames = [
  'setApiKey',
  'clearApiKey',
  'testConnection',
  'openChat',
  'openChatInEditor',
  'newChat',
  'showHistory',
  'renameChat',
  'deleteChats',
  'exportChat',
  'importChat',
  'stop',
  'askAboutSelection',
  'explainSelection',
  'fixSelection',
  'generateTests',
  'documentSelection',
  'addSelectionToChat',
  'addFileToChat',
  'selectModel',
  'selectThinkingLevel',
  'showLog',
] as const;
export type CommandName = (typeof commandNames)[number];

/** The full id of a command. */
export function commandId(name: CommandName): string {
  return `${section}.${name}`;
}

export const chatViewId = `${section}.chat`;
export const chatEditorType = `${section}.chatEditor`;

/** Context keys that `when` clauses read. */
export const contextKeys = {
  hasKey: `${section}.hasKey`,
  running: `${section}.running`,
} as const;

export const thinkingLevels = ['default', 'minimal', 'low', 'medium', 'high'] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

export interface Settings {
  readonly apiBaseUrl: string;
  readonly model: string;
  readonly thinkingLevel: ThinkingLevel;
  readonly store: boolean;
  readonly systemInstruction: string;
}
export const settingDefaults: Settings = {
  apiBaseUrl: '',
  model: 'gemini-3.5-flash',
  thinkingLevel: 'default',
  store: true,
  systemInstruction: '',
};
