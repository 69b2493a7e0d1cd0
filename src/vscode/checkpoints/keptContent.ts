import { lstat } from 'node:fs/promises';
import type { KeptContent, PreImages, Touch } from '../../review/checkpoints';
import { hashOf } from './preImages';

/** What is in a file now: on the disk, or in the editor when it is not saved; nothing when there is no file. */
export type ContentNow =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'disk'; readonly path: string; readonly size: number; readonly mode: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly isUnsaved: boolean };

/** A larger file is not kept. */
const largestKept = 200_000_000;

/** Keeps a content. One that is too large is known by its size and time, and cannot come back. */
export async function keepContent(
  content: ContentNow,
  images: PreImages,
): Promise<(KeptContent & Pick<Touch, 'mode' | 'isUnsaved'>) | undefined> {
  if (content.kind === 'nothing') return undefined;
  if (content.kind === 'bytes') {
    const kept = await images.keep(content.bytes);
    return content.isUnsaved ? { ...kept, isUnsaved: true } : kept;
  }
  const { path, size, mode } = content;
  if (size > largestKept) return { hash: await largeName(path), size: 0, mode };
  return { ...(await images.keepFile(path)), mode };
}

/** The hash of a content; `undefined` when there is none. */
export async function hashContent(content: ContentNow, images: PreImages): Promise<string | undefined> {
  if (content.kind === 'nothing') return undefined;
  if (content.kind === 'bytes') return hashOf(content.bytes);
  return content.size > largestKept ? largeName(content.path) : images.hashFile(content.path);
}

async function largeName(path: string): Promise<string> {
  const { size, mtimeMs } = await lstat(path);
  return `large-${size}-${mtimeMs}`;
}
