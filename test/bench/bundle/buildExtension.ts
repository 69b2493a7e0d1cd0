import path from 'node:path';
import { checkoutFolder } from '../../host/checkout';
import { runOrThrow } from '../../host/runProcess';
import { temporaryFolder } from '../../host/temporaryFolder';

let built: Promise<string> | undefined;

/** The folder that the extension and its panel were built into for production, once for all measurements. */
export function buildExtension(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const folder = path.join(temporaryFolder('bench'), 'dist');
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production', `--outdir=${folder}`], {
    cwd: checkoutFolder,
  });
  return folder;
}
