import * as vscode from 'vscode';
import { questionOf, turnOf } from '../../conversation/select';
import type { RestorePlan } from '../../review/planRestore';
import type { Chat } from '../../session/chats';
import { pickFilesToRestore } from './pickFilesToRestore';
import { pickDestination, pickPart, type RestoredPart, titleOf } from './pickWhatToRestore';
import { newRestoringId, planOf, planTurns } from './planTurns';
import { restoreFiles, type RestorePorts, type Restored } from './restoreFiles';

/**
 * Brings back what was there before a turn of a chat: its files, the chat, or both, in part if wanted. Shows first what
 * that would do, asks about each file that somebody else has changed, and offers to undo it.
 * @param turnId the person chooses one of the chat unless it is given
 */
export async function restoreCheckpoint(
  chat: Chat,
  turnId: string | undefined,
  ports: RestorePorts,
): Promise<void> {
  if (isAnswering(chat)) return;
  const { conversation } = chat.session;
  if (turnId === undefined) {
    const found = await pickDestination(conversation, await ports.checkpoints.files.load(chat.id));
    if (found?.kind === 'restoring') await undo(chat.id, found.id, 'showFiles', ports);
    else if (found !== undefined) await restoreCheckpoint(chat, found.turn.id, ports);
    return;
  }
  const turn = turnOf(conversation, turnId);
  if (turn === undefined) return;
  const plan = await planTurns(conversation, turn, ports);
  const part = await pickPart(turn, conversation.turns, plan);
  if (part === undefined) return;
  const steps = part === 'chat' ? [] : await pickFilesToRestore(`before ${titleOf(turn)}`, plan, ports);
  if (steps === undefined || isAnswering(chat)) return;
  const previousHead = chat.session.conversation.headId;
  const restoringId = newRestoringId();
  const restored = await inProgress(() =>
    restoreFiles(steps, { chatId: chat.id, turnId: restoringId }, ports),
  );
  const question = questionOf(turn);
  if (part !== 'files') {
    chat.session.branch(turn.parentId);
    // What was asked can be asked anew, in other words.
    if (chat.draft.text.trim() === '') chat.draft.type(question, ports);
  }
  const left = part === 'chat' ? 0 : plan.steps.length - steps.length;
  if (!(await offersUndo(restored, left, part))) return;
  if (restored.done.length > 0) await undo(chat.id, restoringId, 'askIfNeeded', ports);
  if (part === 'files' || isAnswering(chat)) return;
  if (previousHead !== undefined) chat.session.branch(previousHead);
  if (chat.draft.text === question) chat.draft.type('', ports);
}

/** Takes a restoring back. What was changed since is asked for, as always. */
async function undo(
  chatId: string,
  restoringId: string,
  how: 'showFiles' | 'askIfNeeded',
  ports: RestorePorts,
): Promise<void> {
  const index = await ports.checkpoints.files.load(chatId);
  const plan: RestorePlan = await planOf(index, new Set([restoringId]), ports);
  if (plan.steps.length === 0) {
    void vscode.window.showInformationMessage('The files are already as they were before the restoring.');
    return;
  }
  const isPlain = how === 'askIfNeeded' && plan.steps.every(({ ask }) => ask === undefined);
  const steps = isPlain ? plan.steps : await pickFilesToRestore('before the restoring', plan, ports);
  if (steps === undefined || steps.length === 0) return;
  const as = { chatId, turnId: newRestoringId() };
  const { done, problems } = await inProgress(() => restoreFiles(steps, as, ports));
  const said = [
    `${backIn(done.length)} before the restoring.`,
    ...leftIn(plan.steps.length - steps.length),
    ...problems,
  ].join(' ');
  if (problems.length === 0) void vscode.window.showInformationMessage(said);
  else void vscode.window.showWarningMessage(said);
}

/** Says what was done, and whether the person wants it undone. */
async function offersUndo({ done, problems }: Restored, left: number, part: RestoredPart): Promise<boolean> {
  if (done.length === 0 && part === 'files' && problems.length === 0) return false;
  const said = [
    ...(done.length === 0 ? [] : [`${backIn(done.length)} before the message.`]),
    ...leftIn(left),
    ...(part === 'files' ? [] : ['The chat goes on from before the message.']),
    ...problems,
  ].join(' ');
  const show =
    problems.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  return (await show(said, 'Undo')) === 'Undo';
}

function backIn(files: number): string {
  return files === 1 ? '1 file is as it was' : `${files} files are as they were`;
}

function leftIn(files: number): readonly string[] {
  if (files === 0) return [];
  return [files === 1 ? '1 file was left as it is.' : `${files} files were left as they are.`];
}

/** Whether an answer is being written, which may change files itself. Says so then. */
function isAnswering({ session }: Chat): boolean {
  if (session.running)
    void vscode.window.showWarningMessage('Stop the answer that is being written first, then restore.');
  return session.running;
}

function inProgress<T>(work: () => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Restoring files' },
      async () => work(),
    ),
  );
}
