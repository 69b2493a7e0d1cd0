import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../util/toolError';

/** One run of ripgrep. */
export interface RipgrepRun {
  readonly binary: string;
  /** Where it runs: paths are relative to this, and so are globs. */
  readonly folder: string;
  /** Its arguments, which no shell sees. */
  readonly args: readonly string[];
  /** What it searches instead of files. */
  readonly input?: string;
  /** What stands behind each record of its output. */
  readonly separator: '\n' | '\0';
}

/** A longer record is left out: it is a line of a file that nobody wrote by hand. */
const longestRecord = 8_000_000;
const longestError = 8000;

/**
 * Runs ripgrep and gives what it prints away as it comes, some records at a time.
 * @param onRecords returns whether more is wanted; ripgrep is stopped when not
 * @throws ToolError with ripgrep's words when the pattern or a glob is wrong; the reason of the signal when it is aborted.
 */
export async function runRipgrep(
  run: RipgrepRun,
  onRecords: (records: readonly Buffer[]) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(run.binary, run.args, {
    cwd: run.folder,
    stdio: [run.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ended = endOf(child);
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    // It may end before it has read all of its input.
    child.stdin?.on('error', () => {});
    child.stdin?.end(run.input);
    if (await readRecords(child, run.separator, onRecords)) {
      const { code, message } = await ended;
      signal.throwIfAborted();
      if (code !== 0 && code !== 1 && (code === null || message !== '')) throw wrong(message);
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Ripgrep's own words, without its name. It goes on where a file cannot be read, and says nothing of that. */
function wrong(message: string): ToolError {
  const words = message.replace(/^rg(?:\.exe)?: /, '').trim();
  return new ToolError(words === '' ? 'The search ended before its time.' : words);
}

interface RipgrepEnd {
  readonly code: number | null;
  readonly message: string;
}

function endOf(child: ChildProcess): Promise<RipgrepEnd> {
  let message = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    message = (message + text).slice(0, longestError);
  });
  const end = new Promise<RipgrepEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, message }));
  });
  // Whoever stops early does not wait for it.
  end.catch(() => {});
  return end;
}

/** Returns whether all was read; false when no more was wanted. */
async function readRecords(
  child: ChildProcess,
  separator: RipgrepRun['separator'],
  onRecords: (records: readonly Buffer[]) => Promise<boolean>,
): Promise<boolean> {
  const split = createSplitter(separator.charCodeAt(0));
  for await (const chunk of child.stdout ?? []) {
    const records = split(chunk as Buffer);
    if (records.length > 0 && !(await onRecords(records))) return false;
  }
  return true;
}

/** Cuts a stream of bytes into the records that end in it. */
function createSplitter(separator: number): (chunk: Buffer) => readonly Buffer[] {
  let parts: Buffer[] = [];
  let length = 0;
  return (chunk) => {
    const records: Buffer[] = [];
    let from = 0;
    for (let at = chunk.indexOf(separator); at !== -1; at = chunk.indexOf(separator, from)) {
      const end = chunk.subarray(from, at);
      if (length <= longestRecord) records.push(parts.length === 0 ? end : Buffer.concat([...parts, end]));
      parts = [];
      length = 0;
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > longestRecord) parts = [];
    else if (rest.length > 0) parts.push(rest);
    return records;
  };
}

/** The ripgrep that VS Code brings, wherever this version of it does; `undefined` where it brings none. */
export function findRipgrep(appRoot: string): string | undefined {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const platform = `${process.platform}-${process.arch}`;
  return ['node_modules', 'node_modules.asar.unpacked']
    .flatMap((modules) => [
      path.join(appRoot, modules, '@vscode/ripgrep/bin', name),
      path.join(appRoot, modules, '@vscode/ripgrep-universal/bin', platform, name),
    ])
    .find((file) => existsSync(file));
}
