// Runs the tests of test/integration in the extension host of one VS Code:
//   node out/host/runInVscode.js [newest|oldest] [only tests whose title contains this]
import './requireNode';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { checkoutFolder, outputFolder } from './checkout';
import { desktopVscode } from './desktopVscode';
import { endWithParent } from './endWithParent';
import { copySampleWorkspace } from './sampleWorkspace';
import { temporaryFolder } from './temporaryFolder';
import { writeUserSettings } from './userSettings';
import { vscodeVersion, type VscodeVersion } from './vscodeVersion';

async function main(version: VscodeVersion, only: string | undefined): Promise<void> {
  const dataFolder = temporaryFolder('vscode');
  writeUserSettings(dataFolder, {});
  const program = await desktopVscode(version.number);
  const kind = program ? 'desktop, downloaded' : 'served from npm';
  console.log(`VS Code ${version.number} (${kind})`);
  await runTests({
    vscodeExecutablePath: program ?? standIn(),
    extensionDevelopmentPath: process.env['GEMINI_TEST_EXTENSION'] || checkoutFolder,
    extensionTestsPath: path.join(outputFolder, 'integration/index.js'),
    launchArgs: [
      copySampleWorkspace(path.join(temporaryFolder('workspace'), 'corner-shop')),
      `--user-data-dir=${dataFolder}`,
      `--extensions-dir=${path.join(dataFolder, 'extensions')}`,
    ],
    extensionTestsEnv: {
      GEMINI_TEST_VSCODE: version.name,
      GEMINI_TEST_VSCODE_NUMBER: version.number,
      GEMINI_TEST_ONLY: only,
      // Nothing of the user's account, and nothing that leads to Google: a test that wants a service starts its own.
      GEMINI_API_KEY: undefined,
      GOOGLE_API_KEY: undefined,
      GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:9',
    },
  });
}

/** A program that takes the arguments of `code` and shows VS Code in a browser. */
function standIn(): string {
  const file = path.join(temporaryFolder('vscode-code'), 'code');
  const script = path.join(outputFolder, 'host/codeWeb.js');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' --enable-source-maps '${script}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

endWithParent();
main(vscodeVersion(process.argv[2]), process.argv[3]).then(
  () => process.exit(0),
  (error: unknown) => {
    if (!(error instanceof TestRunFailedError)) console.error(error);
    process.exit(error instanceof TestRunFailedError ? (error.code ?? 1) : 1);
  },
);
