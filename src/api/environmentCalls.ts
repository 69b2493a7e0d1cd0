import { answerObject } from './answerBody';
import type { Caller } from './call';
import { downloadBytes } from './downloadBytes';
import type { Environment, EnvironmentFile, Environments } from './environments';
import type { EnvironmentNetwork } from './environmentValue';
import { ApiError } from './errors';
import { isObject, text } from './json';
import { pagesInTurn } from './query';
import type { JsonObject } from './types';
import { special } from './wording';

/** What a person is told. */
const words = {
  noName: 'This environment or file has no name that the service could be asked by.',
  noFile: 'The remote environment does not have this file.',
  gone: 'The remote environment is gone: the service keeps one for seven days after its last use. Run the agent again.',
} as const;
const environmentsPageSize = 1000;
const filesPageSize = 1000;

/** The sandboxes on a caller, without any delay. */
export function createEnvironmentCalls(caller: Caller): Environments {
  async function explaining<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw explained(error);
    }
  }
  const page = (path: string, signal: AbortSignal): Promise<JsonObject> =>
    explaining(caller.whole({ method: 'GET', path }, signal, answerObject));

  async function* download(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      yield* downloadBytes(caller, path, signal);
    } catch (error) {
      throw explained(error);
    }
  }

  return {
    async get(id, signal) {
      return environmentOf(await page(environmentPath(id), signal));
    },
    async list(signal) {
      const found: Environment[] = [];
      const query = { page_size: String(environmentsPageSize) };
      for await (const { environments } of pagesInTurn('/environments', query, (path) => page(path, signal)))
        found.push(...objectsIn(environments).map(environmentOf));
      return found;
    },
    async delete(id, signal) {
      await explaining(
        caller.whole({ method: 'DELETE', path: environmentPath(id) }, signal, () => undefined),
      );
    },
    async *listFiles(id, { directory = '', recursive = false }, signal) {
      const query = { page_size: String(filesPageSize), recursive: recursive ? 'true' : undefined };
      for await (const { files } of pagesInTurn(filesPath(id, directory), query, (path) =>
        page(path, signal),
      ))
        yield objectsIn(files).flatMap(fileIn);
    },
    async *download(id, path, signal) {
      yield* download(`${filesPath(id, path)}?alt=media`, signal);
    },
    async *downloadAll(id, signal) {
      let begun = false;
      try {
        for await (const chunk of download(`${filesPath(id, 'workspace')}?alt=media`, signal)) {
          begun = true;
          yield chunk;
        }
        return;
      } catch (error) {
        if (begun || !isRefusal(error)) throw error;
      }
      yield* download(`/files/environment-${idIn(id)}:download?alt=media`, signal);
    },
  };
}

/** Whether the service may only not know the address: what is not there is told from that by asking at another one. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return ['notFound', 'invalid', 'protocol'].includes(error.kind) || error.details.code === 'unimplemented';
}

/** Says what is gone, where the words for everything that is gone would mislead. */
function explained(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.kind !== 'notFound') return error;
  const isPath = /^Path\b/.test(error.details.serviceMessage ?? '');
  const message = isPath ? words.noFile : words.gone;
  return new ApiError('notFound', message, error.details, { cause: error });
}

function environmentPath(id: string): string {
  return `/environments/${idIn(id)}`;
}

function filesPath(id: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return ['', 'environments', idIn(id), 'files', ...segments.map(segmentIn)].join('/');
}

function idIn(id: string): string {
  return segmentIn(id);
}

/** One segment of an address. An empty one would name the collection; dots would climb out of it. */
function segmentIn(segment: string): string {
  if (['', '.', '..'].includes(segment) || !segment.isWellFormed())
    throw new ApiError('invalid', words.noName, { unsent: true });
  return encodeURIComponent(segment);
}

function objectsIn(list: unknown): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isObject) : [];
}

function environmentOf(environment: JsonObject): Environment {
  const id = text(environment['id']);
  if (id === undefined) throw new ApiError('protocol', special.notJson);
  const network = environment['network'];
  return {
    id,
    status: text(environment['status'])?.toLowerCase() ?? 'active',
    ...defined({
      createdAt: timeOf(environment['created']),
      updatedAt: timeOf(environment['updated']),
      usedAt: timeOf(environment['last_accessed']),
      files: countOf(environment['file_count']),
      bytes: countOf(environment['size_bytes']),
    }),
    ...(network === 'disabled' || isObject(network) ? { network: network as EnvironmentNetwork } : {}),
  };
}

/** The file of a listing; nothing for an entry that says of no place. */
function fileIn(file: JsonObject): readonly EnvironmentFile[] {
  const path = text(file['path']) ?? text(file['name']);
  if (path === undefined) return [];
  const mimeType = text(file['mime_type']);
  return [
    {
      path,
      // The service writes it in small letters or in capitals.
      kind: kindOf(text(file['type'])),
      ...defined({ bytes: countOf(file['size_bytes']), modifiedAt: timeOf(file['modified']) }),
      ...(mimeType === undefined ? {} : { mimeType }),
    },
  ];
}

function kindOf(type = 'file'): EnvironmentFile['kind'] {
  const name = type.toLowerCase();
  return name === 'directory' ? 'folder' : name === 'file' ? 'file' : 'other';
}

/** A count, which travels as a string. */
function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function timeOf(value: unknown): number | undefined {
  const time = Date.parse(text(value) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function defined<K extends string>(
  fields: Readonly<Record<K, number | undefined>>,
): { readonly [key in K]?: number } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [key in K]?: number;
  };
}
