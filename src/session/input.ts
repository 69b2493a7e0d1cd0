import type { InputBlock, Origin } from '../conversation/state';

/** A piece of a text file. Lines are counted from 1; without them it is the whole file. */
export interface TextPiece {
  /** What the person and the model call the file: its path in the workspace, or its whole path outside of one. */
  readonly path: string;
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  readonly lines?: { readonly first: number; readonly last: number };
}

/** A text block that says where its text comes from, the text itself exact, in a fence that it cannot close. */
export function textBlock(piece: TextPiece): InputBlock {
  const { path, uri, languageId, text, lines } = piece;
  const name = path.split('/').at(-1) ?? path;
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const where =
    lines === undefined
      ? ''
      : lines.first === lines.last
        ? `, line ${lines.first}`
        : `, lines ${lines.first}-${lines.last}`;
  const end = text.endsWith('\n') ? '' : '\n';
  const origin: Origin = {
    kind: lines === undefined ? 'file' : 'selection',
    name:
      lines === undefined
        ? name
        : `${name}:${lines.first === lines.last ? lines.first : `${lines.first}-${lines.last}`}`,
    path,
    uri,
    languageId,
    bytes: new TextEncoder().encode(text).length,
    ...(lines === undefined ? {} : { firstLine: lines.first, lastLine: lines.last }),
  };
  return {
    content: { type: 'text', text: `From ${path}${where}:\n${fence}${languageId}\n${text}${end}${fence}` },
    origin,
  };
}

/** An image block. `media` names the file of the conversation's media folder that holds the bytes. */
export function imageBlock(image: {
  readonly path: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly media: string;
  readonly bytes: number;
}): InputBlock {
  const name = image.path.split('/').at(-1) ?? image.path;
  return {
    content: { type: 'image', mime_type: image.mimeType, media: image.media },
    origin: { kind: 'image', name, path: image.path, uri: image.uri, bytes: image.bytes },
  };
}

/** What the person typed. */
export function questionBlock(text: string): InputBlock {
  return { content: { type: 'text', text } };
}

/** The length of the longest run of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** The first bytes of each type; a gap stands for any byte. */
const signatures: readonly (readonly [type: string, bytes: readonly (number | undefined)[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46, ...gap(4), 0x57, 0x45, 0x42, 0x50]],
  ['image/bmp', [0x42, 0x4d, ...gap(4), 0, 0, 0, 0]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/heic', [...gap(4), 0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63]],
  ['image/heif', [...gap(4), 0x66, 0x74, 0x79, 0x70, 0x6d, 0x69, 0x66, 0x31]],
];

function gap(length: number): readonly undefined[] {
  return Array.from({ length }, () => undefined);
}

/** The type of an image by its first bytes, whatever its name; `undefined` when it is none that the service takes. */
export function imageType(bytes: Uint8Array): string | undefined {
  const found = signatures.find(([, head]) =>
    head.every((byte, at) => byte === undefined || bytes[at] === byte),
  );
  return found?.[0];
}

/** Whether bytes can be shown as text: no NUL in the first 8 KB, unless a byte order mark says UTF-16. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return utf16 || !bytes.subarray(0, 8192).includes(0);
}
