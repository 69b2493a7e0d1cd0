import * as vscode from 'vscode';
import { codeBlocks } from '../conversation/codeBlocks';
import { namedPaths } from '../review/namedPaths';
import { createGuard, type GuardPorts, type Place } from '../tools/guard';
import { isToolError } from '../util/toolError';
import type { AnsweredCode } from './answeredCode';
import { isUriOf, uriOf } from './tools/uriOf';
import { writableEditor } from './writableEditor';

/** The file that code belongs to, with the code; or why there is none, for a person. */
export type CodeTarget =
  | {
      readonly code: string;
      readonly uri: vscode.Uri;
      readonly exists: boolean;
      /** What the guard has let pass; absent for an open document that is no file which Gemini may change. */
      readonly place?: Place;
    }
  | { readonly refused: string };

const excluded = '{**/node_modules/**,**/bower_components/**,**/.git/**}';
const fence = /^[\s>]*(?:(?:[*+-]|\d+[.)])\s+)*(?:`{3,}|~{3,})(.*)$/;

/** Finds the file that is named at the fence or in front of it; else it is the one in the editor. */
export async function codeTarget(
  { answer, block }: Pick<AnsweredCode, 'answer' | 'block'>,
  ports: GuardPorts,
): Promise<CodeTarget> {
  const found = codeBlocks(answer)[block];
  if (found === undefined) return { refused: 'This code cannot be found in the answer.' };
  const { code } = found;
  const lines = answer.replaceAll('\r\n', '\n').split('\n');
  const info = fence.exec(lines[found.line] ?? '')?.[1] ?? '';
  const before = lines.slice(0, found.line).findLast((line) => line.trim() !== '') ?? '';
  for (const { path, isPlain } of namedPaths(info, before)) {
    const place = await existing(path, ports);
    if (place !== undefined) return { code, uri: uriOf(place), exists: true, place };
    if (!isPlain) continue;
    try {
      const fresh = await createGuard(ports).pass(path, 'write');
      return { code, uri: uriOf(fresh), exists: false, place: fresh };
    } catch (error) {
      if (!isToolError(error)) throw error;
      return { refused: `${path} cannot be changed from here: ${reasonOf(error)}.` };
    }
  }
  const editor = writableEditor();
  if (editor === undefined) return { refused: 'Open the file that this code belongs to, and try again.' };
  const { uri } = editor.document;
  const place = await passed(uri.scheme === 'file' ? uri.fsPath : uri.path, ports);
  return {
    code,
    uri,
    exists: true,
    ...(place !== undefined && isUriOf(uri, place) ? { place } : {}),
  };
}

/** The file of that path in the workspace, or the only one whose path ends so. */
async function existing(path: string, ports: GuardPorts): Promise<Place | undefined> {
  const roots = ports.roots();
  const within = roots.length > 1 ? roots.map(({ name }) => `${name}/${path}`) : [];
  for (const each of [path, ...within]) {
    const place = await passed(each, ports);
    if (place !== undefined && (await isFile(uriOf(place)))) return place;
  }
  const ending = path.replaceAll('\\', '/').replace(/[[\]{}*?]/g, '[$&]');
  const [only, ...others] = await vscode.workspace.findFiles(`**/${ending}`, excluded, 2);
  if (only === undefined || others.length > 0) return undefined;
  return passed(only.scheme === 'file' ? only.fsPath : only.path, ports);
}

async function passed(path: string, ports: GuardPorts): Promise<Place | undefined> {
  try {
    return await createGuard(ports).pass(path, 'write');
  } catch (error) {
    if (isToolError(error)) return undefined;
    throw error;
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** What the guard says to the model, as far as it is of use to a person. */
function reasonOf({ message }: Error): string {
  const reason = /cannot be used: (.*?)\. /.exec(`${message} `)?.[1];
  return reason ?? 'it is no file of the workspace';
}
