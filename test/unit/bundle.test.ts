import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiError } from '../../src/api/errors';
import type { Transport } from '../../src/api/transport';

const kilobyte = 1024;

/** Loads the extension with a stand-in for `vscode` in a fresh process, runs `code` and returns what it prints. */
function inFreshProcess(folder: string, code: string): string {
  const script = `
    const Module = require('node:module');
    const anything = new Proxy(function () {}, {
      get: (_target, name) => (name === Symbol.toPrimitive ? () => 0 : anything), apply: () => anything, construct: () => anything,
      // The bundle wraps a module in an object that inherits from the module's prototype.
      getPrototypeOf: () => anything,
    });
    const load = Module._load;
    Module._load = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));
    (async () => { ${code} })();`;
  return execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
}

describe('bundle', () => {
  let folder = '';
  before(function () {
    this.timeout(60_000);
    folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
    execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${folder}`]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const sizeOf = (name: string): number => statSync(path.join(folder, name)).size;

  it('loads at most 150 KB at activation', () => {
    assert.ok(sizeOf('extension.js') <= 150 * kilobyte, `${sizeOf('extension.js')} bytes`);
  });

  it('is at most 1,800 KB in all, with a panel of at most 180 KB, a third of it loaded with the first code', () => {
    const all = globSync('*.js', { cwd: folder }).reduce((sum, name) => sum + sizeOf(name), 0);
    assert.ok(all <= 1800 * kilobyte, `${all} bytes`);
    assert.ok(sizeOf('panel.js') <= 180 * kilobyte, `${sizeOf('panel.js')} bytes`);
    assert.doesNotMatch(readFileSync(path.join(folder, 'panel.js'), 'utf8'), /registerLanguage/);
  });

  it('loads neither the transport nor a schema library at activation', () => {
    const loaded = inFreshProcess(
      folder,
      `require('./extension.js'); console.log(Object.keys(require.cache).map((file) => require('node:path').basename(file)).join())`,
    );
    assert.equal(loaded.trim(), 'extension.js');
    const text = readFileSync(path.join(folder, 'extension.js'), 'utf8');
    assert.equal(/ZodError|globalDispatcher|RequestAbortedError/.test(text), false);
  });

  it('leaves the dispatcher of the process alone, also after the transport is loaded', () => {
    const symbols = inFreshProcess(
      folder,
      `require('./extension.js'); require('./undiciTransport.js').createUndiciTransport({});
       console.log(Object.getOwnPropertySymbols(globalThis).map(String).filter((name) => name.includes('undici')).join())`,
    );
    assert.equal(symbols.trim(), '');
  });

  it('recognises the errors of the transport, which is a bundle of its own', async () => {
    const { createUndiciTransport } = require(path.join(folder, 'undiciTransport.js')) as {
      readonly createUndiciTransport: (options: object) => Transport;
    };
    const transport = createUndiciTransport({ proxyUrl: 'nonsense://proxy' });
    const request = { method: 'GET', url: 'https://gemini.example/', headers: {} } as const;
    await assert.rejects(
      transport.send(request, new AbortController().signal),
      (error) => error instanceof ApiError,
    );
    assert.equal(new Error('x') instanceof ApiError, false);
    await transport.close();
  });

  it('has a panel that neither evaluates strings nor sets HTML', () => {
    const panel = readFileSync(path.join(folder, 'panel.js'), 'utf8');
    assert.doesNotMatch(panel, /\beval\(|new Function\(|document\.write/);
  });
});
