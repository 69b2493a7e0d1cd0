// Builds everything: the extension and its panel into dist/, the tests and the tools around them into out/.
//   node esbuild.mjs [--production] [--watch] [--outdir=DIR]
// With --outdir only the extension and its panel are built, into DIR.
import * as esbuild from 'esbuild';
import { cpSync, globSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice('--outdir='.length);
const dist = outdir ?? 'dist';

/** What loads at first use instead of at activation: `await import('…/name')` becomes a file of its own, `dist/name.js`. */
const lazy = [
  'src/session/runCalls.ts',
  'src/session/runTurn.ts',
  'src/api/undiciTransport.ts',
  'src/api/uploadFile.ts',
  'src/api/environmentCalls.ts',
  'src/vscode/attachAgain.ts',
  'src/vscode/attachBytes.ts',
  'src/vscode/detectMimeType.ts',
  'src/vscode/readFileInput.ts',
  'src/vscode/readFolder.ts',
  'src/vscode/readIgnoreRules.ts',
  'src/vscode/review/reviewParts.ts',
  'src/vscode/codeContext.ts',
  'src/vscode/inlineEditsWork.ts',
  'src/vscode/sourceControlWork.ts',
  'src/vscode/tools/workspaceTools.ts',
];
/** The same for the panel: what its page fetches when it is first needed. */
const panelLazy = ['src/webview/highlight.ts'];

const lazyChunks = {
  name: 'lazy-chunks',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: specifier, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = path.relative('.', path.resolve(resolveDir, specifier)).replaceAll('\\', '/') + '.ts';
      if (![...lazy, ...panelLazy].includes(file)) {
        return {
          errors: [
            { text: `${file} is imported dynamically: list it under "lazy" or "panelLazy" in esbuild.mjs` },
          ],
        };
      }
      return { path: `./${path.basename(specifier)}.js`, external: true };
    });
  },
};

const common = {
  bundle: true,
  logLevel: 'info',
  minify: production,
  sourcemap: production ? false : 'linked',
  define: {
    'process.env.NODE_ENV': production ? '"production"' : '"development"',
    // undici's own switch for bundles of its HTTP client: without a second parser that is an experiment.
    esbuildDetection: 'true',
  },
};

const extension = {
  ...common,
  entryPoints: ['src/extension.ts', ...lazy],
  entryNames: '[name]',
  outdir: dist,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
  plugins: [lazyChunks],
};

const panel = {
  ...common,
  entryPoints: { panel: 'src/webview/main.tsx' },
  outdir: dist,
  platform: 'browser',
  target: 'chrome138',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [lazyChunks],
};

/** A script of the page imports these, with its own nonce. */
const panelChunks = { ...panel, entryPoints: panelLazy, entryNames: '[name]', format: 'esm' };

const tests = {
  ...common,
  minify: false,
  sourcemap: 'linked',
  define: {},
  entryPoints: globSync([
    'test/unit/**/*.test.{ts,tsx}',
    'test/integration/**/*.ts',
    'test/ui/**/*.ts',
    'test/host/{start,testAll,install,runInVscode,runInNode,codeWeb}.ts',
    'test/emulator/main.ts',
    'test/bench/*.ts',
  ]),
  outbase: 'test',
  outdir: 'out',
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  packages: 'external',
  external: ['vscode'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf'])
  cpSync(`node_modules/@vscode/codicons/dist/${file}`, `${dist}/${file}`);

const builds =
  outdir === undefined ? [extension, panel, panelChunks, tests] : [extension, panel, panelChunks];
if (outdir === undefined) rmSync('out', { recursive: true, force: true });
if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  await Promise.all(builds.map((options) => esbuild.build({ ...options, logLevel: 'warning' })));
}
