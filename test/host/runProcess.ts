import { spawn } from 'node:child_process';
import { atExit } from './atExit';

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Show the output while it comes, instead of only collecting it. */
  readonly show?: boolean;
  /** Milliseconds after which the process is killed. */
  readonly timeout?: number;
}

export interface ProcessResult {
  /** The exit code; 127 when the program could not be started, 124 when it took too long. */
  readonly code: number;
  /** What it wrote to stdout and stderr, in the order it came. */
  readonly output: string;
}

/** Runs a program to its end. Never throws: a program that is missing is exit code 127. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
    });
    let output = '';
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const forget = atExit(() => child.kill('SIGTERM'));
    const timer = options.timeout
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeout)
      : undefined;
    const finish = (code: number): void => {
      clearTimeout(timer);
      forget();
      resolve({ code: timedOut ? 124 : code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** As `runProcess`, but a failure is an error that holds the last lines of the output. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const { code, output } = await runProcess(command, args, options);
  if (code === 0) return output;
  const lastLines = output.trimEnd().split('\n').slice(-25).join('\n');
  throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}.\n${lastLines}`);
}
