import { ApiError } from './errors';
import { isObject, text } from './json';
import type { JsonObject } from './types';
import { special } from './wording';

/** A file that the service keeps for a while. */
export interface ServiceFile {
  /** Its name at the service, `files/…`. */
  readonly name: string;
  /** What a content block refers to it by. */
  readonly uri: string;
  readonly mimeType: string;
  readonly bytes: number;
  /** Only an active file can be used. */
  readonly state: 'processing' | 'active' | 'failed';
  /** When the service forgets it, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** SHA-256 of what arrived, in hexadecimal. */
  readonly sha256?: string;
  /** Why it failed, in the service's words. */
  readonly failure?: string;
}

/** The file of an answer. Throws an ApiError when it is none. */
export function fileOf(file: JsonObject): ServiceFile {
  const name = text(file['name']);
  const uri = text(file['uri']);
  if (name === undefined || uri === undefined) throw new ApiError('protocol', special.notJson);
  const state = text(file['state'])?.toUpperCase();
  const expiresAt = Date.parse(text(file['expirationTime']) ?? '');
  const sha256 = hashOf(text(file['sha256Hash']));
  const failure = isObject(file['error']) ? text(file['error']['message']) : undefined;
  return {
    name,
    uri,
    mimeType: text(file['mimeType']) ?? '',
    bytes: Number(file['sizeBytes'] ?? 0),
    state: state === 'PROCESSING' ? 'processing' : state === 'FAILED' ? 'failed' : 'active',
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** The service sends the hash as base64, of the bytes or of their hexadecimal digits; `undefined` for anything else. */
function hashOf(encoded: string | undefined): string | undefined {
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length === 32) return bytes.toString('hex');
  const digits = bytes.toString('latin1').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}
