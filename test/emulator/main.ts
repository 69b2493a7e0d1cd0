import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator';

const usage =
  'Usage: node out/emulator/main.js [--port 8787] [--speed 40]   (speed: pieces of an answer a second, 0 for no pause)';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, speed: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return void process.stdout.write(`${usage}\n`);
  const emulator = await startEmulator({
    port: Number(values.port ?? 8787),
    speed: Number(values.speed ?? 40),
    // Conversations outlive the emulator: an id of an earlier run must not name an interaction of this one.
    seed: randomUUID(),
  });
  process.stdout.write(`The emulator of the Gemini API listens at ${emulator.url}\n`);
  const stop = (): void => {
    void emulator.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The emulator could not start: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`,
  );
  process.exitCode = 1;
});
