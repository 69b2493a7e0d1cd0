import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { TestCounts } from './testCounts';

/** Mocha's `spec` output, and the counts in a JSON file (option `resultFile`) for whoever started the run. */
export class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const settings: unknown = options.reporterOptions;
    const file =
      typeof settings === 'object' && settings !== null && 'resultFile' in settings
        ? settings.resultFile
        : undefined;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      const counts: TestCounts = { passed, failed, skipped };
      if (typeof file === 'string') writeFileSync(file, JSON.stringify(counts));
    });
  }
}
