import { GoogleGenAI } from '@google/genai';
import { startEmulator } from '../../emulator/emulator';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator';

/** The official client, an emulator for it to talk to, and the end of both. */
export interface Judge {
  readonly ai: GoogleGenAI;
  readonly emulator: Emulator;
  readonly close: () => Promise<void>;
}

/** Starts an emulator and points the official client at it; its warnings about experiments are not printed. */
export async function startJudge(
  options: EmulatorOptions & { readonly apiVersion?: string } = {},
): Promise<Judge> {
  const emulator = await startEmulator(options);
  const { apiVersion } = options;
  const ai = new GoogleGenAI({
    apiKey: 'a-key',
    ...(apiVersion === undefined ? {} : { apiVersion }),
    httpOptions: { baseUrl: emulator.url },
  });
  const { warn } = console;
  console.warn = () => {};
  return {
    ai,
    emulator,
    close: async () => {
      console.warn = warn;
      await emulator.close();
    },
  };
}
