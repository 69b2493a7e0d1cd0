import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type CheckpointIndex, emptyIndex, recordTouch, type Touch } from '../../review/checkpoints';
import { turnsFolder } from './turnsFolder';

/** What a turn is about to do to a file. */
export type BegunTouch = Omit<Touch, 'turnId' | 'after'>;

/** What a turn did to a file: the hash of what is in it now. */
export interface EndedTouch {
  readonly path: string;
  readonly after: string | undefined;
}

/** Which turn of which chat, or which restoring of it. */
export interface TurnReference {
  readonly chatId: string;
  readonly turnId: string;
}

/**
 * Which turns touched which files, on the disk: one file for each turn, which only the window writes that runs it, one
 * line for each thing that happens. Before a file is changed it is noted; should the editor be gone before the end is
 * noted too, it is still known what was in it.
 */
export interface CheckpointFiles {
  begin(turn: TurnReference, touches: readonly BegunTouch[]): Promise<void>;
  end(turn: TurnReference, touches: readonly EndedTouch[]): Promise<void>;
  /** Notes that not all could be kept of what a turn does. */
  lose(turn: TurnReference): Promise<void>;
  /** What is known of a chat, in the order of time. */
  load(chatId: string): Promise<CheckpointIndex>;
  chats(): Promise<readonly string[]>;
  /** Forgets turns, and remembers that. */
  forget(chatId: string, turnIds: readonly string[]): Promise<void>;
}

type Line =
  | { readonly kind: 'begin'; readonly touch: BegunTouch }
  | { readonly kind: 'end'; readonly path: string; readonly after?: string }
  | { readonly kind: 'lost' };

const ending = '.jsonl';
const forgottenFile = 'forgotten';

/** Keeps them in the folder of all checkpoints, with a folder for each chat. */
export function createCheckpointFiles(folder: string): CheckpointFiles {
  const folderOf = (chatId: string): string => turnsFolder(folder, chatId);
  const append = async ({ chatId, turnId }: TurnReference, lines: readonly Line[]): Promise<void> => {
    await mkdir(folderOf(chatId), { recursive: true });
    // Each begins a line of its own, also behind one that was cut short.
    const text = lines.map((line) => `\n${JSON.stringify(line)}`).join('');
    await appendFile(path.join(folderOf(chatId), `${path.basename(turnId)}${ending}`), text, { mode: 0o600 });
  };
  return {
    begin: (turn, touches) =>
      append(
        turn,
        touches.map((touch) => ({ kind: 'begin', touch })),
      ),
    end: (turn, touches) =>
      append(
        turn,
        touches.map(({ path: touched, after }) => ({
          kind: 'end',
          path: touched,
          ...(after === undefined ? {} : { after }),
        })),
      ),
    lose: (turn) => append(turn, [{ kind: 'lost' }]),
    async load(chatId) {
      const names = await namesIn(folderOf(chatId));
      const turns = await Promise.all(
        names
          .filter((name) => name.endsWith(ending))
          .map(async (name) =>
            turnOf(
              name.slice(0, -ending.length),
              await readFile(path.join(folderOf(chatId), name), 'utf8').catch(() => ''),
            ),
          ),
      );
      const forgotten = await readFile(path.join(folderOf(chatId), forgottenFile), 'utf8').catch(() => '');
      const touches = turns.flatMap((turn) => turn.touches).sort((a, b) => a.at - b.at);
      return {
        ...touches.reduce(recordTouch, emptyIndex),
        forgotten: [
          ...forgotten.split('\n').filter((turnId) => turnId !== ''),
          ...turns.filter(({ isLost }) => isLost).map(({ turnId }) => turnId),
        ],
      };
    },
    chats: () => namesIn(turnsFolder(folder)),
    async forget(chatId, turnIds) {
      if (turnIds.length === 0) return;
      await appendFile(path.join(folderOf(chatId), forgottenFile), turnIds.map((id) => `\n${id}`).join(''));
      for (const turnId of turnIds)
        await rm(path.join(folderOf(chatId), `${path.basename(turnId)}${ending}`), { force: true });
    },
  };
}

function turnOf(turnId: string, text: string) {
  const touches: Touch[] = [];
  const open = new Map<string, BegunTouch>();
  let isLost = false;
  for (const line of text.split('\n').flatMap(parsed)) {
    if (line.kind === 'begin') open.set(line.touch.path, line.touch);
    else if (line.kind === 'lost') isLost = true;
    else {
      const begun = open.get(line.path);
      open.delete(line.path);
      if (begun !== undefined && begun.before !== line.after)
        touches.push({ ...begun, turnId, before: begun.before, after: line.after });
    }
  }
  // Cut off in the middle: what it made of these files is not known, so whatever is in them counts as somebody else's.
  for (const begun of open.values())
    touches.push({ ...begun, turnId, before: begun.before, after: begun.before });
  return { turnId, touches, isLost };
}

function parsed(line: string): readonly Line[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
