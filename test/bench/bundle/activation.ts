import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runOrThrow } from '../../host/runProcess';
import { temporaryFolder } from '../../host/temporaryFolder';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf } from '../report/statistics';
import { rounded } from '../report/table';
import { buildExtension } from './buildExtension';

const rounds = 15;

interface Load {
  readonly milliseconds: number;
  readonly files: readonly string[];
}

/** What VS Code loads when the extension activates, and how long loading takes in a process that has just begun. */
export const activation: Measurement = {
  name: 'activation',
  about: `what activation loads, and how long it takes in ${rounds} fresh processes`,
  run: measure,
};

async function measure(): Promise<readonly Finding[]> {
  const extension = path.join(await buildExtension(), 'extension.js');
  const empty = path.join(temporaryFolder('bench'), 'empty.js');
  writeFileSync(empty, `const vscode = require('vscode');\nexports.activate = () => void vscode;\n`);

  const results = await interleave({ own: () => load(extension), empty: () => load(empty) }, { rounds });
  const files = results[0]?.own.files ?? [];
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const own = medianOf(results, 'own', ({ milliseconds }) => milliseconds);
  const nothing = medianOf(results, 'empty', ({ milliseconds }) => milliseconds);
  return [
    {
      what: 'code loaded at activation',
      value: bytes / 1024,
      unit: 'KB',
      goal: { atMost: 150 },
      detail: files.map((file) => path.basename(file)).join(', '),
    },
    {
      what: 'loading it, beyond an empty extension',
      value: own - nothing,
      unit: 'ms',
      detail: `${rounded(own)} ms against ${rounded(nothing)} ms, fresh processes without a compile cache`,
    },
  ];
}

/** Loads an extension with a stand-in for `vscode`, in a fresh process. */
async function load(file: string): Promise<Load> {
  const script = `
    const Module = require('node:module');
    const anything = new Proxy(function () {}, {
      get: (_target, name) => (name === Symbol.toPrimitive ? () => 0 : anything), apply: () => anything, construct: () => anything,
      // The bundle wraps a module in an object that inherits from the module's prototype.
      getPrototypeOf: () => anything,
    });
    const load = Module._load;
    Module._load = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));
    const start = performance.now();
    require(${JSON.stringify(file)});
    const milliseconds = performance.now() - start;
    console.log(JSON.stringify({ milliseconds, files: Object.keys(require.cache) }));`;
  return JSON.parse(await runOrThrow(process.execPath, ['-e', script])) as Load;
}
