import * as vscode from 'vscode';
import type { ApiKey } from '../vscode/apiKey';
import { signalOf } from '../vscode/cancellation';
import type { Service } from '../vscode/service';
import { readSettings } from '../vscode/settings';

/** The commands about the key and the connection. */
export function accountCommands(apiKey: ApiKey, service: Service) {
  async function testConnection(): Promise<void> {
    const models = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: 'Asking the service which models it has…',
        cancellable: true,
      },
      async (_progress, token) => (await service.client()).listModels(signalOf(token)),
    );
    const { model } = readSettings();
    const known = models.some(({ name }) => name === `models/${model}`);
    const about = known ? `${model} is one of them.` : `${model}, the model that is set, is not among them.`;
    void vscode.window.showInformationMessage(
      `Connected to ${service.place.origin}: ${models.length} models. ${about}`,
    );
  }

  return {
    async setApiKey(): Promise<void> {
      const key = await vscode.window.showInputBox({
        title: 'Gemini API key',
        prompt:
          'Kept in the secret storage of this editor. A key is free at https://aistudio.google.com/apikey',
        placeHolder: 'Paste the key',
        password: true,
        ignoreFocusOut: true,
        validateInput: (value) => (/\s/.test(value.trim()) ? 'A key has no white space in it.' : undefined),
      });
      if (key === undefined || key.trim() === '') return;
      await apiKey.set(key);
      await testConnection();
    },
    async clearApiKey(): Promise<void> {
      await apiKey.clear();
      const { environmentName } = apiKey;
      void vscode.window.showInformationMessage(
        environmentName === undefined
          ? 'The API key is forgotten.'
          : `The stored API key is forgotten. The one in ${environmentName} of the environment is still used.`,
      );
    },
    testConnection,
  };
}
