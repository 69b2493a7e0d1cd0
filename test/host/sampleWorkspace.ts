import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutFolder } from './checkout';

/** Copies the sample workspace to a folder, so that trying things out does not change the checkout. */
export function copySampleWorkspace(folder: string): string {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  cpSync(path.join(checkoutFolder, 'test/fixtures/sampleWorkspace'), folder, { recursive: true });
  return folder;
}
