// Builds everything: the extension and its panel into dist/, the tests and the tools around them into out/.
//   node esbuild.mjs [--production] [--watch] [--only=dist]
import * as esbuild from 'esbuild';
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const onlyDist = production && !process.env.npm_lifecycle_event?.startsWith('bench');

/** What loads at first use instead of at activation: `await import('…/name')` becomes a file of its own, `dist/name.js`. */
const lazy = ['src/api/undiciTransport.ts'];

const lazyChunks = {
  name: 'lazy-chunks',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: specifier, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = path.relative('.', path.resolve(resolveDir, specifier)).replaceAll('\\', '/') + '.ts';
      if (!lazy.includes(file)) {
        return { errors: [{ text: `${file} is imported dynamically: list it under "lazy" in esbuild.mjs` }] };
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
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

const extension = {
  ...common,
  entryPoints: ['src/extension.ts', ...lazy],
  entryNames: '[name]',
  outdir: 'dist',
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
  plugins: [lazyChunks],
  metafile: true,
};

const panel = {
  ...common,
  entryPoints: { panel: 'src/webview/main.tsx' },
  outdir: 'dist',
  platform: 'browser',
  target: 'chrome138',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  metafile: true,
};

const tests = {
  ...common,
  minify: false,
  sourcemap: 'linked',
  define: {},
  entryPoints: globSync([
    'test/unit/**/*.test.{ts,tsx}',
    'test/integration/**/*.ts',
    'test/ui/**/*.ts',
    'test/host/*.ts',
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

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) cpSync(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);

const builds = onlyDist ? [extension, panel] : [extension, panel, tests];
if (!onlyDist) rmSync('out', { recursive: true, force: true });
if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  const results = await Promise.all(builds.map((options) => esbuild.build({ ...options, logLevel: 'warning' })));
  if (!production) {
    mkdirSync('out', { recursive: true });
    writeFileSync('out/meta.json', JSON.stringify({ extension: results[0].metafile, panel: results[1].metafile }));
  }
}
