import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What each layer may import at run time, beside itself; `types` are layers of which only types may be used. */
const layers: Readonly<
  Record<string, { readonly uses: readonly string[]; readonly types?: readonly string[] }>
> = {
  util: { uses: [] },
  api: { uses: ['util'] },
  review: { uses: ['util'] },
  conversation: { uses: ['util'], types: ['api'] },
  protocol: { uses: ['util', 'conversation'], types: ['api'] },
  tools: { uses: ['util', 'review'], types: ['api', 'conversation'] },
  session: { uses: ['util', 'api', 'conversation'], types: ['tools', 'review'] },
  jobs: { uses: ['util', 'api', 'conversation'], types: ['review'] },
  webview: { uses: ['util', 'conversation', 'protocol'], types: ['api'] },
  vscode: {
    uses: ['util', 'api', 'conversation', 'protocol', 'review', 'tools', 'session', 'jobs', 'manifest'],
  },
  commands: {
    uses: ['util', 'api', 'conversation', 'protocol', 'session', 'jobs', 'vscode', 'manifest'],
    types: ['tools'],
  },
  manifest: { uses: [] },
  extension: {
    uses: ['util', 'api', 'conversation', 'protocol', 'session', 'jobs', 'vscode', 'commands', 'manifest'],
  },
};
/** Packages, and the layers that may use them. */
const packages: readonly (readonly [name: RegExp, layers: readonly string[]])[] = [
  [/^vscode$/, ['vscode', 'commands', 'extension']],
  [/^node:path$/, ['tools', 'api', 'jobs', 'vscode', 'extension']],
  [/^(zod|js-yaml|smol-toml)$/, ['tools']],
  [/^node:/, ['api', 'jobs', 'vscode', 'extension']],
  [/^tar-stream$/, ['jobs']],
  [/^undici(\/|$)/, ['api']],
  [/^file-type$/, ['vscode']],
  [/^ignore$/, ['util']],
  [/^eventsource-parser(\/|$)/, ['api']],
  [/^(preact|marked|highlight\.js)(\/|$)/, ['webview']],
];

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

/** Every import of `src` that the tables forbid, as `file: what`. */
export function forbiddenImports(): readonly string[] {
  const found: string[] = [];
  for (const file of globSync('src/**/*.{ts,tsx}').map((name) => name.replaceAll('\\', '/'))) {
    if (file.endsWith('.d.ts')) continue;
    const own = layerOf(file);
    for (const [, onlyTypes, fixed, dynamic] of readFileSync(file, 'utf8').matchAll(importPattern)) {
      const name = fixed ?? dynamic ?? '';
      if (name.startsWith('.')) {
        const target = layerOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), name)));
        const { uses, types = [] } = layers[own] ?? { uses: [] };
        const allowed =
          target === own || uses.includes(target) || (onlyTypes !== undefined && types.includes(target));
        if (!allowed) found.push(`${file}: ${name}`);
      } else if (onlyTypes === undefined) {
        const rule = packages.find(([pattern]) => pattern.test(name));
        if (rule?.[1].includes(own) !== true) found.push(`${file}: ${name}`);
      }
    }
  }
  return found;
}

function layerOf(file: string): string {
  return file.split('/')[1]?.replace(/\.tsx?$/, '') ?? '';
}

describe('layers', () => {
  it('import only downwards', () => {
    assert.deepEqual(forbiddenImports(), []);
  });

  it('are all in the table', () => {
    const folders = new Set(globSync('src/**/*.{ts,tsx}').map((file) => layerOf(file.replaceAll('\\', '/'))));
    assert.deepEqual(
      [...folders].filter((folder) => !(folder in layers)),
      [],
    );
  });
});
