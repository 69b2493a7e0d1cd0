import type { Place } from './guard';
import type { ShellKind } from './shellKind';

/** How a command is run. */
export interface RunLimits {
  readonly chatId: string;
  /** Milliseconds. */
  readonly timeLimitMs: number;
}
export interface CommandRequest extends RunLimits {
  /** The command line, exactly as it was shown. */
  readonly command: string;
  /** The shell by whose rules it was judged. */
  readonly shell: ShellKind;
  readonly folder: Place;
}
export interface CommandResult {
  /** `undefined` while it still runs, or when it could not be learned. */
  readonly exitCode: number | undefined;
  /** Plain text; of long output its beginning and its end. */
  readonly output: string;
  readonly ended: 'exited' | 'timedOut' | 'inBackground';
  /** By which its output can be read again. */
  readonly id?: string;
}
export interface Terminals {
  /** How the shell of a new terminal reads a line. */
  shell(): ShellKind;
  /** Runs a command in a terminal the person sees. */
  run(
    request: CommandRequest,
    print: (text: string) => void,
    moved: AbortSignal,
    signal: AbortSignal,
  ): Promise<CommandResult>;
  /** What a command or a task of a chat that was moved to the background has printed so far. */
  output(chatId: string, id: string): CommandResult | undefined;
}
export interface WorkspaceTask {
  /** Unique among the tasks. */
  readonly name: string;
  readonly detail: string;
  /** What it runs, when that can be told. */
  readonly commandLine: string | undefined;
  /** The names of the tasks that run before it. */
  readonly before: readonly string[];
  /** All that is known of it, as one text: another one when any of it has changed. */
  readonly definition: string;
}
export interface Tasks {
  list(): Promise<readonly WorkspaceTask[]>;
  /** @throws ToolError when the task is no longer as it was. */
  run(
    task: WorkspaceTask,
    limits: RunLimits,
    print: (text: string) => void,
    moved: AbortSignal,
    signal: AbortSignal,
  ): Promise<CommandResult>;
}
