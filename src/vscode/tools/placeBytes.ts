import * as vscode from 'vscode';
import { recheck, type GuardPorts, type Place } from '../../tools/guard';
import { ToolError } from '../../util/toolError';
import { openError, readPlace, tooLargeError } from './readPlace';
import { isOnDisk, realUriOf } from './uriOf';
import { writePlace } from './writePlace';

/** The most bytes of a file that are read. */
const largestFile = 20_000_000;

/**
 * What is in a file, as it is on the disk.
 * @throws ToolError when it cannot be read.
 */
export function readBytes(place: Place, guard: GuardPorts, most = largestFile): Promise<Uint8Array> {
  return isOnDisk(place) ? readPlace(place, guard, most) : readVirtual(place, most);
}

/**
 * Writes over a file that is there. It stays the same file, with its mode.
 * @param keepTime whether its time of change stays, too
 * @throws ToolError when it cannot be written.
 */
export async function writeBytes(
  place: Place,
  guard: GuardPorts,
  bytes: Uint8Array,
  keepTime = false,
): Promise<void> {
  if (isOnDisk(place)) return writePlace(place, guard, bytes, keepTime);
  await recheck(place, guard);
  try {
    await vscode.workspace.fs.writeFile(realUriOf(place), bytes);
  } catch (error) {
    throw new ToolError(`${place.name} could not be written.`, { cause: error });
  }
}

async function readVirtual(place: Place, most: number): Promise<Uint8Array> {
  const uri = realUriOf(place);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > most) throw tooLargeError(place, size, most);
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw error instanceof ToolError ? error : openError(place, error);
  }
}
