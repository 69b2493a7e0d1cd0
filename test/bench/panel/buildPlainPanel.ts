import { build } from 'esbuild';
import path from 'node:path';
import { checkoutFolder } from '../../host/checkout';
import { temporaryFolder } from '../../host/temporaryFolder';

let built: Promise<string> | undefined;

/** The folder with the script of the plain panel, under the name of the real one. */
export function buildPlainPanel(): Promise<string> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<string> {
  const folder = temporaryFolder('bench');
  await build({
    entryPoints: { panel: path.join(checkoutFolder, 'test/bench/panel/plainPanel.ts') },
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'chrome138',
    format: 'iife',
    logLevel: 'warning',
  });
  return folder;
}
