import path from 'node:path';
import { patience } from '../host/workbench';
import type { Workbench } from './fixture';

/** Chooses a file of a folder of the workspace in the dialog that the button Attach opens. */
export async function attachFile(workbench: Workbench, folder: string, name: string): Promise<void> {
  await workbench.panel.getByRole('button', { name: 'Attach', exact: true }).click();
  const input = workbench.page.locator('.quick-input-widget input[type="text"]');
  // The dialog fills the field itself, once it has read a folder.
  const row = (text: string) =>
    workbench.page.locator('.quick-input-list .monaco-list-row').getByText(text, { exact: true });
  await row('tsconfig.json').waitFor({ timeout: patience });
  await input.fill(path.join(workbench.workspace, folder, '/'));
  await row(name).click({ timeout: patience });
  await input.waitFor({ state: 'hidden', timeout: patience });
}
