import * as vscode from 'vscode';
import type { GivenFile } from '../protocol/messages';
import type { Chat } from '../session/chats';
import type { Verdict } from '../util/ignoreRules';
import { attachFiles } from './attachFiles';
import { attachFolder } from './attachFolder';
import type { IgnoreRules } from './ignoreRules';
import { InputError, pathOf } from './readInput';

/** As many names as fit into a question. */
const shownNames = 8;

/**
 * Attaches files and folders that a person has chosen one by one. What the ignore rules keep from the model, and what
 * may hold secrets, is asked for first.
 */
export async function attachByHand(
  chat: Pick<Chat, 'draft' | 'media'>,
  uris: readonly vscode.Uri[],
  rules: IgnoreRules,
): Promise<void> {
  const allowed = await allowedOf(uris, rules);
  const files: vscode.Uri[] = [];
  const refused: string[] = [];
  for (const uri of allowed) {
    if (!(await isFolder(uri))) {
      files.push(uri);
      continue;
    }
    try {
      await attachFolder(chat, uri, rules);
      if (chat.draft.notice !== undefined) refused.push(chat.draft.notice);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error.message);
    }
  }
  if (files.length > 0) {
    await attachFiles(chat, files);
    if (chat.draft.notice !== undefined) refused.push(chat.draft.notice);
  }
  if (refused.length > 0) chat.draft.note(refused.join(' '));
}

/** Those of the files that may go along, the person asked about the ones that are kept from the model otherwise. */
export async function allowedOf(
  uris: readonly vscode.Uri[],
  rules: IgnoreRules,
): Promise<readonly vscode.Uri[]> {
  const verdicts = await Promise.all(uris.map((uri) => rules.verdict(uri)));
  return allowed(
    uris.map((uri, at) => ({ it: uri, name: pathOf(uri), verdict: verdicts[at] ?? { kind: 'open' } })),
  );
}

/**
 * Whether a part of a file may go along that the person has selected. What only Git ignores may: they see what it is.
 */
export async function mayBeSent(uri: vscode.Uri, rules: IgnoreRules): Promise<boolean> {
  const { kind } = await rules.verdict(uri);
  return kind === 'open' || kind === 'unlisted' || (await allowedOf([uri], rules)).length > 0;
}

/** The same for files that came as bytes: their names alone tell. */
export async function allowedGiven(
  files: readonly GivenFile[],
  rules: IgnoreRules,
): Promise<readonly GivenFile[]> {
  const all = Array.isArray(files) ? (files as readonly GivenFile[]) : [];
  const judged = all.map(async (file) => {
    const name = typeof file?.name === 'string' ? file.name : '';
    const reason = await rules.whySecret(name);
    const verdict: Verdict = reason === undefined ? { kind: 'open' } : { kind: 'secret', reason };
    return { it: file, name, verdict };
  });
  return allowed(await Promise.all(judged));
}

async function allowed<T>(
  given: readonly { readonly it: T; readonly name: string; readonly verdict: Verdict }[],
): Promise<readonly T[]> {
  const kept = given.flatMap(({ name, verdict }) =>
    verdict.kind === 'open' ? [] : [`${name}: ${verdict.reason}`],
  );
  const first = given.find(({ verdict }) => verdict.kind !== 'open');
  if (first === undefined) return given.map(({ it }) => it);
  const more = kept.length - shownNames;
  const list = `${kept.slice(0, shownNames).join('\n')}${more > 0 ? `\n… and ${more} more` : ''}`;
  const chosen = await vscode.window.showWarningMessage(
    kept.length === 1
      ? `Attach ${first.name}, which is kept from Gemini otherwise?`
      : `Attach ${kept.length} files that are kept from Gemini otherwise?`,
    { modal: true, detail: `${list}\n\nWhat is attached is sent to the service with your next message.` },
    'Attach',
  );
  return given.filter(({ verdict }) => verdict.kind === 'open' || chosen === 'Attach').map(({ it }) => it);
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false; // Reading it as a file says why it cannot be read.
  }
}
