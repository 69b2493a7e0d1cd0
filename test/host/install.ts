import './requireNode';
import { browser } from './browser';
import { vscodeServer } from './vscodeServer';
import { vscodeVersions } from './vscodeVersion';

/** Installs what `npm test` needs, without running a test: `node out/host/install.js [newest|oldest|browser]…`. */
async function install(wanted: readonly string[]): Promise<void> {
  for (const version of vscodeVersions) {
    if (wanted.length === 0 || wanted.includes(version.name)) await vscodeServer(version);
  }
  if (wanted.length === 0 || wanted.includes('browser')) await browser();
}

install(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
