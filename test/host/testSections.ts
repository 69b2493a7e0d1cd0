import path from 'node:path';
import { outputFolder } from './checkout';
import { vscodeVersions, type VscodeVersion } from './vscodeVersion';

export type Part = 'check' | 'unit' | 'vscode' | 'ui';

/** One heading of the test run, and the process behind it. */
export interface Section {
  readonly title: string;
  readonly part: Part;
  /** Arguments of the Node that runs it, or the name of an npm script, which counts as one test. */
  readonly run: readonly string[] | string;
  /** The VS Code it needs. */
  readonly version?: VscodeVersion;
}

const unitTimeout = 10_000;
const uiTimeout = 180_000;

/** Tests of the workbench that run on the oldest VS Code too: those with this in their title. */
const smoke = '@smoke';

/** All that `npm test` runs, in its order. `only` keeps the tests whose title contains it. */
export function testSections(only?: string): readonly Section[] {
  const inNode = (...args: readonly string[]): readonly string[] => [
    '--enable-source-maps',
    path.join(outputFolder, 'host/runInNode.js'),
    ...args,
    ...(only ? [only] : []),
  ];
  return [
    { title: 'Types', part: 'check', run: 'types' },
    { title: 'Lint', part: 'check', run: 'lint' },
    { title: 'Format', part: 'check', run: 'format:check' },
    { title: 'Unit tests', part: 'unit', run: inNode('unit', String(unitTimeout)) },
    ...vscodeVersions.map((version) => ({
      title: `In the extension host of VS Code ${version.number} (${version.name})`,
      part: 'vscode' as const,
      run: [
        '--enable-source-maps',
        path.join(outputFolder, 'host/runInVscode.js'),
        version.name,
        ...(only ? [only] : []),
      ],
      version,
    })),
    ...vscodeVersions.map((version) => ({
      title: `In the workbench of VS Code ${version.number} (${version.name})`,
      part: 'ui' as const,
      run:
        version.name === 'newest' || only
          ? inNode('ui', String(uiTimeout))
          : [...inNode('ui', String(uiTimeout)), smoke],
      version,
    })),
  ];
}
