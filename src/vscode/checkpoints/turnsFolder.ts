import { rm } from 'node:fs/promises';
import path from 'node:path';

/** Where the turns of a chat are, in the folder of all checkpoints. */
export function turnsFolder(folder: string, chatId = '.'): string {
  return path.join(folder, 'turns', path.basename(chatId));
}

/** Removes what is known of the turns of a chat. What was in the files goes when old checkpoints are cleared. */
export async function removeTurns(folder: string, chatId: string): Promise<void> {
  await rm(turnsFolder(folder, chatId), { recursive: true, force: true, maxRetries: 3 });
}
