// Runs built test files in this Node:
//   node out/host/runInNode.js <folder of out> <milliseconds per test> [only tests whose title contains this]
import './requireNode';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from '../support/runMocha';
import { outputFolder } from './checkout';
import { endWithParent } from './endWithParent';

async function main([folder = 'unit', timeout = '10000', only]: readonly string[]): Promise<number> {
  const root = path.join(outputFolder, folder);
  const built = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
  const files = built.filter((name) => name.endsWith('.test.js')).map((name) => path.join(root, name));
  const resultFile = process.env['GEMINI_TEST_RESULT'];
  return runMocha({
    files: files.sort(),
    timeout: Number(timeout),
    ...(only && { only }),
    ...(resultFile && { resultFile }),
  });
}

endWithParent();
main(process.argv.slice(2)).then(
  (failures) => process.exit(failures > 0 ? 1 : 0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
