import type { CommandResult } from '../../tools/runPorts';
import type { CommandOutput } from './commandOutput';

/** A command that has been started. */
export interface RunningCommand {
  readonly output: CommandOutput;
  /** Resolves with its exit code, or `undefined` where that cannot be told; never rejects. */
  readonly ended: Promise<number | undefined>;
  /** Asks it to end, then makes it; resolves when that is done. Never rejects. */
  readonly stop: () => Promise<void>;
}

/** Commands that go on without anybody waiting for them. */
export interface BackgroundCommands {
  /** Keeps one, and returns its id. */
  keep(chatId: string, command: RunningCommand): string;
  find(chatId: string, id: string): CommandResult | undefined;
}

/** Milliseconds that the last of the output is waited for when a command has been stopped. */
const drainMs = 1500;
/** As many of those that have ended are kept. */
const mostKept = 20;

/** Creates the memory of commands in the background. */
export function createBackgroundCommands(): BackgroundCommands {
  const commands = new Map<string, { readonly chatId: string; result: () => CommandResult }>();
  const over: string[] = [];
  let last = 0;
  return {
    keep(chatId, { output, ended }) {
      const id = String((last += 1));
      const entry = {
        chatId,
        result: (): CommandResult => ({
          exitCode: undefined,
          output: output.read(),
          ended: 'inBackground',
          id,
        }),
      };
      commands.set(id, entry);
      const settle = async (): Promise<void> => {
        const exitCode = await ended;
        const result: CommandResult = { exitCode, output: output.read(), ended: 'exited', id };
        entry.result = () => result;
        over.push(id);
        if (over.length > mostKept) commands.delete(over.shift() ?? '');
      };
      void settle();
      return id;
    },
    find(chatId, id) {
      const entry = commands.get(id);
      return entry?.chatId === chatId ? entry.result() : undefined;
    },
  };
}

/**
 * Waits for a command: until it ends, its time is over, or it is moved to the background.
 * @throws the reason of the signal when that is aborted, once the command has been stopped.
 */
export async function followCommand(
  command: RunningCommand,
  options: {
    readonly chatId: string;
    readonly timeLimitMs: number;
    readonly moved: AbortSignal;
    readonly signal: AbortSignal;
    readonly background: BackgroundCommands;
  },
): Promise<CommandResult> {
  const { output, ended, stop } = command;
  const { chatId, timeLimitMs, moved, signal, background } = options;
  const over = new AbortController();
  const late = AbortSignal.any([AbortSignal.timeout(timeLimitMs), over.signal]);
  try {
    const first = await Promise.race([
      ended.then((exitCode) => ({ what: 'exited', exitCode }) as const),
      aborted(late, 'timedOut', over.signal),
      aborted(moved, 'inBackground', over.signal),
      aborted(signal, 'stopped', over.signal),
    ]);
    if (first.what === 'stopped') {
      await stop();
      throw signal.reason;
    }
    if (first.what === 'inBackground') {
      const id = background.keep(chatId, command);
      return { exitCode: undefined, output: output.read(), ended: first.what, id };
    }
    if (first.what === 'timedOut') {
      await stop();
      await endsWithin(ended, drainMs);
      return { exitCode: undefined, output: output.read(), ended: first.what };
    }
    return { exitCode: first.exitCode, output: output.read(), ended: first.what };
  } finally {
    output.stopShowing();
    over.abort();
  }
}

async function aborted<What extends string>(
  signal: AbortSignal,
  what: What,
  over: AbortSignal,
): Promise<{ readonly what: What }> {
  if (!signal.aborted)
    await new Promise<unknown>((resolve) =>
      signal.addEventListener('abort', resolve, { once: true, signal: over }),
    );
  return { what };
}

/** Whether something ends within some time. */
export async function endsWithin(ended: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([ended.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
