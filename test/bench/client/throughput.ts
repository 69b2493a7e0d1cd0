import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';
import { bareReader, officialReader, ownReader, type Reader } from './readers';
import { startRawServer } from './startRawServer';
import { streamBody, streamText } from './streamBytes';
import { withoutWarnings } from './withoutWarnings';

const deltas = 200_000;
const rounds = 7;

interface Run {
  /** Megabytes (of a million bytes) a second. */
  readonly speed: number;
  /** Microseconds of CPU an event, of this process. */
  readonly cpu: number;
}

/** How fast a long stream is read, decoded and folded, against the official client and against the bare minimum. */
export const throughput: Measurement = {
  name: 'throughput',
  about: `a stream of ${deltas} deltas, read by our client, the official one, and undici with a parser`,
  run: () => withoutWarnings(measure),
};

async function measure(): Promise<readonly Finding[]> {
  const server = await startRawServer(deltas);
  const readers = {
    own: ownReader(server.url),
    official: officialReader(server.url),
    bare: bareReader(server.url),
  };
  try {
    const bytes = Buffer.byteLength(streamBody(deltas));
    const length = streamText(deltas).length;
    const results = await interleave(
      {
        own: () => timed(readers.own, bytes, length),
        official: () => timed(readers.official, bytes, length),
        bare: () => timed(readers.bare, bytes, length),
      },
      { rounds },
    );
    const words = (name: keyof typeof readers): string =>
      `${rounded(medianOf(results, name, ({ speed }) => speed))} MB/s (${rounded(medianOf(results, name, ({ cpu }) => cpu))} µs CPU an event)`;
    return [
      {
        what: 'client + reducer against @google/genai, MB/s',
        value: medianRatio(results, 'own', 'official', ({ speed }) => speed),
        unit: '×',
        goal: { atLeast: 4 },
        detail: `${words('own')} against ${words('official')}`,
      },
      {
        what: 'client + reducer against undici + parser + JSON.parse, MB/s',
        value: medianRatio(results, 'own', 'bare', ({ speed }) => speed),
        unit: '×',
        goal: { atLeast: 0.7 },
        detail: `${words('own')} against ${words('bare')}`,
      },
    ];
  } finally {
    server.stop();
    await Promise.all(Object.values(readers).map((reader) => reader.close()));
  }
}

async function timed(reader: Reader, bytes: number, length: number): Promise<Run> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const read = await reader.read();
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  if (read !== length) throw new Error(`The stream has ${length} characters of text, and ${read} were read.`);
  return { speed: bytes / 1000 / milliseconds, cpu: (user + system) / deltas };
}
