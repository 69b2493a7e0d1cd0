import { access } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Root } from '../../tools/paths';
import { folderOf } from './uriOf';

/** What the settings of the editor say about the search of a workspace folder. */
export interface SearchSettings {
  /** Globs of what is left out, relative to the folder. */
  readonly exclude: readonly string[];
  /** As ripgrep calls it; `undefined` for UTF-8. */
  readonly encoding: string | undefined;
}

/** Reads them. */
export function searchSettings(root: Root): SearchSettings {
  const { uri } = folderOf(root);
  const excluded = (section: string): readonly string[] =>
    // A rule that depends on another file beside it (`when`) is no glob.
    Object.entries(
      vscode.workspace.getConfiguration(section, uri).get<Record<string, unknown>>('exclude') ?? {},
    ).flatMap(([glob, on]) => (on === true ? [glob.replace(/^\/+|\/+$/g, '')] : []));
  return {
    exclude: [...new Set([...excluded('files'), ...excluded('search')])],
    encoding: encodingName(vscode.workspace.getConfiguration('files', uri).get('encoding', 'utf8')),
  };
}

/**
 * The files of rules at the top of a folder that ripgrep does not read by itself: ours, and Git's when only a part of
 * the folder is searched. What the ones further down say is seen to when something is found.
 */
export async function ignoreFilesOf(folder: string, unlisted: boolean): Promise<readonly string[]> {
  const names = [...(unlisted ? [] : ['.gitignore']), '.geminiignore', '.aiexclude'];
  const found = await Promise.all(
    names.map((name) =>
      access(path.join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_name, at) => found[at]);
}

/**
 * VS Code writes `windows1252`, `utf16le`, `shiftjis`; ripgrep takes the labels of the Encoding Standard, which has not
 * all that VS Code has.
 */
function encodingName(name: string): string | undefined {
  if (name.startsWith('utf8')) return undefined;
  const label = name
    .replace(/^windows(\d+)$/, 'windows-$1')
    .replace(/^utf16(le|be)$/, 'utf-16$1')
    .replace(/^iso8859(\d+)$/, 'iso-8859-$1')
    .replace(/^euc(jp|kr)$/, 'euc-$1')
    .replace(/^koi8([ru])$/, 'koi8-$1')
    .replace(/^shiftjis$/, 'shift_jis')
    .replace(/^big5hkscs$/, 'big5-hkscs')
    .replace(/^macroman$/, 'macintosh');
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
