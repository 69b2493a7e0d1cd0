import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of this checkout: the nearest one above the running bundle that holds its `package.json`. */
export const checkoutFolder = findCheckout(__dirname);

/** The folder that the tests and tools were built into (`out`). */
export const outputFolder = path.join(
  checkoutFolder,
  path.relative(checkoutFolder, __dirname).split(path.sep)[0] ?? 'out',
);

/**
 * Where downloaded things live: VS Code, a browser. `.vscode-test` of the checkout, or the folder that
 * `GEMINI_TEST_CACHE` names, which several checkouts may share.
 */
export function cacheFolder(): string {
  return path.resolve(process.env['GEMINI_TEST_CACHE'] || path.join(checkoutFolder, '.vscode-test'));
}

function findCheckout(folder: string): string {
  if (existsSync(path.join(folder, 'esbuild.mjs')) && existsSync(path.join(folder, 'package.json')))
    return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`${__dirname} is not inside a checkout of the extension.`);
  return findCheckout(parent);
}
