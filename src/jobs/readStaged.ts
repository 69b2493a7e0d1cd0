import { readFile } from 'node:fs/promises';
import type { Content } from '../review/changeSet';
import { contentOf, largestText } from './contentOf';
import type { StagedFile } from './stage';

/** What is in a file that was staged. One that is too large to be shown as text is not read. */
export async function readStaged({ file, bytes, sha256 }: StagedFile): Promise<Content> {
  if (bytes > largestText) return { kind: 'binary', hash: sha256, size: bytes };
  return contentOf(await readFile(file), sha256);
}
