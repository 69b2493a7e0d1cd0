import * as vscode from 'vscode';
import { recheck, type GuardPorts, type Place } from '../../tools/guard';
import { ToolError } from '../../util/toolError';
import { uriOf } from './uriOf';

/**
 * Opens a file as text, which is when language servers learn of it. No editor shows it.
 * @throws ToolError when it cannot be opened as text.
 */
export async function openDocument(place: Place, guard: GuardPorts): Promise<vscode.TextDocument> {
  await recheck(place, guard);
  try {
    return await vscode.workspace.openTextDocument(uriOf(place));
  } catch {
    throw new ToolError(`${place.name} does not exist, or cannot be opened as text.`);
  }
}
