import { randomUUID } from 'node:crypto';
import { startEmulator } from '../emulator/emulator';

/** What the extension of a trial talks to. */
export interface ChosenService {
  /** For the environment of the extension. */
  readonly env: Readonly<Record<string, string>>;
  /** Lines for the terminal. */
  readonly description: readonly string[];
  readonly close: () => Promise<void>;
}

/** What leads from the extension to Google, where the user has set it. */
const passedOn = /^(GEMINI_API_KEY|GOOGLE_API_KEY|GOOGLE_GEMINI_BASE_URL|(http|https|all|no)_proxy)$/i;

/** Google, where the environment holds a key for it; otherwise an emulator on this machine, which is started. */
export async function startService(env: NodeJS.ProcessEnv, forceEmulator: boolean): Promise<ChosenService> {
  const name = ['GEMINI_API_KEY', 'GOOGLE_API_KEY'].find((candidate) => env[candidate]);
  if (name && !forceEmulator) {
    const own = Object.entries(env).flatMap(([key, value]) =>
      value && passedOn.test(key) ? [[key, value]] : [],
    );
    return {
      env: Object.fromEntries(own),
      description: [`is Google's service, with the key of ${name}. Questions are counted there.`],
      close: async () => {},
    };
  }
  // A seed of its own: conversations are kept, and their ids must not name an interaction of another run.
  const emulator = await startEmulator({ speed: 40, seed: randomUUID() });
  return {
    env: { GOOGLE_GEMINI_BASE_URL: emulator.url, GEMINI_API_KEY: 'emulator' },
    description: [
      `is an EMULATOR on this machine (${emulator.url}): its answers are scripted, nothing goes to Google.`,
      name
        ? 'Leave out --emulator to talk to Google.'
        : 'Set GEMINI_API_KEY before `npm start` to talk to Google.',
    ],
    close: emulator.close,
  };
}
