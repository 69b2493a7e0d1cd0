// Measures what the design promises, as ratios of things that run side by side:
//   npm run bench [-- name…] [--soak]
// A slow result is printed, not an error: the exit code is 1 only when something did not work.
import '../host/requireNode';
import os from 'node:os';
import { activation } from './bundle/activation';
import { packageSize } from './bundle/packageSize';
import { firstEvent } from './client/firstEvent';
import { throughput } from './client/throughput';
import { journalReading } from './conversation/journalReading';
import { journalSize } from './conversation/journalSize';
import { environmentArchive } from './jobs/environmentArchive';
import { opening } from './panel/opening';
import { soak } from './panel/soak';
import { streaming } from './panel/streaming';
import { checkpoint } from './review/checkpoint';
import { edits } from './review/edits';
import { CannotRun, type Finding, type Measurement } from './report/finding';
import { type Missing, table } from './report/table';
import { workspaceSearch } from './workspace/workspaceSearch';

const measurements: readonly Measurement[] = [
  throughput,
  firstEvent,
  activation,
  packageSize,
  streaming,
  opening,
  journalSize,
  workspaceSearch,
  journalReading,
  edits,
  checkpoint,
  environmentArchive,
  soak,
];

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((argument) => !argument.startsWith('--'));
  const unknown = [
    ...args.filter((argument) => argument.startsWith('--') && argument !== '--soak'),
    ...names.filter((name) => !measurements.some((each) => each.name === name)),
  ];
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}. What can be measured:`);
    for (const { name, about } of measurements) console.error(`  ${name.padEnd(12)} ${about}`);
    return 1;
  }
  const chosen = measurements.filter(({ name }) => names.length === 0 || names.includes(name));
  const started = performance.now();
  const lines: (Finding | Missing)[] = [];
  let broken = 0;
  for (const { name, about, run } of chosen) {
    console.log(`${name}: ${about}`);
    try {
      lines.push(...(await run({ soak: args.includes('--soak') })));
    } catch (error) {
      if (error instanceof CannotRun) {
        lines.push({ what: name, why: `cannot run: ${error.message.split('\n', 1)[0]}` });
      } else {
        broken += 1;
        console.error(error);
        lines.push({ what: name, why: 'BROKEN, see above' });
      }
    }
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `\nNode ${process.versions.node}, ${os.availableParallelism()} cores, ${seconds} s. ` +
      'Ratios are of interleaved runs in this one process; absolute numbers change with the machine.\n',
  );
  console.log(table(lines));
  return broken > 0 ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
