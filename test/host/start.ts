// `npm start`: the extension, built from source, in a real VS Code on a sample workspace.
//   node out/host/start.js [--port N] [--emulator] [--served]
import './requireNode';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { linkExtension } from './addExtension';
import { onInterrupt } from './atExit';
import { checkoutFolder } from './checkout';
import { desktopVscode, hasScreen } from './desktopVscode';
import { freePort } from './freePort';
import { installedVscode } from './installedVscode';
import { openAddress } from './openAddress';
import { copySampleWorkspace } from './sampleWorkspace';
import { startDesktop } from './startDesktop';
import { startFolder } from './startFolder';
import { startServer } from './startServer';
import { startService, type ChosenService } from './startService';
import { vscodeServer } from './vscodeServer';
import { vscodeVersion } from './vscodeVersion';

const defaultPort = 8420;
const settings = { 'workbench.startupEditor': 'readme' };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, emulator: { type: 'boolean' }, served: { type: 'boolean' } },
  });
  const wanted = Number(values.port ?? defaultPort);
  const service = await startService(process.env, values.emulator === true);
  const program = values.served ? undefined : await findDesktop();
  const end = program ? await openDesktop(program, service) : await serve(wanted, service);
  onInterrupt(() => {
    console.log('\nStopping…');
    return end();
  });
}

/** A desktop VS Code, where its window can be shown. */
async function findDesktop(): Promise<string | undefined> {
  if (process.env['GEMINI_TEST_HOST'] === 'served' || !(await hasScreen())) return undefined;
  return (
    (await installedVscode(vscodeVersion('oldest').number)) ?? desktopVscode(vscodeVersion('newest').number)
  );
}

async function openDesktop(program: string, service: ChosenService): Promise<() => Promise<void>> {
  const folder = startFolder(false);
  const desktop = startDesktop({
    program,
    workspace: copySampleWorkspace(path.join(folder, 'corner-shop')),
    dataFolder: path.join(folder, 'desktop'),
    settings,
    env: service.env,
  });
  print(`Gemini Interactions in ${program}`, service, [['Window', 'VS Code opens a window of its own.']]);
  const closed = desktop.closed.then(() => service.close());
  closed.then(
    () => process.exit(0),
    (error: unknown) => fail(error),
  );
  return () => {
    desktop.stop();
    return closed;
  };
}

async function serve(wanted: number, service: ChosenService): Promise<() => Promise<void>> {
  const vscode = await vscodeServer(vscodeVersion('newest'));
  const port = await freePort(wanted);
  if (port !== wanted) console.log(`Port ${wanted} is in use; taking ${port}.`);
  const folder = startFolder(port !== wanted);
  const dataFolder = path.join(folder, 'served');
  const extensionsFolder = path.join(dataFolder, 'extensions');
  const workspace = copySampleWorkspace(path.join(folder, 'corner-shop'));
  linkExtension(extensionsFolder, checkoutFolder);
  const server = await startServer(vscode, {
    port,
    dataFolder,
    extensionsFolder,
    settings,
    env: service.env,
    args: [workspace],
    staysWhenIdle: true,
  });
  const screen = await hasScreen();
  print(`Gemini Interactions in VS Code ${vscode.version.number}, served on this machine`, service, [
    ['Open', server.url],
    ...(screen ? [] : [['', `(from another machine: ssh -L ${port}:127.0.0.1:${port} …)`] as const]),
  ]);
  if (screen) openAddress(server.url);
  return async () => {
    await server.stop();
    await service.close();
  };
}

function print(title: string, service: ChosenService, first: readonly (readonly [string, string])[]): void {
  const lines: readonly (readonly [string, string])[] = [
    ...first,
    ['Then', 'open src/cart.ts, select some code and press Ctrl+Alt+A (Cmd+Alt+A on a Mac).'],
    ['', 'The chat is behind the Gemini icon at the side, or Ctrl+Alt+G.'],
    ...service.description.map((line, index) => [index === 0 ? 'Gemini' : '', line] as const),
    ['End', 'Ctrl+C'],
  ];
  console.log(`\n${title}\n\n${lines.map(([word, text]) => `  ${word.padEnd(8)}${text}`).join('\n')}\n`);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
