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

/** A text block of something that is no file. */
export function madeBlock(made: {
  readonly kind: 'problems' | 'changes' | 'terminal';
  readonly name: string;
  /** What the model is told that it is. */
  readonly heading: string;
  readonly languageId: string;
  readonly text: string;
}): InputBlock {
  const { kind, name, heading, languageId, text } = made;
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const end = text.endsWith('\n') ? '' : '\n';
  return {
    content: { type: 'text', text: `${heading}:\n${fence}${languageId}\n${text}${end}${fence}` },
    origin: { kind, name, languageId, bytes: new TextEncoder().encode(text).length },
  };
}

/**
 * A block of an image, a sound, a film or a document. `media` names the file of the media folder that holds the bytes;
 * it is absent when they go to the service by themselves.
 */
export function mediaBlock(file: {
  readonly kind: 'image' | 'audio' | 'video' | 'document';
  readonly path: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly media?: string;
  readonly bytes: number;
  readonly pages?: number | undefined;
}): InputBlock {
  const { kind, path, uri, mimeType, media, bytes, pages } = file;
  const name = path.split('/').at(-1) ?? path;
  return {
    content: { type: kind, mime_type: mimeType, ...(media === undefined ? {} : { media }) },
    origin: { kind, name, path, uri, mimeType, bytes, ...(pages === undefined ? {} : { pages }) },
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
