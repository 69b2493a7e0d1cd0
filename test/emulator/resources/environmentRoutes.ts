import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../../src/api/types';
import { notFound, ServiceError } from '../errors';
import { jsonBody, otherOrigin, pageOf, sendBytes, sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import type { Params, Route } from '../http/router';
import type { Environment, Environments } from './environments';
import { archiveEntries, entriesIn, entryAt, placeOf, writeInside } from './sandboxFiles';
import type { SandboxEntry } from './sandboxFiles';
import { decodeTar, encodeTar } from './tar';
import type { Uploads } from './uploads';

const mimeTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.py': 'text/x-python',
  '.ts': 'text/x-typescript',
  '.txt': 'text/plain',
};

const mimeOf = (name: string): string => mimeTypes[path.extname(name)] ?? 'application/octet-stream';

const listed = (entry: SandboxEntry, inCapitals = false): JsonObject => {
  const { name, path: inside, isFolder, size, created, modified } = entry;
  const type = isFolder ? 'directory' : 'file';
  return {
    name,
    path: inside,
    type: inCapitals ? type.toUpperCase() : type,
    size_bytes: String(size),
    ...(isFolder ? {} : { mime_type: mimeOf(name) }),
    created: created.toISOString(),
    modified: modified.toISOString(),
  };
};

/** The endpoints of the environments and of the files in them. */
export function environmentRoutes(environments: Environments, uploads: Uploads): readonly Route[] {
  const route = (
    method: string,
    pattern: string,
    handle: (exchange: Exchange, params: Params) => void | Promise<void>,
  ): Route => ({ method, pattern, family: 'interactions', handle });

  const readFiles = async (exchange: Exchange, { id = '', path: inside = '' }: Params): Promise<void> => {
    const { root: newest, oldRoot } = environments.get(id);
    const root = exchange.fault?.kind === 'old-snapshot' && existsSync(oldRoot) ? oldRoot : newest;
    const place = placeOf(root, inside);
    const entry = await entryAt(root, place);
    if (!entry) throw notFound(`Path '${inside}' not found in environment '${id}'.`);
    if (exchange.query.get('alt') === 'media') {
      if (redirects(exchange, `environments/${id}/files/${inside}`)) return;
      if (!entry.isFolder) return sendBytes(exchange, await readFile(place), mimeOf(entry.name));
      return sendBytes(exchange, encodeTar(await archiveEntries(root, place)), 'application/x-tar');
    }
    const recursive = exchange.query.get('recursive') === 'true';
    const entries = entry.isFolder ? await entriesIn(root, place, recursive) : [entry];
    const { items, next } = pageOf(exchange, entries);
    sendJson(exchange, {
      files: items.map((item) => listed(item, exchange.fault?.kind === 'capitals')),
      ...(next === undefined ? {} : { next_page_token: next }),
    });
  };

  const upload = async (exchange: Exchange, { id = '', path: inside = '' }: Params): Promise<void> => {
    const environment = environments.get(id);
    const place = placeOf(environment.root, inside);
    const extract = exchange.query.get('extract') === 'true';
    const overwrite = exchange.query.get('overwrite') === 'true';
    if (!overwrite && !extract && (await entryAt(environment.root, place))) {
      throw new ServiceError(409, 'aborted', `Path '${inside}' already exists in environment '${id}'.`);
    }
    const finish = (bytes: Buffer): Promise<JsonObject> => store(environment, place, bytes, extract);
    if (uploads.isStart(exchange)) {
      const chunks: Buffer[] = [];
      return uploads.start(exchange, {
        write: (bytes) => void chunks.push(bytes),
        finish: () => finish(Buffer.concat(chunks)),
      });
    }
    sendJson(exchange, await finish(exchange.bytes));
  };

  return [
    route('GET', '/environments', async (exchange) => {
      const { items, next } = pageOf(exchange, environments.all());
      const described = await Promise.all(items.map(environments.describe));
      sendJson(exchange, {
        environments: described,
        ...(next === undefined ? {} : { next_page_token: next }),
      });
    }),
    route('POST', '/environments', async (exchange) => {
      sendJson(exchange, await environments.describe(await environments.create(jsonBody(exchange))));
    }),
    route('GET', '/environments/{id}', async (exchange, { id = '' }) => {
      sendJson(exchange, await environments.describe(environments.get(id)));
    }),
    route('DELETE', '/environments/{id}', async (exchange, { id = '' }) => {
      await environments.remove(id);
      sendJson(exchange, {});
    }),
    route('GET', '/environments/{id}/files', readFiles),
    route('GET', '/environments/{id}/files/{path*}', readFiles),
    { ...route('GET', '/download/environments/{id}/files/{path*}', readFiles), open: true },
    route('PUT', '/upload/environments/{id}/files/{path*}', upload),
  ];
}

/** Sends a download elsewhere where a fault wants that, and tells whether it did. */
function redirects(exchange: Exchange, rest: string): boolean {
  const kind = exchange.fault?.kind;
  if (kind === 'no-downloads') throw notFound('The requested resource was not found.');
  if (kind !== 'elsewhere' && kind !== 'unsafe-redirect') return false;
  const path = rest.split('/').map(encodeURIComponent).join('/');
  const location =
    kind === 'unsafe-redirect'
      ? 'file:///etc/passwd'
      : `${otherOrigin(exchange)}/download/${exchange.version}/${path}?alt=media`;
  exchange.response.writeHead(302, { location });
  exchange.response.end();
  return true;
}

/** Writes a file, or the files of an archive below a folder, and lists what was written. */
async function store(
  { root }: Environment,
  place: string,
  bytes: Buffer,
  extract: boolean,
): Promise<JsonObject> {
  if (!extract) {
    await writeInside(place, bytes);
    const entry = await entryAt(root, place);
    return { files: entry ? [listed(entry)] : [] };
  }
  for (const { path: inside, content } of decodeTar(bytes)) {
    if (content) await writeInside(placeOf(place, inside), content);
  }
  return { files: (await entriesIn(root, place, true)).map((entry) => listed(entry)) };
}
