/** What an attachment is sent as: text, or a media block of that type. */
export type AttachmentType =
  | { readonly kind: 'text' }
  | { readonly kind: 'image' | 'audio' | 'video' | 'document'; readonly mimeType: string }
  /** Nothing that the service takes; `what` is the type that was recognised, as a MIME type. */
  | { readonly kind: 'unknown'; readonly what?: string };

/** Finds the MIME type of bytes by looking at them; `undefined` when they are of no known type. */
export type DetectMimeType = (bytes: Uint8Array) => Promise<string | undefined>;

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** The types that the service takes, by the names they are found under. Source: the API's content blocks. */
const taken: Readonly<Record<string, AttachmentType>> = {
  ...same('image', ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif', 'image/gif']),
  ...same('image', ['image/bmp', 'image/tiff']),
  ...renamed('image', { 'image/apng': 'image/png' }),
  ...same('audio', ['audio/wav', 'audio/aiff', 'audio/aac', 'audio/ogg', 'audio/flac', 'audio/webm']),
  ...renamed('audio', {
    'audio/mpeg': 'audio/mp3',
    'audio/x-m4a': 'audio/m4a',
    'audio/mp4': 'audio/m4a',
    'audio/ogg; codecs=opus': 'audio/opus',
  }),
  ...same('video', ['video/mp4', 'video/mpeg', 'video/webm', 'video/x-flv', 'video/3gpp']),
  ...renamed('video', {
    'video/x-m4v': 'video/mp4',
    'video/MP1S': 'video/mpeg',
    'video/MP2P': 'video/mpeg',
    'video/quicktime': 'video/mov',
    'video/vnd.avi': 'video/avi',
    'video/x-ms-asf': 'video/wmv',
  }),
  ...same('document', ['application/pdf', `${office}.wordprocessingml.document`]),
  ...same('document', [`${office}.presentationml.presentation`, `${office}.spreadsheetml.sheet`]),
  ...same('document', [
    `${openDocument}.text`,
    `${openDocument}.spreadsheet`,
    `${openDocument}.presentation`,
  ]),
};

function same(kind: 'image' | 'audio' | 'video' | 'document', types: readonly string[]) {
  return Object.fromEntries(types.map((mimeType) => [mimeType, { kind, mimeType }]));
}

function renamed(kind: 'image' | 'audio' | 'video', types: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(types).map(([found, mimeType]) => [found, { kind, mimeType }]));
}

/**
 * What a file is sent as, by its bytes. Its name decides one thing only: a text whose name ends in `.csv` is a table,
 * which the service reads as a document.
 */
export async function attachmentType(
  name: string,
  bytes: Uint8Array,
  detect: DetectMimeType,
): Promise<AttachmentType> {
  // A text may begin like some format ("BM", "ID3", "FLV"); a PDF alone may be text throughout.
  if (isPlainText(bytes) && !startsLikePdf(bytes)) {
    return name.toLowerCase().endsWith('.csv')
      ? { kind: 'document', mimeType: 'text/csv' }
      : { kind: 'text' };
  }
  const found = await detect(bytes);
  const type = found === undefined ? undefined : taken[found];
  if (type !== undefined) return type;
  if (found === undefined && looksLikeText(bytes)) return { kind: 'text' };
  return { kind: 'unknown', ...(found === undefined ? {} : { what: found }) };
}

/** Whether bytes can be shown as text: no NUL in the first 8 KB, unless a byte order mark says UTF-16. */
export function looksLikeText(bytes: Uint8Array): boolean {
  return hasUtf16Mark(bytes) || !bytes.subarray(0, 8192).includes(0);
}

/** Whether bytes are text beyond doubt: UTF-8 without NUL in the first 8 KB, or UTF-16 with a byte order mark. */
function isPlainText(bytes: Uint8Array): boolean {
  if (!looksLikeText(bytes)) return false;
  const encoding = !hasUtf16Mark(bytes) ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
  try {
    // The end may stand in the middle of a character.
    new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, 8192), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function startsLikePdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';
}
