import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, ScriptedAnswer } from './answers/answer';
import { controlRoutes } from './control';
import { faultQueue } from './faults/faultQueue';
import type { FaultQueue } from './faults/faultQueue';
import { gates as newGates } from './gates';
import { answerExchange } from './http/answerExchange';
import { requestLog } from './http/requestLog';
import type { RecordedRequest, RequestCondition } from './http/requestLog';
import { router } from './http/router';
import { idSource } from './interactions/ids';
import { interactionRoutes } from './interactions/routes';
import type { Run } from './interactions/run';
import type { Packets } from './interactions/stream';
import { agents as newAgents } from './resources/agents';
import { environmentRoutes } from './resources/environmentRoutes';
import { environments as newEnvironments } from './resources/environments';
import { files as newFiles } from './resources/files';
import { modelRoutes } from './resources/models';
import { otherResources } from './resources/otherRoutes';
import { uploads as newUploads } from './resources/uploads';
import type { Service } from './service';

/** How an emulator differs from the usual one. */
export interface EmulatorOptions {
  /** The port of 127.0.0.1 to listen at; by default a free one. */
  readonly port?: number;
  /** Deltas a second in streams and background runs, for people; by default there is no pause between them. */
  readonly speed?: number;
  /** What ids follow from; the same seed gives the same ids. */
  readonly seed?: string;
  /** How streams are cut into packets; by default one for each event. */
  readonly packets?: Packets;
  /** Answers made by code, asked after the scripted ones and before the default script. */
  readonly answer?: (run: Run) => Answer | undefined;
}

/** A running emulator of the Gemini API. */
export interface Emulator {
  /** Its address without a version: the base URL for a client. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  readonly faults: FaultQueue;
  /** Prepares answers for requests to come, in this order. */
  readonly script: (...answers: readonly ScriptedAnswer[]) => void;
  /** Lets the answers that wait at a gate go on. */
  readonly release: (gate: string) => void;
  /** Resolves as soon as an answer waits at the gate. */
  readonly reached: (gate: string) => Promise<void>;
  /** Resolves with the first request that fulfils the condition. */
  readonly until: (condition: RequestCondition) => Promise<RecordedRequest>;
  /** Lets an environment, or a file by its name `files/…`, expire. */
  readonly expire: (id: string) => Promise<void>;
  /** Forgets requests, faults, scripts and interactions. */
  readonly reset: () => void;
  /** Breaks every connection, removes the sandboxes and ends the server. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the service on 127.0.0.1.
 *
 * @throws NodeJS.ErrnoException when the port is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const ids = idSource(options.seed ?? 'emulator');
  const log = requestLog();
  const gates = newGates();
  const faults = faultQueue();
  const environments = newEnvironments(ids);
  const agents = newAgents();
  const others = otherResources(ids);
  const uploads = newUploads(ids);
  const files = newFiles(ids, uploads, environments, gates);
  const closing = new AbortController();
  const service: Service = {
    ids,
    gates,
    faults,
    scripts: [],
    runs: new Map(),
    agents,
    environments,
    files,
    delay: options.speed === undefined || options.speed <= 0 ? 0 : 1000 / options.speed,
    packets: options.packets,
    answer: options.answer,
  };
  const reset = (): void => {
    log.clear();
    faults.clear();
    service.scripts.length = 0;
    for (const run of service.runs.values()) run.stop();
    service.runs.clear();
    gates.reset();
    agents.clear();
    others.clear();
  };
  const expire = async (id: string): Promise<void> => {
    if (id.startsWith('files/')) files.expire(id);
    else await environments.remove(id);
  };
  const controlled = { log, faults, gates, scripts: service.scripts, expire, reset, signal: closing.signal };
  const route = router([
    ...controlRoutes(controlled),
    ...interactionRoutes(service),
    ...modelRoutes,
    ...uploads.routes,
    ...files.routes,
    ...environmentRoutes(environments, uploads),
    ...agents.routes,
    ...others.routes,
  ]);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void answerExchange(request, response, { route, log, faults, gates });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: log.requests,
    faults,
    script: (...answers) => void service.scripts.push(...answers),
    release: gates.release,
    reached: gates.reached,
    until: (condition) => log.until(condition, closing.signal),
    expire,
    reset,
    close: async () => {
      closing.abort();
      for (const run of service.runs.values()) run.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await environments.close();
    },
  };
}
