import * as vscode from 'vscode';

const secretName = 'geminiInteractions.apiKey';

/** Where the key is kept: the editor's secret storage first, then the environment. Never a setting, never a file of the workspace. */
export interface ApiKey {
  /** The key; `undefined` when there is none. */
  get(): Promise<string | undefined>;
  set(key: string): Promise<void>;
  /** Forgets the stored key. One of the environment stays in use. */
  clear(): Promise<void>;
  /** The variable of the environment that holds a key, when one does. */
  readonly environmentName: string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

/** @param environment of the extension host */
export function createApiKey(
  secrets: vscode.SecretStorage,
  environment: Readonly<Record<string, string | undefined>>,
): ApiKey & vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const subscription = secrets.onDidChange(({ key }) => {
    if (key === secretName) changed.fire();
  });
  const variable = (): string | undefined =>
    ['GEMINI_API_KEY', 'GOOGLE_API_KEY'].find((name) => environment[name]?.trim());
  return {
    async get() {
      const stored = (await secrets.get(secretName))?.trim();
      const name = variable();
      return stored || (name === undefined ? undefined : environment[name]?.trim());
    },
    async set(key) {
      await secrets.store(secretName, key.trim());
    },
    async clear() {
      await secrets.delete(secretName);
    },
    get environmentName() {
      return variable();
    },
    onDidChange: changed.event,
    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}
