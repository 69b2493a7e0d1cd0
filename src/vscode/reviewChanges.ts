import * as vscode from 'vscode';
import { ApiError } from '../api/errors';
import { askOnce, onceSettings } from '../session/askOnce';
import { boundedDiff } from '../session/boundedDiff';
import {
  fileOfFinding,
  findingsSchema,
  lineOfFinding,
  parseFindings,
  reviewInstruction,
  reviewPrompt,
  type Finding,
} from '../session/reviewFindings';
import { count } from '../tools/listing';
import { signalOf } from './cancellation';
import type { Findings, PlacedFinding } from './findings';
import { pickRepository, repositoryName } from './pickRepository';
import { readChanges, type ReadChanges } from './readChanges';
import { InputError } from './readInput';
import { readSettings } from './settings';
import type { SourceControlPorts } from './sourceControl';
import { createGuardPorts } from './tools/guardPorts';

/** Characters of changes that go along. */
const mostDiff = 200_000;

/** Has all changes of a repository that are not committed looked at, and shows what is found as comments. */
export async function reviewChanges(
  given: unknown,
  findings: Findings,
  { client, ignoreRules }: SourceControlPorts,
): Promise<void> {
  const repository = await pickRepository(given, 'Review Working Tree');
  const name = repositoryName(repository);
  const reviewed = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Gemini reviews the changes of ${name}`,
      cancellable: true,
    },
    async (progress, token) => {
      const signal = signalOf(token);
      const changes = await readChanges(repository, { ref: 'HEAD' }, createGuardPorts(ignoreRules), signal);
      if (changes.files.length === 0) throw new InputError(nothingToReview(name, changes));
      const answer = await askOnce(
        await client(),
        {
          ...onceSettings(readSettings()),
          system_instruction: reviewInstruction,
          input: reviewPrompt(boundedDiff(changes.files, mostDiff, true), changes.hidden),
          response_format: { type: 'text', mime_type: 'application/json', schema: findingsSchema },
          store: false,
        },
        (text) => {
          const found = text.split('"message"').length - 1;
          if (found > 0) progress.report({ message: `${count(found, 'finding')} so far` });
        },
        signal,
      );
      const found = parseFindings(answer.text);
      if (found === undefined)
        throw new ApiError('protocol', 'The review did not come in the form that was asked for. Try again.');
      return { changes, placed: await placed(found, changes) };
    },
  );
  const { changes, placed: shown } = reviewed;
  findings.show(repository.rootUri, shown);
  await tell(name, changes, shown, findings);
}

function nothingToReview(name: string, { hidden }: ReadChanges): string {
  return hidden === 0
    ? `${name} has no changes to review.`
    : `All that is changed in ${name} is kept from Gemini, or is outside of the workspace.`;
}

/** Looks for the line of each finding; without one it goes to the top of its file, without a file to the first one. */
async function placed(
  found: readonly Finding[],
  { files, uris }: ReadChanges,
): Promise<readonly PlacedFinding[]> {
  const lines = new Map<string, readonly string[] | undefined>();
  const linesOf = async (file: string): Promise<readonly string[] | undefined> => {
    if (!lines.has(file)) lines.set(file, await readLines(uris.get(file)));
    return lines.get(file);
  };
  const names = files.map(({ file }) => file);
  const readable: string[] = [];
  for (const file of names) if ((await linesOf(file)) !== undefined) readable.push(file);
  const result: PlacedFinding[] = [];
  for (const finding of found) {
    const file = fileOfFinding(readable, finding.file);
    const uri = uris.get(file ?? readable[0] ?? '');
    if (uri === undefined) continue; // No file of the change is left to show it in: all are deleted.
    const line = file === undefined ? undefined : lineOfFinding((await linesOf(file)) ?? [], finding);
    const where = file === undefined ? finding.file : `line ${finding.line}`;
    result.push({
      finding,
      uri,
      line: line ?? 0,
      ...(line === undefined ? { lostPlace: where } : {}),
    });
  }
  return result;
}

async function readLines(uri: vscode.Uri | undefined): Promise<readonly string[] | undefined> {
  if (uri === undefined) return undefined;
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText().split(/\r?\n/);
  } catch {
    return undefined; // It is gone, or no text.
  }
}

async function tell(
  name: string,
  { files, hidden, masked }: ReadChanges,
  shown: readonly PlacedFinding[],
  findings: Findings,
): Promise<void> {
  const looked = `Gemini looked at ${count(files.length, 'changed file')} of ${name}`;
  const inFiles = new Set(shown.map(({ uri }) => uri.toString())).size;
  const sentences = [
    shown.length === 0
      ? `${looked} and found nothing to remark.`
      : `${looked}: ${count(shown.length, 'finding')} in ${count(inFiles, 'file')}.`,
    ...(hidden > 0
      ? [`${count(hidden, 'file')} that may not be shown to it ${hidden === 1 ? 'was' : 'were'} left out.`]
      : []),
    ...(masked > 0 ? [`${count(masked, 'secret')} ${masked === 1 ? 'was' : 'were'} left out.`] : []),
  ];
  if (shown.length > 0) await findings.reveal();
  void vscode.window.showInformationMessage(sentences.join(' '));
}
