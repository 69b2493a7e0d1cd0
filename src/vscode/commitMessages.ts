import * as vscode from 'vscode';
import { untilAborted } from '../api/untilAborted';
import { contextKeys } from '../manifest';
import { askOnce, onceSettings } from '../session/askOnce';
import { boundedDiff } from '../session/boundedDiff';
import { cleanMessage, commitInstruction, commitPrompt, commitStyleOf } from '../session/commitMessage';
import { count } from '../tools/listing';
import type { GitRepository } from './gitApi';
import { messageBox, type MessageBox } from './messageBox';
import { pickRepository, repositoryName } from './pickRepository';
import { readChanges, type ReadChanges } from './readChanges';
import { InputError } from './readInput';
import { readSettings } from './settings';
import type { SourceControlPorts } from './sourceControl';
import { createGuardPorts } from './tools/guardPorts';

/** Characters of changes that go along. */
const mostDiff = 60_000;
const mostInstructions = 8_000;
/** Commits that are looked at for some of the person's own. */
const mostCommits = 60;

/** Messages for commits, written into the box of the Source Control view. */
export function createCommitMessages({ client, ignoreRules, workspace, log }: SourceControlPorts) {
  const guard = createGuardPorts(ignoreRules);
  const running = new Map<string, AbortController>();
  /** What was written here last, by repository: it is no text of the person's. */
  const written = new Map<string, string>();
  const setRunning = (): void => {
    void vscode.commands.executeCommand('setContext', contextKeys.writingCommit, running.size > 0);
  };

  async function write(repository: GitRepository, signal: AbortSignal): Promise<void> {
    await untilAborted(repository.status(), signal);
    const isStaged = repository.state.indexChanges.length > 0;
    const changes = await readChanges(repository, isStaged ? 'staged' : 'unstaged', guard, signal);
    if (changes.files.length === 0) throw new InputError(nothingToTell(repository, changes));
    const root = repository.rootUri.toString();
    const box = await messageBox(repository, written.get(root));
    const instructions = await workspace.instructions();
    const prompt = commitPrompt({
      style: await styleOf(repository, log),
      branch: repository.state.HEAD?.name,
      diff: boundedDiff(changes.files, mostDiff),
      hidden: changes.hidden,
      instructions: instructions.text.slice(0, mostInstructions),
      ...(box.hint === undefined ? {} : { hint: box.hint }),
    });
    signal.throwIfAborted();
    const service = await client();
    try {
      const answer = await askOnce(
        service,
        {
          ...onceSettings(readSettings()),
          system_instruction: commitInstruction,
          input: prompt,
          store: false,
        },
        (text) => box.show(cleanMessage(text)),
        signal,
      );
      box.show(cleanMessage(answer.text));
    } catch (error) {
      box.restore();
      throw error;
    }
    written.set(root, repository.inputBox.value);
    tell(box, isStaged, changes);
  }

  return {
    async write(given: unknown): Promise<void> {
      const repository = await pickRepository(given, 'Generate Commit Message');
      const root = repository.rootUri.toString();
      running.get(root)?.abort(new vscode.CancellationError());
      const controller = new AbortController();
      running.set(root, controller);
      setRunning();
      try {
        await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, async () =>
          write(repository, controller.signal),
        );
      } finally {
        if (running.get(root) === controller) running.delete(root);
        setRunning();
      }
    },
    stop(): void {
      for (const controller of running.values()) controller.abort(new vscode.CancellationError());
    },
  };
}

function nothingToTell(repository: GitRepository, { hidden }: ReadChanges): string {
  const name = repositoryName(repository);
  return hidden === 0
    ? `${name} has no changes to describe.`
    : `All that is changed in ${name} is kept from Gemini, or is outside of the workspace.`;
}

async function styleOf(repository: GitRepository, log: SourceControlPorts['log']) {
  const hasCommits = repository.state.HEAD?.commit !== undefined;
  try {
    const commits = hasCommits ? await repository.log({ maxEntries: mostCommits }) : [];
    return commitStyleOf(commits, await ownEmail(repository));
  } catch (error) {
    log.warn('The commits of the past could not be read.', error);
    return commitStyleOf([], undefined);
  }
}

async function ownEmail(repository: GitRepository): Promise<string | undefined> {
  try {
    return (await repository.getConfig('user.email')).trim() || undefined;
  } catch {
    return undefined; // It is not set.
  }
}

/** Says what is not as one might think. */
function tell(box: MessageBox, isStaged: boolean, { hidden, masked }: ReadChanges): void {
  const sentences = [
    ...(box.isTaken ? ['You went on writing, so your text stays, and the message was not put there.'] : []),
    ...(isStaged ? [] : ['Nothing is staged, so the message describes all changes of the working tree.']),
    ...(hidden > 0
      ? [
          `${count(hidden, 'changed file')} that may not be shown to Gemini ${hidden === 1 ? 'is' : 'are'} not in it.`,
        ]
      : []),
    ...(masked > 0
      ? [`${count(masked, 'secret')} in the changes ${masked === 1 ? 'was' : 'were'} left out.`]
      : []),
  ];
  if (sentences.length > 0) void vscode.window.showInformationMessage(sentences.join(' '));
}
