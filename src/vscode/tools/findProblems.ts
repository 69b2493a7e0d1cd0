import * as vscode from 'vscode';
import { untilAborted } from '../../api/untilAborted';
import type { GuardPorts, Place } from '../../tools/guard';
import type { CodeProblem, Findings } from '../../tools/codePorts';
import { openDocument } from './openDocument';
import { checkWithTypeScript } from './typescriptProblems';
import { uriOf } from './uriOf';
import { createWhereabouts, isIn } from './whereabouts';

const severities = ['error', 'warning', 'information', 'hint'] as const;
/** Milliseconds that a server has for a file it did not know. */
const checkMs = 3000;
/** Milliseconds that a server has for a file it knows, which may just have been changed. */
const recheckMs = 700;

/** What the editor reports. A single file is opened for its language server first, and checked as it is now. */
export async function findProblems(
  place: Place | undefined,
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<Findings<CodeProblem>> {
  const isFile = place !== undefined && (await kindOf(place)) === vscode.FileType.File;
  const checked = isFile ? await check(place, guard, signal) : undefined;
  const whereabouts = createWhereabouts(guard, place);
  const items: CodeProblem[] = [];
  let hidden = 0;
  for (const [uri, diagnostics] of vscode.languages.getDiagnostics()) {
    signal.throwIfAborted();
    const own = checked === undefined ? diagnostics : diagnostics.filter(({ source }) => source !== 'ts');
    if (own.length === 0) continue;
    const where = await whereabouts(uri);
    const isShown = where.kind === 'shown' && where.isListed;
    if (where.kind !== 'outside' && !isShown && place === undefined) hidden += own.length;
    if (!isShown || !isIn(where.place, place)) continue;
    items.push(...own.map((diagnostic) => problemOf(where.name, diagnostic)));
  }
  for (const problem of checked ?? []) items.push(problem);
  return { items, outside: [], hidden, note: noteOf(place, isFile, checked !== undefined, items.length) };
}

/** Has a file checked; what TypeScript says of it, when it is TypeScript's. */
async function check(
  place: Place,
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<readonly CodeProblem[] | undefined> {
  const uri = uriOf(place);
  const wasOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === uri.toString());
  const enough = new AbortController();
  const limit = wasOpen && isInTab(uri) ? recheckMs : checkMs;
  const told = changed(uri, limit, AbortSignal.any([signal, enough.signal]));
  try {
    const document = await openDocument(place, guard);
    const checked = await untilAborted(checkWithTypeScript(document, place.name, signal), signal);
    if (checked === undefined) await told;
    return checked;
  } finally {
    enough.abort();
  }
}

/** Settles when something new is reported of a file, or after a while. */
function changed(uri: vscode.Uri, limit: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, limit);
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((each) => each.toString() === uri.toString())) end();
    });
    signal.addEventListener('abort', end, { once: true });
  });
}

async function kindOf(place: Place): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uriOf(place))).type & ~vscode.FileType.SymbolicLink;
  } catch {
    return undefined;
  }
}

function problemOf(
  file: string,
  { range, severity, message, source = '', code }: vscode.Diagnostic,
): CodeProblem {
  const number = typeof code === 'object' ? code.value : code;
  return {
    file,
    line: range.start.line + 1,
    severity: severities[severity],
    message,
    source: [source, number ?? ''].filter((each) => each !== '').join(' '),
  };
}

/** Whether the file has a tab: many servers check only those that have one. */
function isInTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()) ||
        (input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString()),
    ),
  );
}

function noteOf(
  place: Place | undefined,
  isFile: boolean,
  isSure: boolean,
  number: number,
): string | undefined {
  if (place === undefined || !isFile)
    return 'Many language servers check only files that are open. Give the path of a file to have it checked.';
  return isSure || number > 0 || isInTab(uriOf(place))
    ? undefined
    : 'The file is open in no editor, and some language servers check only files that are.';
}
