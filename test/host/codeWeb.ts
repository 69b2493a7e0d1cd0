// Stand-in for the `code` executable that @vscode/test-electron runs: the same arguments and the same exit code, but
// VS Code is served from npm and shown in a Chromium without a window. Prints what the tests in the extension host
// print. Exit code 0: passed; 1: failed; 70: the extension host died or took too long.
import './requireNode';
import path from 'node:path';
import { codeArguments } from './codeArguments';
import { endWithParent } from './endWithParent';
import { showInBrowser } from './showInBrowser';
import { startServer } from './startServer';
import { testShim } from './testShim';
import { vscodeServer } from './vscodeServer';
import { vscodeVersion } from './vscodeVersion';

const timeLimit = Number(process.env['GEMINI_TEST_TIMEOUT'] || 600_000);

async function main(): Promise<number> {
  const options = codeArguments(process.argv.slice(2));
  const vscode = await vscodeServer(vscodeVersion());
  const shim = testShim(options.extensionTestsPath);
  const server = await startServer(vscode, {
    ...(options.dataFolder && { dataFolder: path.resolve(options.dataFolder) }),
    ...(options.extensionsFolder && { extensionsFolder: path.resolve(options.extensionsFolder) }),
    env: shim.env,
  });
  const reason = await showInBrowser(server, {
    ...options,
    extensionTestsPath: shim.file,
    timeLimit,
    whileOpen: shim.printOutput,
  });
  await server.stop();
  shim.printOutput();
  const code = shim.exitCode();
  if (code !== undefined) return code;
  console.error(
    `The tests in VS Code ${vscode.version.number} did not end: ${reason}.\n${server.log().slice(-2000)}`,
  );
  return 70;
}

endWithParent();
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
