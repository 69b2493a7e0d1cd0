import { randomBytes } from 'node:crypto';
import { answerObject } from './answerBody';
import type { Caller } from './call';
import { ApiError } from './errors';
import type { Exchange } from './exchange';
import { isObject } from './json';
import { retryDelay, withRetries } from './retry';
import { fileOf, type ServiceFile } from './serviceFile';
import { special } from './wording';

const kilobyte = 1024;
/** Chunks grow while they arrive quickly, so that progress is seen on a slow line and a fast one is not held up. */
const firstChunk = 1024 * kilobyte;
const smallestChunk = 256 * kilobyte;
const largestChunk = 8192 * kilobyte;
/** Milliseconds: a chunk that took less is followed by one twice as large, one that took more by half of it. */
const quick = 1000;
const slow = 5000;

/** What is to be uploaded. */
export interface UploadSource {
  /** What the file is called at the service. */
  readonly name: string;
  readonly mimeType: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** The given number of bytes from an offset on; fewer where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

interface Upload {
  readonly caller: Caller;
  readonly source: UploadSource;
  readonly onProgress: (bytes: number) => void;
  readonly get: (name: string, signal: AbortSignal) => Promise<ServiceFile>;
}

/** Where the chunks go. */
interface Session {
  readonly url: string;
  /** The name that the file will have. */
  readonly name: string;
  /** What the size of a chunk must be a multiple of, in bytes. */
  readonly granularity: number;
}

/** See `Files.upload`. */
export async function uploadFile(upload: Upload, signal: AbortSignal): Promise<ServiceFile> {
  const session = await start(upload, signal);
  return sendChunks(upload, session, signal);
}

async function start({ caller, source }: Upload, signal: AbortSignal): Promise<Session> {
  // With a name of our own the file is found even when the last answer is lost.
  const name = `files/${randomBytes(16).toString('hex')}`;
  const { bytes, mimeType } = source;
  const headers = await caller.whole(
    {
      method: 'POST',
      root: 'upload',
      path: '/files',
      headers: {
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'x-goog-upload-header-content-length': String(bytes),
        'x-goog-upload-header-content-type': mimeType,
      },
      body: { file: { name, displayName: source.name, mimeType, sizeBytes: String(bytes) } },
    },
    signal,
    (_text, exchange) => exchange.response.headers,
  );
  const url = addressOf(headers['x-goog-upload-url'], caller.root());
  return { url, name, granularity: Number(headers['x-goog-upload-chunk-granularity']) || 1 };
}

/** Bytes of a person's file go to the address that the service names, but never from a secure service to one in the clear. */
function addressOf(given: string | undefined, root: string): string {
  const url = given === undefined ? null : URL.parse(given);
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && root.startsWith('http:'));
  if (url === null || !secure || url.username !== '' || url.password !== '')
    throw new ApiError('protocol', special.noUploadAddress);
  return url.href;
}

async function sendChunks(upload: Upload, session: Session, signal: AbortSignal): Promise<ServiceFile> {
  const { caller, source, onProgress, get } = upload;
  const { policy, log } = caller;
  let offset = 0;
  let size = firstChunk;
  let failures = 0;
  for (;;) {
    const length = Math.min(sizeOf(size, session), source.bytes - offset);
    const chunk = await source.read(offset, length);
    signal.throwIfAborted();
    if (chunk.length !== length) throw new ApiError('invalid', special.fileChanged, { unsent: true });
    const last = offset + length === source.bytes;
    const startedAt = performance.now();
    try {
      const file = await sendChunk(caller, session, { offset, chunk, last }, signal);
      failures = 0;
      offset += length;
      onProgress(offset);
      if (last) return file ?? (await get(session.name, signal));
      const took = performance.now() - startedAt;
      if (took < quick) size = Math.min(size * 2, largestChunk);
      else if (took > slow) size = Math.max(size / 2, smallestChunk);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.retryable || failures >= policy.retries) throw error;
      failures += 1;
      const delayMs = retryDelay(failures, error, policy);
      if (delayMs > policy.longestWaitMs) throw error;
      log.warn(`Upload at ${offset} of ${source.bytes} bytes: ${error.kind}, again in ${delayMs} ms`);
      await policy.sleep(delayMs, signal);
      const received = await askReceived(caller, session, signal);
      if (received === 'everything') {
        onProgress(source.bytes);
        return get(session.name, signal);
      }
      if (received > offset) failures = 0;
      offset = received;
      size = Math.max(size / 2, smallestChunk);
      onProgress(offset);
    }
  }
}

function sizeOf(wanted: number, { granularity }: Session): number {
  return Math.max(granularity, wanted - (wanted % granularity));
}

/** Resolves with the file when it was the last chunk and the answer tells of it. */
function sendChunk(
  caller: Caller,
  { url }: Session,
  {
    offset,
    chunk,
    last,
  }: { readonly offset: number; readonly chunk: Uint8Array<ArrayBuffer>; readonly last: boolean },
  signal: AbortSignal,
): Promise<ServiceFile | undefined> {
  const headers = {
    'content-type': 'application/octet-stream',
    'x-goog-upload-command': last ? 'upload, finalize' : 'upload',
    'x-goog-upload-offset': String(offset),
  };
  return caller.keyless({ url, headers, body: chunk }, signal, (text, exchange) => {
    refuseCancelled(exchange);
    if (!last) return undefined;
    const { file } = answerObject(text, exchange);
    return isObject(file) ? fileOf(file) : undefined;
  });
}

/** How many bytes the service has of an upload that broke off. */
function askReceived(caller: Caller, { url }: Session, signal: AbortSignal): Promise<number | 'everything'> {
  return withRetries(
    () =>
      caller.keyless({ url, headers: { 'x-goog-upload-command': 'query' } }, signal, (_text, exchange) => {
        refuseCancelled(exchange);
        const { headers } = exchange.response;
        if (headers['x-goog-upload-status'] === 'final') return 'everything' as const;
        const received = Number(headers['x-goog-upload-size-received']);
        if (!Number.isSafeInteger(received) || received < 0) throw new ApiError('protocol', special.notJson);
        return received;
      }),
    'repeatable',
    caller.policy,
    signal,
  );
}

function refuseCancelled({ response }: Exchange): void {
  if (response.headers['x-goog-upload-status'] === 'cancelled')
    throw new ApiError('cancelled', special.uploadCancelled);
}
