import Mocha from 'mocha';
import { CountingReporter } from './reporter';

export interface MochaRun {
  readonly files: readonly string[];
  /** Milliseconds that one test may take. */
  readonly timeout: number;
  /** Runs only the tests whose full title contains this. */
  readonly only?: string;
  /** JSON file that gets the counts. */
  readonly resultFile?: string;
}

/** Runs built test files in this process. Resolves with the number of failures; no test at all is a failure. */
export async function runMocha(run: MochaRun): Promise<number> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: run.timeout,
    slow: run.timeout,
    color: process.stdout.isTTY,
    forbidOnly: true,
    failZero: true,
    reporter: CountingReporter,
    reporterOptions: { resultFile: run.resultFile },
    ...(run.only !== undefined && { fgrep: run.only }),
  });
  for (const file of run.files) mocha.addFile(file);
  return new Promise((resolve) => mocha.run(resolve));
}
