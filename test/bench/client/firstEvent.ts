import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';
import { bareReader, officialReader, ownReader, type Reader } from './readers';
import { startRawServer } from './startRawServer';
import { withoutWarnings } from './withoutWarnings';

const deltas = 20;
/** The first event travels alone, as it does from a service that is still thinking. */
const pauseMs = 2;
const rounds = 400;
const warmUp = 100;

/** How soon the first event of a short stream is there, from the call on. */
export const firstEvent: Measurement = {
  name: 'firstEvent',
  about: `the first event of a stream of ${deltas} deltas, ${rounds} times`,
  run: () => withoutWarnings(measure),
};

async function measure(): Promise<readonly Finding[]> {
  const server = await startRawServer(deltas, pauseMs);
  const readers = {
    own: ownReader(server.url),
    official: officialReader(server.url),
    bare: bareReader(server.url),
  };
  try {
    const results = await interleave(
      {
        own: () => timed(readers.own),
        official: () => timed(readers.official),
        bare: () => timed(readers.bare),
      },
      { rounds, warmUp },
    );
    const words = (name: keyof typeof readers): string =>
      `${rounded(medianOf(results, name, (time) => time))} ms`;
    return [
      {
        what: 'first event, our client against undici',
        value: medianRatio(results, 'own', 'bare', (time) => time),
        unit: '×',
        goal: { atMost: 1.2 },
        detail: `${words('own')} against ${words('bare')} (@google/genai ${words('official')})`,
      },
    ];
  } finally {
    server.stop();
    await Promise.all(Object.values(readers).map((reader) => reader.close()));
  }
}

/** Milliseconds from the call to the first event; the answer is read to its end, so that its connection is free. */
async function timed(reader: Reader): Promise<number> {
  const start = performance.now();
  let first: number | undefined;
  await reader.read(() => (first = performance.now() - start));
  if (first === undefined) throw new Error('A stream had no event.');
  return first;
}
