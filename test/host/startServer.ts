import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { atExit } from './atExit';
import { freePort } from './freePort';
import { temporaryFolder } from './temporaryFolder';
import { writeUserSettings, type UserSettings } from './userSettings';
import type { VscodeServer } from './vscodeServer';

export interface ServerOptions {
  /** Wanted port; another one is taken when it is in use. Secrets survive a restart only on the same port. */
  readonly port?: number;
  /** The user-data-dir; its path must be short. By default a new one, removed at the end. */
  readonly dataFolder?: string;
  readonly extensionsFolder?: string;
  readonly settings?: UserSettings;
  /** Environment of the server, and so of the extensions. */
  readonly env?: Readonly<Record<string, string>>;
  /** `off`: every folder is trusted. `on`: none is, until the user says so; VS Code does not ask by itself. */
  readonly workspaceTrust?: 'off' | 'on';
  /** Keep running while no window is open, as a person may close the tab and come back. */
  readonly staysWhenIdle?: boolean;
  readonly args?: readonly string[];
}

export interface RunningServer {
  readonly port: number;
  readonly url: string;
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** What the server has written so far. */
  readonly log: () => string;
  /** Ends the server and everything it has started. */
  readonly stop: () => Promise<void>;
}

const startTimeout = 120_000;

/** Starts a VS Code that serves its workbench on the loopback interface. Throws when it does not answer. */
export async function startServer(vscode: VscodeServer, options: ServerOptions = {}): Promise<RunningServer> {
  const dataFolder = options.dataFolder ?? temporaryFolder('vscode');
  const extensionsFolder = options.extensionsFolder ?? path.join(dataFolder, 'extensions');
  const trusted = options.workspaceTrust !== 'on';
  mkdirSync(extensionsFolder, { recursive: true });
  writeUserSettings(dataFolder, {
    'security.workspace.trust.enabled': !trusted,
    // Versions differ in whether they ask in a dialog; a test says itself when it trusts.
    'security.workspace.trust.startupPrompt': 'never',
    ...options.settings,
  });
  const configFile = path.join(dataFolder, 'config.yaml');
  writeFileSync(configFile, '');
  const port = await freePort(options.port);
  const url = `http://127.0.0.1:${port}/`;
  const logFile = path.join(dataFolder, 'server.log');
  const log = openSync(logFile, 'a');
  const flags = [
    'disable-telemetry',
    'disable-update-check',
    'disable-getting-started-override',
    'disable-proxy',
  ];
  if (trusted) flags.push('disable-workspace-trust');
  const values = {
    config: configFile,
    'bind-addr': `127.0.0.1:${port}`,
    auth: 'none',
    'user-data-dir': dataFolder,
    'extensions-dir': extensionsFolder,
  };
  const child = spawn(
    vscode.node,
    [
      vscode.entry,
      ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]),
      ...[...flags, 'ignore-last-opened'].map((name) => `--${name}`),
      ...vscode.version.serverArguments,
      ...(options.staysWhenIdle ? [] : vscode.version.idleArguments),
      ...(options.args ?? []),
    ],
    // A process group of its own, so that its extension hosts end with it.
    {
      stdio: ['ignore', log, log],
      detached: true,
      env: { ...environment(), ...socketFolder(dataFolder), ...options.env },
    },
  );
  closeSync(log);
  const stop = stopper(child);
  const readLog = (): string => readFileSync(logFile, 'utf8');
  if (!(await answers(`${url}healthz`, child))) {
    await stop();
    throw new Error(`VS Code ${vscode.version.number} did not start.\n${readLog().slice(-3000)}`);
  }
  return { port, url, dataFolder, extensionsFolder, log: readLog, stop };
}

/**
 * The environment without what would change the server (PORT, what a VS Code that runs us has set), and without what
 * leads out of this machine: a key of the user and proxies are passed on only by who means to (`options.env`).
 */
function environment(): NodeJS.ProcessEnv {
  const server = /^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS|ELECTRON_.*|VSCODE_.*|CODE_SERVER_.*|npm_.*)$/;
  const outside = /^(GEMINI_API_KEY|GOOGLE_.*|(http|https|all|no)_proxy)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !server.test(name) && !outside.test(name));
  // An empty gallery: nothing asks a marketplace for extensions.
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}' };
}

/** What VS Code leaves in the system's temporary folder goes into a temporary data folder, and is removed with it. */
function socketFolder(dataFolder: string): NodeJS.ProcessEnv {
  if (!dataFolder.startsWith(tmpdir())) return {};
  const folder = path.join(dataFolder, 'tmp');
  mkdirSync(folder, { recursive: true });
  return { TMPDIR: folder, XDG_RUNTIME_DIR: undefined };
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + startTimeout;
  while (
    Date.now() < deadline &&
    child.exitCode === null &&
    child.signalCode === null &&
    child.pid !== undefined
  ) {
    try {
      if ((await fetch(url)).ok) return true;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  return false;
}

function stopper(child: ChildProcess): () => Promise<void> {
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = (signal: NodeJS.Signals): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, signal);
    } catch {
      return false; // The group has ended.
    }
  };
  const forget = atExit(() => kill('SIGKILL'));
  return async () => {
    kill('SIGTERM');
    await Promise.race([ended, delay(5_000)]);
    // The extension host may ignore the polite signal for as long as it waits for the window.
    kill('SIGKILL');
    await ended;
    forget();
  };
}
