// `npm test`: everything, in order, and the sum alone on the last line.
//   node out/host/testAll.js [check|unit|vscode|ui]… [newest|oldest] [--only=<part of a test's title>]
import './requireNode';
import { addCounts, describeCounts, type TestCounts } from '../support/testCounts';
import { browser } from './browser';
import { runSection } from './runSection';
import { testSections, type Section } from './testSections';
import { vscodeServer } from './vscodeServer';
import { vscodeVersions, type VscodeVersion } from './vscodeVersion';

const parts = ['check', 'unit', 'vscode', 'ui'];

async function main(args: readonly string[]): Promise<number> {
  const started = Date.now();
  const sections = chosen(args);
  const preparations = prepare(sections);
  const results: { readonly title: string; readonly counts: TestCounts; readonly seconds: number }[] = [];
  for (const section of sections) {
    const begun = Date.now();
    console.log(`\n== ${section.title} ==\n`);
    const problem = await preparations.get(section);
    const counts = problem ? missing(problem) : await runSection(section);
    results.push({ title: section.title, counts, seconds: Math.round((Date.now() - begun) / 1000) });
  }
  const sum = results.map(({ counts }) => counts).reduce(addCounts);
  console.log(`\n== Summary (${Math.round((Date.now() - started) / 1000)} s) ==\n`);
  for (const { title, counts, seconds } of results) {
    console.log(`${title.padEnd(58)} ${describeCounts(counts)} (${seconds} s)`);
  }
  console.log(`\n${describeCounts(sum)}`);
  return sum.failed > 0 ? 1 : 0;
}

function chosen(args: readonly string[]): readonly Section[] {
  const only = args.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  const words = args.filter((argument) => !argument.startsWith('--only='));
  const versions = words.filter((word) => vscodeVersions.some(({ name }) => name === word));
  const wanted = words.filter((word) => parts.includes(word));
  const unknown = words.find((word) => !versions.includes(word) && !wanted.includes(word));
  if (unknown) throw new Error(`"${unknown}" is no part of the tests. There are: ${parts.join(', ')}.`);
  return testSections(only).filter(
    ({ part, version }) =>
      (wanted.length === 0 || wanted.includes(part)) &&
      (versions.length === 0 || version === undefined || versions.includes(version.name)),
  );
}

/**
 * Installs what the sections need while the first ones run. For each section: what it lacks, in words, or undefined
 * when everything is there.
 */
function prepare(sections: readonly Section[]): ReadonlyMap<Section, Promise<string | undefined>> {
  const needed = vscodeVersions.filter((version) => sections.some((section) => section.version === version));
  const whyNoBrowser = needed.length > 0 ? problemOf(browser) : Promise.resolve(undefined);
  const whyNoVscode = new Map<VscodeVersion, Promise<string | undefined>>();
  let previous: Promise<unknown> = Promise.resolve();
  for (const version of needed) {
    // One after the other: two compilers at once would slow down the tests that run meanwhile.
    const problem = previous.then(() => problemOf(() => vscodeServer(version)));
    whyNoVscode.set(version, problem);
    previous = problem;
  }
  return new Map(
    sections.map((section) => {
      const ofVscode = section.version && whyNoVscode.get(section.version);
      // Tests in the extension host may still find a desktop VS Code.
      if (!ofVscode || (section.part === 'vscode' && process.platform !== 'linux')) return [section, nothing];
      return [section, Promise.all([ofVscode, whyNoBrowser]).then((problems) => problems.find(Boolean))];
    }),
  );
}

const nothing = Promise.resolve(undefined);

async function problemOf(action: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function missing(problem: string): TestCounts {
  console.log(`This could not run.\n${problem}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
