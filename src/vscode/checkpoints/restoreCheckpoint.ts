import * as vscode from 'vscode';
import { pathTo, questionOf, turnOf } from '../../conversation/select';
import type { Conversation, Turn } from '../../conversation/state';
import { changedFiles } from '../../conversation/calls';
import type { RestorePlan } from '../../review/planRestore';
import type { Chat } from '../../session/chats';
import { visibleText } from '../../util/visibleText';
import { pickFilesToRestore } from './pickFilesToRestore';
import { newRestoringId, planOf, planTurns } from './planTurns';
import { restoreFiles, type RestorePorts, type Restored } from './restoreFiles';

/** What goes back. */
type Part = 'both' | 'files' | 'chat';

const longestTitle = 50;

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
  const { conversation } = chat.session;
  const turn = turnId === undefined ? await pickTurn(conversation) : turnOf(conversation, turnId);
  if (turn === undefined) return;
  if (chat.session.running) {
    void vscode.window.showWarningMessage('Stop the answer that is being written first, then restore.');
    return;
  }
  const plan = await planTurns(conversation, turn, ports);
  const part = await pickPart(turn, plan);
  if (part === undefined) return;
  const steps = part === 'chat' ? [] : await pickFilesToRestore(titleOf(turn), plan, ports);
  if (steps === undefined) return;
  const previousHead = conversation.headId;
  const restoringId = newRestoringId();
  const restored = await inProgress(() =>
    restoreFiles(steps, { chatId: chat.id, turnId: restoringId }, ports),
  );
  if (part !== 'files') {
    chat.session.branch(turn.parentId);
    // What was asked can be asked anew, in other words.
    if (chat.draft.text.trim() === '') chat.draft.type(questionOf(turn), ports);
  }
  await offerUndo(restored, part, async () => {
    await undo(chat.id, restoringId, ports);
    if (part !== 'files' && previousHead !== undefined) chat.session.branch(previousHead);
  });
}

/** Takes a restoring back. What was changed since is asked for, as always. */
async function undo(chatId: string, restoringId: string, ports: RestorePorts): Promise<void> {
  const index = await ports.checkpoints.files.load(chatId);
  const plan = await planOf(index, new Set([restoringId]), ports);
  const isPlain = plan.steps.every(({ ask }) => ask === undefined);
  const steps = isPlain ? plan.steps : await pickFilesToRestore('the restoring', plan, ports);
  if (steps === undefined || steps.length === 0) return;
  const as = { chatId, turnId: newRestoringId() };
  const { problems } = await inProgress(() => restoreFiles(steps, as, ports));
  if (problems.length > 0) void vscode.window.showWarningMessage(problems.join(' '));
}

async function pickTurn(conversation: Conversation): Promise<Turn | undefined> {
  const turns = pathTo(conversation, conversation.headId).filter(changedFiles).reverse();
  if (turns.length === 0) {
    void vscode.window.showInformationMessage('No message of this chat has changed files.');
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    turns.map((turn) => ({
      label: titleOf(turn),
      description: new Date(turn.startedAt).toLocaleString(),
      turn,
    })),
    { title: 'Restore to before a message', placeHolder: 'Messages that changed files, the newest first' },
  );
  return chosen?.turn;
}

async function pickPart(turn: Turn, { steps, isIncomplete }: RestorePlan): Promise<Part | undefined> {
  const files = steps.length === 1 ? '1 file' : `${steps.length} files`;
  const missing = isIncomplete ? ' Some of what was changed is no longer kept.' : '';
  const both: vscode.QuickPickItem & { readonly part: Part } = {
    part: 'both',
    label: 'Files and chat',
    detail: `${files} and the chat go back to before this message. Nothing of the chat is deleted.${missing}`,
  };
  const onlyFiles: typeof both = {
    part: 'files',
    label: 'Files only',
    detail: `${files} go${steps.length === 1 ? 'es' : ''} back, and the chat stays as it is.${missing}`,
  };
  const onlyChat: typeof both = {
    part: 'chat',
    label: 'Chat only',
    detail: 'The chat goes on from before this message. No file is changed.',
  };
  const chosen = await vscode.window.showQuickPick(
    steps.length === 0 ? [onlyChat] : [both, onlyFiles, onlyChat],
    {
      title: `Restore to before ${titleOf(turn)}`,
      placeHolder:
        steps.length > 0
          ? 'What goes back? The files are shown first'
          : isIncomplete
            ? 'What this message changed is no longer kept'
            : 'The files are as they were before this message',
    },
  );
  return chosen?.part;
}

async function offerUndo(
  { done, problems }: Restored,
  part: Part,
  undoIt: () => Promise<void>,
): Promise<void> {
  if (done.length === 0 && part === 'files' && problems.length === 0) return;
  const files = done.length === 1 ? '1 file is as it was' : `${done.length} files are as they were`;
  const said = [
    ...(part === 'chat' || (part === 'both' && done.length === 0) ? [] : [`${files}.`]),
    ...(part === 'files' ? [] : ['The chat goes on from before the message.']),
    ...problems,
  ].join(' ');
  const show =
    problems.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(said, 'Undo')) === 'Undo') await undoIt();
}

function inProgress<T>(work: () => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Restoring files' },
      async () => work(),
    ),
  );
}

/** The beginning of the question, in quotation marks. */
function titleOf(turn: Turn): string {
  const line = visibleText(questionOf(turn)).replace(/\s+/g, ' ').trim();
  return `“${line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line}”`;
}
