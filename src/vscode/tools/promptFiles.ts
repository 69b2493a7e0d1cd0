import * as vscode from 'vscode';
import { createGuard, type GuardPorts } from '../../tools/guard';
import type { Files } from '../../tools/ports';
import { fillPrompt, parsePromptFile, type PromptFile } from '../../tools/promptFile';
import type { Logger } from '../../util/log';
import { isToolError } from '../../util/toolError';
import { pathOf } from '../readInput';

/** A prompt of the workspace, ready to be attached. */
export interface FoundPrompt extends PromptFile {
  readonly uri: vscode.Uri;
  /** As a person names it. */
  readonly path: string;
  /** With the variables filled in for the active editor. */
  readonly filled: () => string;
}

const places = '{.github/prompts/**/*.prompt.md,.gemini/commands/**/*.toml}';
const mostPrompts = 200;
const longestPrompt = 60_000;

/** Finds the prompt files of a trusted workspace. Each passes the guard: none is read through a link that leads out. */
export async function findPrompts(
  guard: GuardPorts,
  files: Files,
  log: Logger,
): Promise<readonly FoundPrompt[]> {
  const uris = await vscode.workspace.findFiles(places, undefined, mostPrompts);
  const found = await Promise.all(
    uris.map(async (uri): Promise<readonly FoundPrompt[]> => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder === undefined) return [];
      try {
        const absolute = uri.scheme === 'file' ? uri.fsPath : uri.path;
        const text = await files.text(await createGuard(guard).pass(absolute, 'read'));
        const prompt = parsePromptFile(uri.path, text.slice(0, longestPrompt));
        if (prompt === undefined) return [];
        return [{ ...prompt, uri, path: pathOf(uri), filled: () => fillPrompt(prompt.prompt, variables()) }];
      } catch (error) {
        if (!isToolError(error)) throw error;
        log.warn(`The prompt file ${uri.path} is left out: ${error.message}`);
        return [];
      }
    }),
  );
  return found.flat().sort((a, b) => a.name.localeCompare(b.name));
}

function variables(): { readonly file: string; readonly selection: string } {
  const editor = vscode.window.activeTextEditor;
  return editor === undefined
    ? { file: '', selection: '' }
    : { file: pathOf(editor.document.uri), selection: editor.document.getText(editor.selection) };
}
