import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../src/api/types';
import { invalid, ServiceError } from '../errors';
import { header, jsonBody, pageOf, sendBytes, sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import type { Ids } from '../interactions/ids';
import { toObject, toText } from '../json';
import { archiveEntries } from './sandboxFiles';
import type { Environments } from './environments';
import { encodeTar } from './tar';
import type { Uploads } from './uploads';

/** The Files API, in camelCase, and the old way to download a whole environment, which lives under the same path. */
export function fileRoutes(ids: Ids, uploads: Uploads, environments: Environments): readonly Route[] {
  const files = new Map<string, JsonObject>();

  const find = (id: string): JsonObject => {
    const file = files.get(id);
    if (file) return file;
    const message = `You do not have permission to access the File ${id} or it may not exist.`;
    throw new ServiceError(403, 'permission_denied', message);
  };

  const begin = (exchange: Exchange): void => {
    if (!uploads.isStart(exchange)) throw invalid('Only resumable uploads are supported.');
    const given = toObject(jsonBody(exchange)['file']);
    const id = toText(given['name'])?.replace(/^files\//, '') ?? ids.name();
    const mimeType =
      toText(given['mimeType']) ??
      toText(given['mime_type']) ??
      header(exchange, 'x-goog-upload-header-content-type');
    const displayName = toText(given['displayName']) ?? toText(given['display_name']);
    const host = header(exchange, 'host') ?? '';
    uploads.start(exchange, (bytes) => {
      const now = Date.now();
      const file: JsonObject = {
        name: `files/${id}`,
        ...(displayName === undefined ? {} : { displayName }),
        mimeType: mimeType ?? 'application/octet-stream',
        sizeBytes: String(bytes.length),
        createTime: new Date(now).toISOString(),
        updateTime: new Date(now).toISOString(),
        expirationTime: new Date(now + 48 * 3_600_000).toISOString(),
        sha256Hash: Buffer.from(createHash('sha256').update(bytes).digest('hex')).toString('base64'),
        uri: `http://${host}/v1beta/files/${id}`,
        state: 'ACTIVE',
        source: 'UPLOADED',
      };
      files.set(id, file);
      return { file };
    });
  };

  const download = (exchange: Exchange, id: string): void => {
    const environment = /^environment-(.+)$/.exec(id)?.[1];
    if (environment === undefined) {
      find(id);
      throw new ServiceError(400, 'invalid_request', 'Only generated files can be downloaded.');
    }
    environments.get(environment);
    const location = `http://${header(exchange, 'host') ?? ''}/download/${exchange.version}/snapshots/${environment}`;
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

  return [
    route('POST', '/upload/files', begin),
    route('GET', '/files', (exchange) => {
      const { items, next } = pageOf(exchange, [...files.values()].reverse(), 10);
      sendJson(exchange, { files: items, ...(next === undefined ? {} : { nextPageToken: next }) });
    }),
    route('GET', '/files/{id}', (exchange, id) => sendJson(exchange, find(id))),
    route('DELETE', '/files/{id}', (exchange, id) => {
      find(id);
      files.delete(id);
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
}
