/**
 * The ids that `package.json` contributes, with the types of the settings. A unit test compares the two, so that
 * neither can drift.
 */

/** `publisher.name` of the extension. */
export const extensionId = 'gemini-interactions.gemini-interactions';
/** What the names of our functions begin with where other extensions see them. */
export const ownToolPrefix = 'gemini_';
/** Our functions that only read: what VS Code's own chat and other extensions may call too. */
export const contributedTools = [
  'read_file',
  'list_directory',
  'find_files',
  'search_text',
  'get_problems',
  'find_symbols',
  'look_up_symbol',
  'read_git',
  'get_editors',
] as const;
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
  'simplifySelection',
  'generateTests',
  'documentSelection',
  'editSelection',
  'stopEdit',
  'addSelectionToChat',
  'addFileToChat',
  'acceptChange',
  'rejectChange',
  'acceptHunk',
  'rejectHunk',
  'nextChange',
  'previousChange',
  'openChange',
  'reviewChanges',
  'acceptAllChanges',
  'rejectAllChanges',
  'generateCommitMessage',
  'stopCommitMessage',
  'reviewWorkingTree',
  'fixFinding',
  'resolveFinding',
  'deleteFinding',
  'dismissFindings',
  'restoreCheckpoint',
  'selectModel',
  'selectThinkingLevel',
  'selectTools',
  'managePermissions',
  'showLog',
] as const;
export type CommandName = (typeof commandNames)[number];

/** The full id of a command. */
export function commandId(name: CommandName): string {
  return `${section}.${name}`;
}

export const chatViewId = `${section}.chat`;
export const changesViewId = `${section}.changes`;
export const chatEditorType = `${section}.chatEditor`;
/** The comments that a review makes. */
export const findingsId = `${section}.findings`;

/** The scheme of documents that show a file as a change would make it. */
export const changeScheme = 'gemini-interactions-change';

/** The scheme of documents that show what was in a file. */
export const checkpointScheme = 'gemini-interactions-checkpoint';

/** Context keys that `when` clauses read. */
export const contextKeys = {
  hasKey: `${section}.hasKey`,
  running: `${section}.running`,
  /** Whether something waits for an answer of the person. */
  waiting: `${section}.waiting`,
  /** Whether a commit message is being written. */
  writingCommit: `${section}.writingCommit`,
  /** Whether an edit is being written that the active editor shows. */
  editing: `${section}.editing`,
  /** Whether changes wait for a decision. */
  changesWaiting: `${section}.changesWaiting`,
  /** Whether the active editor shows one of them, and whether it is the one of all of them. */
  reviewing: `${section}.reviewing`,
  reviewingAll: `${section}.reviewingAll`,
} as const;

export const thinkingLevels = ['default', 'minimal', 'low', 'medium', 'high'] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

/** What happens to calls of a function: they run, are asked for, or are refused. */
export const approvalRules = ['allow', 'ask', 'deny'] as const;
export type ApprovalRule = (typeof approvalRules)[number];

export interface Settings {
  readonly apiBaseUrl: string;
  readonly model: string;
  readonly thinkingLevel: ThinkingLevel;
  readonly store: boolean;
  readonly systemInstruction: string;
  /** Paths, relative to a workspace folder, of files with instructions for the model. */
  readonly instructionFiles: readonly string[];
  /** Whether the model may call functions of the workspace. */
  readonly 'tools.workspace': boolean;
  /** By the name of a function: whether it is declared. Those without an entry are as they come. */
  readonly 'tools.enabled': Readonly<Record<string, boolean>>;
  /** By the name of a function; of the user's settings only. */
  readonly approvals: Readonly<Record<string, ApprovalRule>>;
  /** Requests that a turn may make before it asks to go on; 0 for no limit. */
  readonly 'tools.maxRounds': number;
  /** Tokens that a turn may take before it asks to go on; 0 for no limit. */
  readonly 'tools.maxTokens': number;
  /** Remote MCP servers that the service calls, by name; of the user's settings only. */
  readonly mcpServers: Readonly<Record<string, McpServerSetting>>;
}
export interface McpServerSetting {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The only tools of the server that may be called. */
  readonly allowedTools?: readonly string[];
}
export const settingDefaults: Settings = {
  apiBaseUrl: '',
  model: 'gemini-3.5-flash',
  thinkingLevel: 'default',
  store: true,
  systemInstruction: '',
  instructionFiles: ['GEMINI.md', 'AGENTS.md'],
  'tools.workspace': true,
  'tools.enabled': {},
  approvals: {},
  'tools.maxRounds': 25,
  'tools.maxTokens': 1_000_000,
  mcpServers: {},
};
