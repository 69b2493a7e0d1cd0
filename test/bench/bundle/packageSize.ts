import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutFolder } from '../../host/checkout';
import { runOrThrow } from '../../host/runProcess';
import { temporaryFolder } from '../../host/temporaryFolder';
import type { Finding, Measurement } from '../report/finding';
import { buildExtension } from './buildExtension';

/** What a user downloads. */
export const packageSize: Measurement = {
  name: 'package',
  about: 'the .vsix, packed as `npm run package` packs it',
  run: measure,
};

/** What the package is made of; the build is the one that all measurements share. */
const parts = ['README.md', 'CHANGELOG.md', 'LICENSE', 'media', '.vscodeignore'];

interface Manifest {
  readonly scripts: { readonly package: string };
}

async function measure(): Promise<readonly Finding[]> {
  const folder = temporaryFolder('bench');
  for (const part of parts)
    cpSync(path.join(checkoutFolder, part), path.join(folder, part), { recursive: true });
  cpSync(await buildExtension(), path.join(folder, 'dist'), { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(checkoutFolder, 'package.json'), 'utf8')) as Manifest;
  // It is built already: what would build it before packing is left out.
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, scripts: {} }));

  const file = path.join(folder, 'extension.vsix');
  const vsce = path.join(checkoutFolder, 'node_modules/@vscode/vsce/vsce');
  const args = packingArguments(manifest);
  await runOrThrow(process.execPath, [vsce, ...args, '--out', file], { cwd: folder, timeout: 120_000 });
  return [
    {
      what: 'size of the .vsix',
      value: statSync(file).size / 1024 / 1024,
      unit: 'MB',
      goal: { atMost: 1.5 },
      detail: `${Math.round(statSync(file).size / 1024)} KB`,
    },
  ];
}

/** What the script `package` gives to vsce. */
function packingArguments({ scripts }: Manifest): readonly string[] {
  const command = /(?:^|&&)\s*vsce\s+(.+)$/.exec(scripts.package)?.[1];
  if (command === undefined)
    throw new Error(`The script "package" does not end with vsce: ${scripts.package}`);
  return command.split(/\s+/);
}
