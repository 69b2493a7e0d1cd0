// Takes the archive of an environment in a process of its own, and tells its parent process what that took:
//   node out/bench/stageArchive.js <staged|thrownAway> <address of the service> <id of the environment> <folder>
import { createClient } from '../../src/api/client';
import { createUndiciTransport } from '../../src/api/undiciTransport';
import { stageEnvironment } from '../../src/jobs/stageEnvironment';
import type { ArchiveReport } from './jobs/environmentArchive';

const [how = '', url = '', id = '', parent = ''] = process.argv.slice(2);
const never = new AbortController().signal;

/** Stages an archive, or only reads it; how many bytes there were. */
async function take(environment: string): Promise<number> {
  const { environments } = createClient({
    transport: createUndiciTransport({ env: {} }),
    apiKey: () => Promise.resolve('a-key'),
    baseUrl: () => url,
    version: '0',
  });
  if (how === 'thrownAway') {
    let read = 0;
    for await (const { byteLength } of environments.downloadAll(environment, never)) read += byteLength;
    return read;
  }
  const { files, refusals } = await stageEnvironment(environments, environment, { parent }, never);
  if (refusals.length > 0) throw new Error(`${refusals.length} files were refused.`);
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function main(): Promise<ArchiveReport> {
  // Everything is loaded and has run once before it counts.
  await take('1');
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const started = performance.now();
  const bytes = await take(id);
  const milliseconds = performance.now() - started;
  clearInterval(look);
  return { idle, peak, milliseconds, bytes };
}

main().then(
  (report) => process.send?.(report, () => process.exit(0)),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
