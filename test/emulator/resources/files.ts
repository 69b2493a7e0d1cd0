import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../src/api/types';
import { invalid, ServiceError } from '../errors';
import { header, jsonBody, otherOrigin, pageOf, sendBytes, sendJson } from '../http/exchange';
import type { Gates } from '../gates';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import type { Ids } from '../interactions/ids';
import { toObject, toText } from '../json';
import { archiveEntries } from './sandboxFiles';
import type { Environments } from './environments';
import { encodeTar } from './tar';
import type { Uploads } from './uploads';

/** The files of the Files API. */
export interface Files {
  readonly routes: readonly Route[];
  /** Lets a file expire, by its name `files/…`. */
  readonly expire: (name: string) => void;
  /**
   * Looks at an address in a request: one of our own files must be there and active. Other addresses are not judged.
   *
   * @throws ServiceError 403 for a file that is not there, 400 for one that is not active
   */
  readonly check: (uri: string) => void;
}

/** How a file changes after its bytes have arrived. */
interface Stored {
  file: JsonObject;
  /** How often it is still said to be processed. */
  looks: number;
  /** What it is after that. */
  outcome: JsonObject;
}

/**
 * The Files API, in camelCase, and the old way to download a whole environment, which lives under the same path.
 * A film is processed at first: the second look finds it active. The words `[[gate:name]]` in the name that is shown
 * for a file make it wait for that gate, and `[[fault:processing]]` makes it fail.
 */
export function files(ids: Ids, uploads: Uploads, environments: Environments, gates: Gates): Files {
  const stored = new Map<string, Stored>();

  const find = (id: string): Stored => {
    const found = stored.get(id);
    if (found) return found;
    const message = `You do not have permission to access the File ${id} or it may not exist.`;
    throw new ServiceError(403, 'permission_denied', message);
  };

  const process = async (entry: Stored, words: string, mimeType: string): Promise<void> => {
    const gate = /\[\[gate:([\w-]+)\]\]/.exec(words)?.[1];
    const fails = words.includes('[[fault:processing]]');
    if (gate === undefined && !fails && !mimeType.startsWith('video/')) return;
    const error = { code: 13, message: 'The file could not be processed.' };
    entry.outcome = fails ? { state: 'FAILED', error } : { state: 'ACTIVE' };
    entry.file = { ...entry.file, state: 'PROCESSING' };
    entry.looks = gate === undefined ? 1 : Infinity;
    if (gate === undefined) return;
    await gates.pass(gate);
    entry.looks = 0;
  };
  const look = (entry: Stored): JsonObject => {
    if (entry.file['state'] === 'PROCESSING' && entry.looks-- <= 0)
      entry.file = { ...entry.file, ...entry.outcome, updateTime: new Date().toISOString() };
    return entry.file;
  };

  const begin = (exchange: Exchange): void => {
    if (!uploads.isStart(exchange)) throw invalid('Only resumable uploads are supported.');
    const given = toObject(jsonBody(exchange)['file']);
    const id = toText(given['name'])?.replace(/^files\//, '') ?? ids.name();
    if (!/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(id)) throw invalid(`'${id}' is not a name of a file.`);
    if (stored.has(id)) throw new ServiceError(409, 'already_exists', `The File ${id} exists already.`);
    const mimeType =
      toText(given['mimeType']) ??
      toText(given['mime_type']) ??
      header(exchange, 'x-goog-upload-header-content-type') ??
      'application/octet-stream';
    const displayName = toText(given['displayName']) ?? toText(given['display_name']);
    const host = header(exchange, 'host') ?? '';
    const hash = createHash('sha256');
    let size = 0;
    uploads.start(exchange, {
      write: (bytes) => {
        hash.update(bytes);
        size += bytes.length;
      },
      finish: () => {
        const now = Date.now();
        const entry: Stored = {
          file: {
            name: `files/${id}`,
            ...(displayName === undefined ? {} : { displayName }),
            mimeType,
            sizeBytes: String(size),
            createTime: new Date(now).toISOString(),
            updateTime: new Date(now).toISOString(),
            expirationTime: new Date(now + 48 * 3_600_000).toISOString(),
            sha256Hash: Buffer.from(hash.digest('hex')).toString('base64'),
            uri: `http://${host}/v1beta/files/${id}`,
            state: 'ACTIVE',
            source: 'UPLOADED',
          },
          looks: 0,
          outcome: {},
        };
        stored.set(id, entry);
        void process(entry, displayName ?? '', mimeType);
        return { file: entry.file };
      },
    });
  };

  const download = (exchange: Exchange, id: string): void => {
    const environment = /^environment-(.+)$/.exec(id)?.[1];
    if (environment === undefined) {
      find(id);
      throw new ServiceError(400, 'invalid_request', 'Only generated files can be downloaded.');
    }
    environments.get(environment);
    const own = `http://${header(exchange, 'host') ?? ''}`;
    const origin = exchange.fault?.kind === 'elsewhere' ? otherOrigin(exchange) : own;
    const location = `${origin}/download/${exchange.version}/snapshots/${environment}`;
    exchange.response.writeHead(302, { location });
    exchange.response.end();
  };

  const route = (
    method: string,
    pattern: string,
    handle: (exchange: Exchange, id: string) => void | Promise<void>,
  ): Route => ({
    method,
    pattern,
    family: 'google',
    handle: (exchange, { id = '' }) => handle(exchange, id),
  });

  const routes = [
    route('POST', '/upload/files', begin),
    route('GET', '/files', (exchange) => {
      const all = [...stored.values()].map(({ file }) => file).reverse();
      const { items, next } = pageOf(exchange, all, 10);
      sendJson(exchange, { files: items, ...(next === undefined ? {} : { nextPageToken: next }) });
    }),
    route('GET', '/files/{id}', (exchange, id) => sendJson(exchange, look(find(id)))),
    route('DELETE', '/files/{id}', (exchange, id) => {
      find(id);
      stored.delete(id);
      sendJson(exchange, {});
    }),
    route('GET', '/files/{id}:download', download),
    {
      ...route('GET', '/download/snapshots/{id}', async (exchange, id) => {
        const { root } = environments.get(id);
        sendBytes(exchange, encodeTar(await archiveEntries(root, root)), 'application/x-tar');
      }),
      open: true,
    },
  ];
  return {
    routes,
    expire: (name) => void stored.delete(name.replace(/^files\//, '')),
    check: (uri) => {
      const id = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/v1(?:beta)?\/files\/([^/]+)$/.exec(uri)?.[1];
      if (id === undefined) return;
      if (find(id).file['state'] === 'ACTIVE') return;
      const message = `The File ${id} is not in an ACTIVE state and usage is not allowed.`;
      throw new ServiceError(400, 'failed_precondition', message);
    },
  };
}
