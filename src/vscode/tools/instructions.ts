import * as vscode from 'vscode';
import type { Instructions } from '../../session/turnDependencies';
import type { GuardPorts } from '../../tools/guard';
import { findInstructions, instructionText } from '../../tools/instructions';
import type { Files } from '../../tools/ports';
import type { Logger } from '../../util/log';
import { readSettings } from '../settings';
import { uriOf } from './uriOf';

/** Reads the instruction files of the workspace, those that concern the active file first. */
export async function readInstructions(guard: GuardPorts, files: Files, log: Logger): Promise<Instructions> {
  if (!vscode.workspace.isTrusted) return { text: '', files: [] };
  const found = await findInstructions(readSettings().instructionFiles, activeFile(), {
    guard,
    async read(place) {
      const facts = await files.stat(place);
      return facts?.kind === 'file' ? files.text(place) : undefined;
    },
    onRefused: (name, why) => log.warn(`Instructions in ${name} are not sent: ${why}`),
  });
  return {
    text: instructionText(found),
    files: found.map(({ place, bytes }) => ({ name: place.name, uri: uriOf(place).toString(), bytes })),
  };
}

function activeFile(): { readonly root: string; readonly relative: string } | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const folder = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uri);
  if (uri === undefined || folder === undefined) return undefined;
  const root = folder.uri.scheme === 'file' ? folder.uri.fsPath : folder.uri.path;
  return { root, relative: uri.path.slice(folder.uri.path.length).replace(/^\//, '') };
}
