import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { encodeTar } from '../../emulator/resources/tar';
import { atExit } from '../../host/atExit';
import { outputFolder } from '../../host/checkout';
import { removeFolder, temporaryFolder } from '../../host/temporaryFolder';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';

/** What a process tells that took an archive; memory and size in bytes. */
export interface ArchiveReport {
  readonly idle: number;
  readonly peak: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

const megabyte = 1024 * 1024;
const archiveMegabytes = 1024;
const fileMegabytes = 16;
const name = `an archive of ${archiveMegabytes.toLocaleString('en')} MB`;

/**
 * What staging the archive of an environment takes beside the disk: the memory that its process has at most, above what
 * it had before, against the same download of which nothing is kept.
 */
export const environmentArchive: Measurement = {
  name: 'environmentArchive',
  about: `${name}, downloaded, checked and staged in a process of its own`,
  run: measure,
};

async function measure(): Promise<readonly Finding[]> {
  const server = await serve();
  try {
    const { port } = server.address() as AddressInfo;
    const take = (how: 'staged' | 'thrownAway') => () => takeInChild(how, `http://127.0.0.1:${port}`);
    const rounds = await interleave(
      { staged: take('staged'), thrownAway: take('thrownAway') },
      { rounds: 3, warmUp: 0 },
    );
    const above = ({ idle, peak }: ArchiveReport): number => (peak - idle) / megabyte;
    const speed = ({ milliseconds }: ArchiveReport): number => (1000 * archiveMegabytes) / milliseconds;
    const staged = medianOf(rounds, 'staged', above);
    const thrownAway = medianOf(rounds, 'thrownAway', above);
    return [
      {
        what: `${name} staged, memory above idle`,
        value: staged,
        unit: 'MB',
        goal: { atMost: 64 },
        detail:
          `${rounded(medianOf(rounds, 'staged', ({ idle }) => idle / megabyte))} MB idle; ` +
          `${rounded(medianOf(rounds, 'staged', speed))} MB/s with its hashes`,
      },
      {
        what: `${name} staged, memory above idle against reading it`,
        value: medianRatio(rounds, 'staged', 'thrownAway', above),
        unit: '×',
        goal: { atMost: 1.25 },
        detail:
          `${rounded(staged)} against ${rounded(thrownAway)} MB, most of it buffers of the network that were not collected yet; ` +
          `reading ${rounded(medianOf(rounds, 'thrownAway', speed))} MB/s`,
      },
    ];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A service whose environments are archives of as many megabytes as their ids say. */
async function serve(): Promise<Server> {
  const content = Buffer.alloc(fileMegabytes * megabyte, 'what an agent has made ');
  const server = createServer((request, response) => {
    const size = Number(/environments\/(\d+)\//.exec(request.url ?? '')?.[1]);
    void sendArchive(response, content, size * megabyte);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function sendArchive(response: ServerResponse, content: Buffer, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-tar' });
  const closed = once(response, 'close');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += content.length) {
    const part = content.subarray(0, bytes - sent);
    const archive = encodeTar([{ path: `workspace/part ${sent}`, content: part }]);
    // Without the blocks that end an archive.
    if (!response.write(archive.subarray(0, -1024))) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end(Buffer.alloc(1024));
}

async function takeInChild(how: 'staged' | 'thrownAway', url: string): Promise<ArchiveReport> {
  const folder = temporaryFolder('staging');
  const child = fork(path.join(outputFolder, 'bench/stageArchive.js'), [
    how,
    url,
    String(archiveMegabytes),
    folder,
  ]);
  const forget = atExit(() => child.kill());
  try {
    const report = await new Promise<ArchiveReport>((resolve, reject) => {
      child.once('message', (message) => resolve(message as ArchiveReport));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The process ended with exit code ${code}.`)));
    });
    if (report.bytes < archiveMegabytes * megabyte) throw new Error('Not everything arrived.');
    return report;
  } finally {
    forget();
    child.kill();
    removeFolder(folder);
  }
}
