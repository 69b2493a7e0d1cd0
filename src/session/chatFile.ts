import { decodeContent } from '../api/decodeContent';
import { decodeStep } from '../api/decodeStep';
import { isObject, parseJson, text } from '../api/json';
import type { JsonObject, Usage } from '../api/types';
import { chatFormat, chatFormatVersion } from '../conversation/exportJson';
import type {
  Conversation,
  Failure,
  FailureAction,
  InputBlock,
  Origin,
  Round,
  Turn,
  TurnStatus,
} from '../conversation/state';
import { callsOf } from './chatFileCalls';

/** A chat that was exported as JSON. */
export interface ChatFile {
  readonly conversation: Conversation;
  /** The bytes of its media, by the name that the conversation gives them. */
  readonly media: ReadonlyMap<string, Uint8Array>;
}

/** Says, for a person, why a file is no chat that can be imported. */
export class ChatFileError extends Error {
  override readonly name = 'ChatFileError';
}

/**
 * Reads an exported chat. Nothing of it is believed: what is not as it should be is an error or left out.
 * @throws ChatFileError when it is not JSON, not such a chat, of a newer version, or damaged.
 */
export function parseChatFile(source: string): ChatFile {
  const value = parseJson(source.replace(/^\uFEFF/, ''));
  if (value === undefined) throw new ChatFileError('That file is not JSON, so it is no exported chat.');
  if (!isObject(value) || value['format'] !== chatFormat)
    throw new ChatFileError('That file is JSON, but no chat that this extension has exported.');
  const { version, conversation, media } = value;
  if (version !== chatFormatVersion) {
    throw new ChatFileError(
      `That chat was exported in version ${JSON.stringify(version)} of the format; this version of the extension reads version ${chatFormatVersion}.`,
    );
  }
  if (!isObject(conversation) || !Array.isArray(conversation['turns'])) throw damaged('it has no messages');
  const turns: Turn[] = [];
  for (const turn of conversation['turns'] as readonly unknown[]) turns.push(turnOf(turn, turns));
  const last = turns.at(-1);
  if (last === undefined) throw damaged('it has no messages');
  const headId = text(conversation['headId']);
  const queue = list(conversation['queue']).filter(isObject);
  return {
    conversation: {
      id: text(conversation['id']) ?? '',
      createdAt: time(conversation['createdAt']) ?? turns[0]?.startedAt ?? 0,
      title: text(conversation['title']) ?? '',
      turns,
      headId: turns.some(({ id }) => id === headId) && headId !== undefined ? headId : last.id,
      queue: queue.map((each, at) => ({
        id: text(each['id']) ?? `queued-${at}`,
        input: inputOf(each['input'], 'a waiting message'),
      })),
      ...(conversation['pinned'] === true ? { pinned: true } : {}),
      // A file may forbid that anything is stored, and never allow it.
      ...(conversation['store'] === false ? { store: false } : {}),
    },
    media: mediaOf(media),
  };
}

function damaged(what: string): ChatFileError {
  return new ChatFileError(`That exported chat is damaged: ${what}.`);
}

const statuses: readonly unknown[] = ['running', 'done', 'stopped', 'failed'] satisfies TurnStatus[];

function turnOf(value: unknown, before: readonly Turn[]): Turn {
  const name = `message ${before.length + 1}`;
  if (!isObject(value)) throw damaged(`${name} is none`);
  const { parentId, status } = value;
  const id = text(value['id']) ?? '';
  if (id === '' || before.some((turn) => turn.id === id)) throw damaged(`${name} has no id of its own`);
  if (parentId !== undefined && !before.some((turn) => turn.id === parentId))
    throw damaged(`${name} answers one that is not there`);
  if (!statuses.includes(status)) throw damaged(`${name} has no state`);
  const startedAt = time(value['startedAt']);
  if (startedAt === undefined) throw damaged(`${name} has no time`);
  return {
    id,
    startedAt,
    model: text(value['model']) ?? '',
    stored: value['stored'] === true,
    input: inputOf(value['input'], name),
    rounds: list(value['rounds']).map((round) => roundOf(round, name)),
    status: status as TurnStatus,
    ...defined({
      parentId: text(parentId),
      endedAt: time(value['endedAt']),
      failure: failureOf(value['failure']),
      note: text(value['note']),
      calls: callsOf(value['calls']),
      allowedTools: namesOf(value['allowedTools']),
    }),
  };
}

function namesOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
}

function inputOf(value: unknown, name: string): readonly InputBlock[] {
  if (!Array.isArray(value) || value.length === 0) throw damaged(`${name} says nothing`);
  return (value as readonly unknown[]).map((block) => {
    if (!isObject(block) || !isObject(block['content'])) throw damaged(`${name} cannot be read`);
    return { content: decodeContent(block['content']), ...defined({ origin: originOf(block['origin']) }) };
  });
}

const originKinds: Readonly<Record<Origin['kind'], true>> = {
  selection: true,
  file: true,
  folder: true,
  image: true,
  audio: true,
  video: true,
  document: true,
  problems: true,
  changes: true,
  terminal: true,
  prompt: true,
};
/** Opening a chip may open a file, and never anything that runs. */
const openable = /^(?:file|vscode-remote|vscode-vfs|untitled):/;

function originOf(value: unknown): Origin | undefined {
  const kind = isObject(value) ? text(value['kind']) : undefined;
  if (!isObject(value) || kind === undefined || !Object.hasOwn(originKinds, kind)) return undefined;
  const uri = text(value['uri']);
  return {
    kind: kind as Origin['kind'],
    name: text(value['name']) ?? '',
    bytes: time(value['bytes']) ?? 0,
    ...defined({
      path: text(value['path']),
      uri: uri !== undefined && openable.test(uri) ? uri : undefined,
      firstLine: time(value['firstLine']),
      lastLine: time(value['lastLine']),
      languageId: text(value['languageId']),
      mimeType: text(value['mimeType']),
    }),
  };
}

function roundOf(value: unknown, name: string): Round {
  if (!isObject(value)) throw damaged(`the answer to ${name} cannot be read`);
  const steps = list(value['steps']).map(decodeStep);
  const indices = list(value['indices']).map(time);
  const open = isObject(value['open']) ? Object.entries(value['open']) : [];
  return {
    steps,
    indices: steps.map((_step, at) => indices[at] ?? at),
    open: Object.fromEntries(open.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    ...defined({
      interactionId: text(value['interactionId']),
      lastEventId: text(value['lastEventId']),
      status: text(value['status']),
      usage: isObject(value['usage']) ? (value['usage'] as Usage) : undefined,
    }),
  };
}

const actions: readonly unknown[] = [
  'setApiKey',
  'retry',
  'selectModel',
  'openSettings',
  'showLog',
] satisfies FailureAction[];

function failureOf(value: unknown): Failure | undefined {
  if (!isObject(value)) return undefined;
  return {
    message: text(value['message']) ?? 'The answer failed.',
    action: actions.includes(value['action']) ? (value['action'] as FailureAction) : 'retry',
    ...defined({ detail: text(value['detail']) }),
  };
}

function mediaOf(value: JsonObject[string]): ReadonlyMap<string, Uint8Array> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(
    entries.flatMap(([name, data]) =>
      typeof data === 'string' ? [[name, Buffer.from(data, 'base64')] as const] : [],
    ),
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A number that is neither negative nor infinite. */
function time(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the keys without a value. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
