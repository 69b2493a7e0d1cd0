import path from 'node:path';
import { runOrThrow } from './runProcess';

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/**
 * Runs npm in a folder, with the settings that npm itself would use there: registry, proxy, cache and certificates of
 * the user. Throws an error with npm's message when it fails.
 */
export async function runNpm(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const options = { cwd: folder, env: { ...cleanEnvironment(), ...env } };
  const script = process.env['npm_execpath'];
  const isNpm = script !== undefined && path.basename(script) === 'npm-cli.js';
  await (isNpm
    ? runOrThrow(process.execPath, [script, ...args, ...quiet], options)
    : runOrThrow(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, ...quiet], options));
}

/** The environment without what an npm that runs us says about our own package. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package_|lifecycle_|config_local_prefix$|config_prefix$|command$)/i.test(name),
    ),
  );
}
