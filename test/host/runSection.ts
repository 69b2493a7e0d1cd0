import path from 'node:path';
import { readTestCounts, type TestCounts } from '../support/testCounts';
import { checkoutFolder } from './checkout';
import { runProcess } from './runProcess';
import { temporaryFolder } from './temporaryFolder';
import type { Section } from './testSections';

/** Runs a section with its output shown. A run that crashed, or that ran no test, is a failure. */
export async function runSection(section: Section): Promise<TestCounts> {
  if (typeof section.run === 'string') return runScript(section.run);
  const resultFile = path.join(temporaryFolder('test-result'), 'counts.json');
  const { code } = await runProcess(process.execPath, section.run, {
    cwd: checkoutFolder,
    env: { ...process.env, GEMINI_TEST_RESULT: resultFile, GEMINI_TEST_VSCODE: section.version?.name ?? '' },
    show: true,
  });
  const counts = readTestCounts(resultFile);
  if (counts === undefined) return failed(`The run ended with exit code ${code} before its tests had ended.`);
  if (counts.passed + counts.failed === 0) return failed('The run had no test.', counts);
  if (code !== 0 && counts.failed === 0) return failed(`The run ended with exit code ${code}.`, counts);
  return counts;
}

async function runScript(name: string): Promise<TestCounts> {
  const { code } = await runProcess(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['run', '--silent', name],
    {
      cwd: checkoutFolder,
      show: true,
    },
  );
  console.log(code === 0 ? 'fine' : `npm run ${name} ended with exit code ${code}.`);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** One failure more, with its reason printed. */
function failed(reason: string, counts: TestCounts = { passed: 0, failed: 0, skipped: 0 }): TestCounts {
  console.log(reason);
  return { ...counts, failed: counts.failed + 1 };
}
