import { fork } from 'node:child_process';
import path from 'node:path';
import { atExit } from '../../host/atExit';
import { outputFolder } from '../../host/checkout';

export interface RawServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  stop(): void;
}

/**
 * Starts a process that answers every request with a stream of so many deltas; `pauseMs` after the first event comes
 * the rest. Throws when it ends early.
 */
export async function startRawServer(deltas: number, pauseMs = 0): Promise<RawServer> {
  const child = fork(path.join(outputFolder, 'bench/rawServer.js'), [String(deltas), String(pauseMs)]);
  const forget = atExit(() => child.kill());
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The raw server ended with exit code ${code}.`)));
  });
  return {
    url: `http://127.0.0.1:${Number(port)}`,
    stop() {
      forget();
      child.kill();
    },
  };
}
