import type { Answer, ScriptedAnswer } from './answers/answer';
import type { FaultQueue } from './faults/faultQueue';
import type { Gates } from './gates';
import type { Ids } from './interactions/ids';
import type { Run } from './interactions/run';
import type { Packets } from './interactions/stream';
import type { Agents } from './resources/agents';
import type { Environments } from './resources/environments';
import type { Files } from './resources/files';

/** Everything that the endpoints share. */
export interface Service {
  readonly ids: Ids;
  readonly gates: Gates;
  readonly faults: FaultQueue;
  readonly scripts: ScriptedAnswer[];
  /** Interactions by id, the running ones included. */
  readonly runs: Map<string, Run>;
  readonly agents: Agents;
  readonly environments: Environments;
  readonly files: Pick<Files, 'check'>;
  /** Milliseconds before each delta of a stream. */
  readonly delay: number;
  readonly packets: Packets | undefined;
  /** Answers of a test's own making, asked before the default script. */
  readonly answer: ((run: Run) => Answer | undefined) | undefined;
}
