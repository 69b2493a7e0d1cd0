/** The shape of VS Code's log channel, so that the channel itself is the logger. Secrets, prompts and file text only at `trace`. */
export interface Logger {
  /** VS Code's `LogLevel`. What is expensive to put into words is left out where nobody would see it. */
  readonly logLevel?: number;
  trace(message: string, ...args: unknown[]): void;
  debug(message: string, ...args: unknown[]): void;
  info(message: string, ...args: unknown[]): void;
  warn(message: string, ...args: unknown[]): void;
  error(message: string | Error, ...args: unknown[]): void;
}

/** Whether traces are kept: at `LogLevel.Trace`, and where the level is not known. */
export function isTraced({ logLevel }: Logger): boolean {
  return logLevel === undefined || logLevel === 1;
}

const nothing = (): void => {};
/** A logger for tests and for code that has none. */
export const silentLogger: Logger = {
  logLevel: 0,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
