import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './temporaryFolder';

// Runs in the extension host in front of the tests. Their console goes to a file, because the workbench mixes it with
// its own; the verdict is a file too, because the exit of a remote extension host carries no code.
const source = `'use strict';
const fs = require('node:fs'), util = require('node:util');
const { GEMINI_TEST_ENTRY: entry, GEMINI_TEST_OUTPUT: output } = process.env;
const file = fs.openSync(output, 'a');
for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
  const value = (...args) => void fs.writeSync(file, util.format(...args) + '\\n');
  Object.defineProperty(console, name, { configurable: true, writable: true, value });
}
exports.run = async () => {
  let code = 1;
  try {
    await require(entry).run();
    code = 0;
  } catch (error) {
    console.error(error); // Thrown further, VS Code would print it once more.
  } finally {
    fs.writeFileSync(output + '.code', String(code));
  }
};
`;

export interface TestShim {
  /** The module that VS Code loads as the tests. */
  readonly file: string;
  /** What the extension host must have in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Prints what the tests have written since the last call. */
  readonly printOutput: () => void;
  /** How the tests ended; undefined when they did not get to their end. */
  readonly exitCode: () => number | undefined;
}

/** Puts a module in front of the tests of an extension host that says what they print and how they end. */
export function testShim(extensionTestsPath: string): TestShim {
  const folder = temporaryFolder('vscode-tests');
  const file = path.join(folder, 'tests.js');
  const output = path.join(folder, 'output');
  writeFileSync(file, source);
  writeFileSync(output, '');
  let printed = 0;
  return {
    file,
    env: { GEMINI_TEST_ENTRY: path.resolve(extensionTestsPath), GEMINI_TEST_OUTPUT: output },
    printOutput: () => {
      const text = readFrom(output, printed);
      printed += text.length;
      if (text.length > 0) process.stdout.write(text);
    },
    exitCode: () =>
      existsSync(`${output}.code`) ? Number(readFileSync(`${output}.code`, 'utf8')) : undefined,
  };
}

function readFrom(file: string, position: number): Buffer {
  const descriptor = openSync(file, 'r');
  const chunks: Buffer[] = [];
  for (let at = position; ;) {
    const chunk = Buffer.alloc(65_536);
    const length = readSync(descriptor, chunk, 0, chunk.length, at);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    at += length;
  }
  closeSync(descriptor);
  return Buffer.concat(chunks);
}
