import * as vscode from 'vscode';
import { callsOf } from '../../conversation/calls';
import { questionOf } from '../../conversation/select';
import type { Conversation, Turn } from '../../conversation/state';
import type { CheckpointIndex } from '../../review/checkpoints';
import type { RestorePlan } from '../../review/planRestore';
import { visibleText } from '../../util/visibleText';
import { isRestoring } from './planTurns';

/** Where to go back to: before a turn, or before a restoring. */
export type Destination =
  { readonly kind: 'turn'; readonly turn: Turn } | { readonly kind: 'restoring'; readonly id: string };

/** What goes back. */
export type RestoredPart = 'both' | 'files' | 'chat';

interface DestinationItem extends vscode.QuickPickItem {
  readonly destination: Destination;
}

const longestTitle = 50;

/** Lets the person choose one of the turns that changed files, on whatever branch, or take the last restoring back. */
export async function pickDestination(
  { turns }: Conversation,
  { touches }: CheckpointIndex,
): Promise<Destination | undefined> {
  const last = touches.findLast(({ turnId }) => isRestoring(turnId));
  const items: DestinationItem[] = turns
    .filter(({ id }) => touches.some(({ turnId }) => turnId === id))
    .reverse()
    .map((turn) => ({
      label: titleOf(turn),
      description: `${filesIn(touches, turn.id)}, ${new Date(turn.startedAt).toLocaleString()}`,
      destination: { kind: 'turn', turn },
    }));
  if (last !== undefined)
    items.unshift({
      label: 'Undo the last restoring',
      description: `${filesIn(touches, last.turnId)}, ${new Date(last.at).toLocaleString()}`,
      destination: { kind: 'restoring', id: last.turnId },
    });
  if (items.length === 0) {
    void vscode.window.showInformationMessage('No message of this chat has changed files.');
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Restore to before a message',
    placeHolder: 'Messages that changed files, the newest first',
    // An editor that closes meanwhile takes the focus for a moment.
    ignoreFocusOut: true,
  });
  return chosen?.destination;
}

/**
 * Lets the person choose what goes back to before a turn; says how many files would.
 * @param turns all of the conversation
 */
export async function pickPart(
  turn: Turn,
  turns: readonly Turn[],
  { steps, isIncomplete }: RestorePlan,
): Promise<RestoredPart | undefined> {
  const missing = isIncomplete ? ' Some of what was changed is no longer kept.' : '';
  const files = `${countOf(steps.length)} ${steps.length === 1 ? 'goes' : 'go'} back`;
  const both: vscode.QuickPickItem & { readonly part: RestoredPart } = {
    part: 'both',
    label: 'Files and chat',
    detail: `${files}, and the chat goes on from before this message. Nothing of it is deleted.${missing}`,
  };
  const onlyFiles: typeof both = {
    part: 'files',
    label: 'Files only',
    detail: `${files}. The chat stays as it is.${missing}`,
  };
  const onlyChat: typeof both = {
    part: 'chat',
    label: 'Chat only',
    detail: 'The chat goes on from before this message. No file is changed.',
  };
  const none = isIncomplete
    ? 'What was changed since this message is no longer kept'
    : 'No change of a file is known that came after this message and could be taken back';
  const commands = turns.slice(turns.indexOf(turn)).some(ranCommand)
    ? '. What commands have changed is not taken back'
    : '';
  const chosen = await vscode.window.showQuickPick(
    steps.length === 0 ? [onlyChat] : [both, onlyFiles, onlyChat],
    {
      title: `Restore to before ${titleOf(turn)}`,
      placeHolder: `${steps.length === 0 ? none : 'The files are shown first'}${commands}`,
      ignoreFocusOut: true,
    },
  );
  return chosen?.part;
}

function ranCommand(turn: Turn): boolean {
  return callsOf(turn).some(({ key, step: { name } }) => {
    const call = turn.calls?.[key];
    return (
      (name === 'run_command' || name === 'run_task') && call?.state === 'answered' && call.outcome === 'done'
    );
  });
}

/** The beginning of the question, in quotation marks. */
export function titleOf(turn: Turn): string {
  const line = visibleText(questionOf(turn)).replace(/\s+/g, ' ').trim();
  return `“${line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line}”`;
}

/** "1 file", "2 files". */
function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}

function filesIn(touches: CheckpointIndex['touches'], id: string): string {
  return countOf(new Set(touches.flatMap(({ turnId, path }) => (turnId === id ? [path] : []))).size);
}
