import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { runMocha } from '../support/runMocha';

/** What VS Code calls in its extension host: runs every test file beside this one. */
export async function run(): Promise<void> {
  const built = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const files = built.filter((name) => name.endsWith('.test.js')).map((name) => path.join(__dirname, name));
  // In the browser VS Code saves by itself, a second after a change.
  await vscode.workspace
    .getConfiguration('files')
    .update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  const resultFile = process.env['GEMINI_TEST_RESULT'];
  const only = process.env['GEMINI_TEST_ONLY'];
  const failures = await runMocha({
    files: files.sort(),
    timeout: 60_000,
    ...(only && { only }),
    ...(resultFile && { resultFile }),
  });
  if (failures > 0) throw new Error(`${failures} tests failed in the extension host.`);
}
